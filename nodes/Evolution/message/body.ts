import type { IDataObject } from 'n8n-workflow';
import type { ApiVersion } from '../apiVersion';
import { optionsOfV1, optionsOfV2, type SendOptions } from './sendOptions';

interface Content {
	/** The keys that only version 1 knows, `options` left out. */
	v1: IDataObject;
	v2: IDataObject;
}

/**
 * The body of a message. Each version overlooks what only the other knows, so that one body suits both
 * where it is not known which one answers.
 */
export function bodyOf(
	apiVersion: ApiVersion | 'auto',
	number: string,
	{ v1, v2 }: Content,
	options: SendOptions,
): IDataObject {
	const ofV1 = optionsOfV1(options);
	return {
		number,
		...(apiVersion !== 'v1' && { ...v2, ...optionsOfV2(options) }),
		...(apiVersion !== 'v2' && {
			...v1,
			...(Object.keys(ofV1).length > 0 && { options: ofV1 }),
		}),
	};
}
