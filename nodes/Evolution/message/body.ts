import type { IDataObject } from 'n8n-workflow';
import type { ApiVersion } from '../apiVersion';
import { versionOf, type InstanceKind } from '../instanceKind';
import { optionsOfV1, optionsOfV2, type SendOptions } from './sendOptions';

/** A message in the words of each version; `number` and what may go with it left out. */
interface Content {
	v1: IDataObject;
	v2: IDataObject;
}

/**
 * The body of a message. Each version overlooks what only the other knows, so that one body suits both
 * where it is not known which one answers.
 */
export function bodyOf(
	message: { apiVersion: ApiVersion | 'auto'; chat: string; extras: SendOptions },
	{ v1, v2 }: Content,
	found?: InstanceKind,
): IDataObject {
	const { chat: number, extras } = message;
	const version = versionOf(message, found);
	const options = { ...optionsOfV1(extras), ...(v1.options as IDataObject | undefined) };
	return {
		number,
		...(version !== 'v1' && { ...v2, ...optionsOfV2(extras) }),
		...(version !== 'v2' && {
			...v1,
			...((v1.options || Object.keys(options).length > 0) && { options }),
		}),
	};
}
