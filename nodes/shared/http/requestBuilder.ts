import type { IDataObject, IHttpRequestOptions, JsonValue } from 'n8n-workflow';
import type { ProviderRequest } from '../contract/operation';
import type { FileStream, Upload } from '../contract/file';
import type { Account } from './account';
import { withoutLogin } from './baseUrl';
import { multipartForm } from './multipart';

const DEFAULT_TIMEOUT_SECONDS = 30;

/** A file may take longer than the answer to it: that is a slow line, not a silent server. */
const SLOWEST_BYTES_PER_SECOND = 128 * 1024;

const secondsFor = (bytes: number) => Math.floor(bytes / SLOWEST_BYTES_PER_SECOND);

/**
 * Builds the request for n8n's helper. Its answer comes as a stream, which can be ended, and whose text
 * we parse ourselves, so that unreadable differs from empty. Redirects are not followed, since the key
 * would go with them.
 * @param stream the file to upload, opened
 */
export function buildRequest(
	account: Account,
	request: ProviderRequest,
	timeoutSeconds = DEFAULT_TIMEOUT_SECONDS,
	stream?: FileStream,
): IHttpRequestOptions {
	const { body, bytes } = payloadOf(request, stream);
	return {
		method: request.method,
		url: account.baseUrl + request.path,
		...body,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: Math.ceil((timeoutSeconds + secondsFor(bytes)) * 1000) + (request.delayMs ?? 0),
	};
}

interface Payload {
	body: Pick<IHttpRequestOptions, 'body' | 'headers'>;
	bytes: number;
}

function payloadOf({ body, upload }: ProviderRequest, stream: FileStream | undefined): Payload {
	if (upload && stream) {
		const form = multipartForm(body ?? {}, upload.field, upload.file, stream);
		return { body: { body: form }, bytes: upload.file.bytes };
	}
	if (!body) return { body: {}, bytes: 0 };
	const text = JSON.stringify(body);
	return {
		body: { headers: { 'Content-Type': 'application/json' }, body: text },
		bytes: text.length,
	};
}

/** As a preview shows a file. */
export const placeholderOf = ({ fileName, mimeType, bytes }: Omit<Upload, 'open'>) =>
	`[file ${fileName}, ${mimeType}, ${bytes} bytes]`;

/** A request as it would leave, less secrets; the key's header is added by n8n and shown as hidden. */
export function previewOf(
	account: Account,
	{ method, path, body, upload }: ProviderRequest,
): IDataObject {
	const form = upload && { ...body, [upload.field]: placeholderOf(upload.file) };
	const request = {
		method,
		url: withoutLogin(account.baseUrl) + path,
		body: (form ?? body ?? null) as JsonValue,
	};
	return account.hide.value(request) as IDataObject;
}
