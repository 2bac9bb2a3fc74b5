import type { IDataObject } from 'n8n-workflow';
import type { FileRequest } from '../shared/contract/inbound';
import type { ProviderRequest } from '../shared/contract/operation';
import { at, fieldsOf, listOf, textOf, type Given } from '../shared/lib/jsonAccess';
import { isOfCloud } from './channel';

/**
 * What asks for the file of a message.
 * @param data of the event, with its key
 */
export function fileRequest(instance: string, data: Given): ProviderRequest {
	const key = fieldsOf(at(data, 'key'));
	const message = isOfCloud(textOf(key.id)) ? fieldsOf(data) : { key };
	return {
		method: 'POST',
		path: `/chat/getBase64FromMediaMessage/${encodeURIComponent(instance)}`,
		body: { message } as IDataObject,
	};
}

/**
 * POST /chat/getBase64FromMediaMessage/{instance}. Source: the server's code and recordings of 2.3.7: a
 * phone has its messages stored and finds them by their key, a WhatsApp Business channel fetches what
 * the whole message says.
 */
export const file: FileRequest = {
	request({ account, raw }) {
		const data = listOf(at(raw, 'data'))[0] ?? at(raw, 'data');
		if (account === null || textOf(at(data, 'key', 'id')) === null) return undefined;
		return fileRequest(account, data);
	},
	find(body) {
		const base64 = textOf(at(body, 'base64'));
		if (base64 === null) return null;
		return {
			base64,
			mimeType: textOf(at(body, 'mimetype')),
			fileName: textOf(at(body, 'fileName')),
		};
	},
};
