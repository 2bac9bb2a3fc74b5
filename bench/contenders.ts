import { createRequire } from 'node:module';
import { join } from 'node:path';
import { RoutingNode, type ExecuteContext } from 'n8n-core';
import type { ICredentialType, INode, INodeType, IVersionedNodeType } from 'n8n-workflow';
import { senders } from '../test/providers/providers';
import { nodesAt, type NodeUnderTest, type Parameters } from '../test/support/n8n/engine';
import { located } from '../test/support/n8n/located';
import { floor } from './floor';
import { host } from '../scripts/n8n/n8nVersions';
import { peerFolder } from './packages';

/** A node that sends the text of every item to the recipient of that item, as a person sets it up. */
export interface Contender {
	node: NodeUnderTest;
	parameters: Parameters;
	/** Of n8n: retries, version and the like. */
	settings?: Partial<INode>;
}

const TO = '={{ $json.to }}';
const TEXT = '={{ $json.text }}';

const vobiz = (url: string, options: object): Contender => ({
	node: nodesAt(url).vobizSend,
	parameters: { ...senders.vobizSend.parameters, options },
});

const aisoule = (url: string): Contender => ({
	node: nodesAt(url).aisouleSend,
	parameters: { ...senders.aisouleSend.parameters, options: {} },
});

const DOCUMENT = { messageType: 'document', mediaFrom: 'n8n', binaryField: 'data', caption: TEXT };

/** A file of n8n, by a link to it. */
const vobizDocument = (url: string): Contender => {
	const { parameters, ...contender } = vobiz(url, {});
	return { ...contender, parameters: { ...parameters, ...DOCUMENT } };
};

/** A file of n8n: a form in version 2, base64 in version 1. */
const evolutionDocument = (url: string, apiVersion: 'v1' | 'v2', instance = 'phone'): Contender => {
	const { evolutionSendV2 } = nodesAt(url);
	return {
		node: { ...evolutionSendV2, credential: { ...evolutionSendV2.credential, serverUrl: url } },
		parameters: {
			...senders.evolutionSendV2.parameters,
			operation: 'sendMedia',
			instance: located(instance),
			mediaType: 'document',
			fileFrom: 'n8n',
			binaryField: 'data',
			caption: TEXT,
			filename: '',
			apiVersion,
		},
	};
};

const withFloor = (url: string, atOnce: number, encoding?: 'text' | 'stream'): Contender => {
	const contender = vobiz(url, {});
	return {
		...contender,
		node: { ...contender.node, type: floor(contender.node.type, atOnce, encoding) },
	};
};

const credential = (name: string, values: NodeUnderTest['credential']) => ({
	credentialType: { name, displayName: name, properties: [] } as ICredentialType,
	credential: values,
});

/** The same request, made by n8n's own node. */
function httpRequest(url: string, options: object = {}): Contender {
	const { HttpRequest } = builtIn('HttpRequest/HttpRequest.node.js');
	const { vobizSend } = nodesAt(url);
	const type = (new HttpRequest() as IVersionedNodeType).getNodeType(4.2);
	return {
		node: { ...vobizSend, type },
		parameters: {
			method: 'POST',
			url: `${url}/vobiz/messages`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'vobizMessagingApi',
			sendBody: true,
			contentType: 'json',
			specifyBody: 'json',
			jsonBody:
				'={{ { channel_id: "0a8f3feb-9598-47f2-8a6c-df1aeb306ae1", waba_id: "123456789012345", to: $json.to, type: "text", text: { body: $json.text } } }}',
			options,
		},
		// n8n knows by the type that this node may use any credential.
		settings: { type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2 },
	};
}

/** The form of Evolution Send, made by n8n's own node. */
function httpRequestForm(url: string, options: object = {}): Contender {
	const { parameters, ...contender } = httpRequest(url, options);
	return {
		...contender,
		parameters: {
			...parameters,
			url: `${url}/message/sendMedia/phone`,
			contentType: 'multipart-form-data',
			bodyParameters: {
				parameters: [
					{ parameterType: 'formData', name: 'number', value: TO },
					{ parameterType: 'formData', name: 'mediatype', value: 'document' },
					{ parameterType: 'formData', name: 'caption', value: TEXT },
					{ parameterType: 'formBinaryData', name: 'file', inputDataFieldName: 'data' },
				],
			},
		},
	};
}

/** Its address is fixed in its description; here it is that of the stand-in. */
function builtInWhatsApp(url: string): Contender {
	const { WhatsApp } = builtIn('WhatsApp/WhatsApp.node.js');
	const type = new WhatsApp() as INodeType;
	type.description.requestDefaults = { baseURL: `${url}/` };
	// As n8n does for every node that only describes its requests.
	type.execute = async function () {
		return (await new RoutingNode(this as ExecuteContext, type).runNode()) ?? [];
	};
	return {
		node: { type, ...credential('whatsAppApi', { accessToken: 'token', businessAccountId: '1' }) },
		parameters: {
			resource: 'message',
			operation: 'send',
			messagingProduct: 'whatsapp',
			phoneNumberId: '1',
			recipientPhoneNumber: TO,
			messageType: 'text',
			textBody: TEXT,
			additionalFields: {},
		},
		settings: { typeVersion: 1.1 },
	};
}

function evolutionPeer(url: string): Contender {
	const { EvolutionApi } = load(
		join(peerFolder('n8n-nodes-evolution-api'), 'dist/nodes/EvolutionApi/EvolutionApi.node.js'),
	);
	return {
		node: {
			type: new EvolutionApi() as INodeType,
			...credential('evolutionApi', { 'server-url': url, apikey: 'key' }),
		},
		parameters: {
			resource: 'messages-api',
			operation: 'send-text',
			instanceName: 'phone',
			remoteJid: TO,
			messageText: TEXT,
			options_message: {},
		},
	};
}

type NodeClasses = Record<string, new () => INodeType | IVersionedNodeType>;

const load = (file: string) => createRequire(file)(file) as NodeClasses;

const builtIn = (file: string) => load(join(host, 'node_modules/n8n-nodes-base/dist/nodes', file));

/** Retry On Fail, as a person sets it. */
const retried = ({ settings, ...contender }: Contender): Contender => ({
	...contender,
	settings: { ...settings, retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
});

/** By name, at the address of a stand-in. */
export const contenders = {
	'ours, 1 at once': (url) => vobiz(url, { messagesAtOnce: 1 }),
	'ours, 5 at once': (url) => vobiz(url, {}),
	'ours, 20 at once': (url) => vobiz(url, { messagesAtOnce: 20 }),
	'ours, Retry On Fail': (url) => retried(vobiz(url, { timeout: 1 })),
	'AIsoule Send': aisoule,
	'Vobiz Send, by link': vobizDocument,
	'Evolution Send, as a form': (url) => evolutionDocument(url, 'v2'),
	'Evolution Send, as a form, and the answer has the file': (url) =>
		evolutionDocument(url, 'v2', 'echo'),
	'Evolution Send, as base64': (url) => evolutionDocument(url, 'v1'),
	'bare loop': (url) => withFloor(url, 1),
	'bare loop, answers as streams': (url) => withFloor(url, 1, 'stream'),
	'bare pool of 20': (url) => withFloor(url, 20),
	'HTTP Request': (url) => httpRequest(url),
	'HTTP Request, batches of 50 a second': (url) =>
		httpRequest(url, { batching: { batch: { batchSize: 50, batchInterval: 1000 } } }),
	'HTTP Request, Retry On Fail': (url) => retried(httpRequest(url, { timeout: 1000 })),
	'HTTP Request, as a form': (url) => httpRequestForm(url),
	'HTTP Request, as a form, one at a time': (url) =>
		httpRequestForm(url, { batching: { batch: { batchSize: 1, batchInterval: 1 } } }),
	'built-in WhatsApp': builtInWhatsApp,
	'n8n-nodes-evolution-api': evolutionPeer,
} satisfies Record<string, (url: string) => Contender>;

export type ContenderName = keyof typeof contenders;
