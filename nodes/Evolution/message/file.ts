import type { IDataObject } from 'n8n-workflow';
import type {
	BinaryFile,
	Complaint,
	FileUse,
	Inspection,
	ReadyFile,
} from '../../shared/contract/file';
import type { ProviderRequest } from '../../shared/contract/operation';
import type { Parameters } from '../../shared/contract/parameters';
import { z } from '../../shared/lib/libraries';
import { binaryFile, type FileLimits } from '../../shared/validation/file';
import type { ApiVersion } from '../apiVersion';
import { versionOf, type InstanceKind } from '../instanceKind';
import { endsWithExtension, fileLink, withExtension } from './fileLink';
import type { SendOptions } from './sendOptions';

/** Where the file of a message is. */
export const fileSource = (limits: FileLimits) =>
	z.discriminatedUnion('fileFrom', [
		z.object({ fileFrom: z.literal('link'), mediaLink: fileLink('Media Link') }),
		z.object({ fileFrom: z.literal('n8n'), binaryField: binaryFile(limits) }),
	]);

export type FileSource =
	| { fileFrom: 'link'; mediaLink: string }
	| { fileFrom: 'n8n'; binaryField: BinaryFile };

export const readFileSource = ({ value, file }: Parameters) =>
	value('fileFrom') === 'n8n'
		? { fileFrom: 'n8n', binaryField: file('binaryField') }
		: { fileFrom: value('fileFrom'), mediaLink: value('mediaLink') };

interface WithFile {
	apiVersion: ApiVersion | 'auto';
	source: FileSource;
	extras: SendOptions;
}

/**
 * How the file goes. Version 2 takes it as a part of a form, where `delay` cannot be a number, nor
 * `mentionsEveryOne` true or false: both are refused, the latter from 2.4 on, whose schema names it. Version
 * 1 takes it as base64 only. Where the version is not known, base64 suits both.
 */
export function fileUse(
	message: WithFile,
	found: InstanceKind | undefined,
	{ inspect, onlyBase64 }: { inspect?: (field: string) => Inspection; onlyBase64?: boolean } = {},
): FileUse | undefined {
	const { source, extras } = message;
	if (source.fileFrom === 'link') {
		return inspect && { as: 'given', url: source.mediaLink, inspect: inspect('mediaLink') };
	}
	const fitsForm = extras.delay === undefined && !extras.mentionEveryone && !onlyBase64;
	const takesForm = versionOf(message, found) === 'v2' && fitsForm;
	return {
		as: takesForm ? 'upload' : 'base64',
		file: source.binaryField,
		inspect: inspect?.('binaryField'),
	};
}

/** What stands against the way in which this channel takes files. */
export function refuseFile(
	message: WithFile,
	found: InstanceKind | undefined,
	businessLimits?: FileLimits,
): Complaint | undefined {
	if (found?.channel !== 'business') return undefined;
	const { source } = message;
	const version = versionOf(message, found);
	if (source.fileFrom === 'n8n') {
		if (version === 'v1') {
			return {
				field: 'fileFrom',
				code: 'not-supported',
				reason: 'A WhatsApp Business channel of version 1 takes files by a link only',
				whatToDo:
					"Put the file at a public address and set 'Take File From' to Link, or update the server to version 2.",
			};
		}
		return businessLimits && refuseBeyond(source.binaryField, businessLimits);
	}
	return version === 'v1' || endsWithExtension(source.mediaLink)
		? undefined
		: {
				field: 'mediaLink',
				code: 'wrong-file-type',
				reason:
					"The server cannot tell the type of this file on a WhatsApp Business channel: 'Media Link' does not end with the extension of a file",
				whatToDo:
					"Use a link that ends like https://example.com/photo.jpg, with nothing behind it, or set 'Take File From' to n8n.",
			};
}

function refuseBeyond(
	{ fileName, mimeType, bytes }: BinaryFile,
	{ what, maxBytes, types }: FileLimits,
): Complaint | undefined {
	const [type] = mimeType.toLowerCase().split(';');
	if (types && !types.includes(type.trim())) {
		return {
			field: 'binaryField',
			code: 'wrong-file-type',
			reason: `WhatsApp Business does not take the file "${fileName}" as ${what}: its type is ${mimeType}`,
			whatToDo: `Convert it to one of: ${types.join(', ')}. Or send it as a document.`,
		};
	}
	if (bytes === undefined || bytes <= maxBytes) return undefined;
	return {
		field: 'binaryField',
		code: 'file-too-large',
		reason: `The file "${fileName}" is larger than ${maxBytes / 2 ** 20} MB, which is what WhatsApp Business takes of ${what}`,
		whatToDo: 'Make the file smaller, or send it as a document.',
	};
}

/** The name of a file of n8n, with the extension that the server tells the type by. */
export const fileNameOf = ({ fileName, data }: BinaryFile) =>
	withExtension(fileName, `.${data.fileExtension ?? ''}`);

/** What stands in the body for the file: the link, or its bytes; nothing where they are a part of the form. */
export const mediaOf = (source: FileSource, file: ReadyFile | undefined): string | undefined => {
	if (source.fileFrom === 'link') return source.mediaLink;
	return file?.as === 'base64' ? file.base64 : undefined;
};

/** The fields of a form, as the server puts them together again: `quoted[key][id]`. */
const formFields = (value: unknown, name = ''): IDataObject =>
	typeof value === 'object' && value !== null
		? Object.assign(
				{},
				...Object.entries(value).map(([key, each]) =>
					formFields(each, name === '' ? key : `${name}[${key}]`),
				),
			)
		: { [name]: String(value) };

/** The body, and the file beside it where that is a part of the form. */
export const payload = (
	body: IDataObject,
	file: ReadyFile | undefined,
): Pick<ProviderRequest, 'body' | 'upload'> =>
	file?.as === 'upload'
		? { body: formFields(body), upload: { field: 'file', file: file.upload } }
		: { body };
