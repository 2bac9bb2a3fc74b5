import { metaRules } from '../shared/cloudApi/errors';
import type { Provider } from '../shared/contract/provider';
import {
	checkFirst,
	notOnWhatsApp,
	type AnswerRule,
	type Said,
	type Verdict,
} from '../shared/contract/verdict';
import { isLicenceMissing, isNotOnWhatsApp, isOwnForm, isSchemaComplaint, wordsIn } from './answer';

/** On values that the server judged before it did anything. */
const badValues: Said = {
	code: 'refused',
	reason: 'The Evolution server did not accept the values of this message',
	whatToDo: 'Check the recipient and the contents of this item, then run it again.',
};

const notAvailable: Verdict = {
	outcome: 'notSent',
	evidence: { recording: 'v2.3.7/sendContact.evo.json' },
	code: 'not-supported',
	reason: 'The channel of this instance cannot send this kind of message',
	whatToDo: "Pick an 'Instance' with another type of channel.",
	field: 'instance',
	stops: 'channel',
	failure: { cause: 'configuration-invalid' },
};

const notConnected = {
	code: 'channel-offline',
	reason: 'The instance is not connected to WhatsApp',
	field: 'instance',
	stops: 'channel',
	failure: { cause: 'temporarily-unavailable' },
} as const;

const connect = 'Open the manager of the Evolution server and connect the instance by QR code.';

/**
 * A 400 may come after the message is out: these servers turn whatever fails then into one, with the
 * name of the error in front. So only what is known to be said before sending is certain.
 */
const refusals: AnswerRule[] = [
	{
		status: 400,
		form: isSchemaComplaint,
		says: /requires property "/,
		verdict: {
			outcome: 'notSent',
			evidence: { recording: 'v2.3.6/sendContact-400-otherversion.json' },
			code: 'wrong-api-version',
			reason: 'The Evolution server speaks another version of the API',
			whatToDo: "Set 'API Version' to Detect, or to the other version.",
			field: 'apiVersion',
			stops: 'channel',
			failure: { cause: 'configuration-invalid' },
		},
	},
	{
		status: 400,
		form: isSchemaComplaint,
		verdict: {
			outcome: 'notSent',
			evidence: { recording: 'v2.3.7/sendContact-oneAsObject.cloud.json' },
			...badValues,
		},
	},
	{
		status: 400,
		// Not by its words: a broken database quotes the whole message in its error.
		form: isNotOnWhatsApp,
		verdict: notOnWhatsApp({ recording: 'v2.3.7-phone-line/sendContact-notOnWhatsApp.json' })
			.verdict,
	},
	...metaRules({ recording: 'v1.8.6/sendContact-graph-131026.json' }),
	{ status: 400, says: /^Method not available/, verdict: notAvailable },
	{ status: 500, says: /^Method not available/, verdict: notAvailable },
	{
		status: 400,
		// Of the controllers and the services, ahead of their senders.
		says: /^(Owned media must be|For ba?se64 the file name|Text is required|"?reaction"? must be|(Type|Content|StatusJidList|Background color|Font) is required|File buffer, URL, or base64 audio is required|Contacts not found|Type not found|At least one button|Maximum of \d+|(Reply|PIX) buttons? cannot be mixed|Only one PIX|Button texts cannot|Section tiles cannot|"instanceName" not provided)/i,
		verdict: {
			outcome: 'notSent',
			evidence: { recording: 'v2.3.7/sendMedia-dataURI.cloud.json' },
			...badValues,
		},
	},
	{
		status: 400,
		says: /^(Unexpected|Expected|Bad) .*JSON/,
		verdict: {
			outcome: 'notSent',
			evidence: { recording: 'v2.3.7/sendText-badjson.cloud.json' },
			...badValues,
		},
	},
	{
		// The server's own "Group not found", as it writes it out.
		status: 400,
		says: /^(\[object Object\]|Group not found)$/,
		verdict: {
			outcome: 'notSent',
			evidence: { recording: 'v2.3.7/sendContact-400-group-notConnected.phone.json' },
			code: 'not-found',
			reason: 'The Evolution server does not find this group',
			whatToDo:
				'Check the ID of the group, that the phone of this instance is a member of it, and that the instance is connected to WhatsApp.',
			field: 'recipient',
		},
	},
	{
		// The same words before and after sending.
		status: 400,
		says: /^(Error: Connection Closed|TypeError: Cannot read properties of undefined \(reading '(id|onWhatsApp)'\))/,
		verdict: {
			outcome: 'unknown',
			...notConnected,
			code: 'channel-offline',
			reason: 'The instance lost its connection to WhatsApp, or has none',
			whatToDo: `${checkFirst} ${connect}`,
		},
	},
];

/** What fails on the way to the sender comes as 500, and what fails in it as 400. */
const failures: AnswerRule[] = [
	{
		status: 500,
		says: /^(Connection Closed$|Cannot read properties of undefined \(reading 'onWhatsApp'\)|TypeError: Cannot read properties of undefined \(reading 'waUploadToServer'\))/,
		verdict: {
			outcome: 'notSent',
			evidence: { recording: 'v2.3.7/sendContact-500-connectionClosed.phone.json' },
			...notConnected,
			whatToDo: `${connect} Then send again.`,
		},
	},
	{
		status: 500,
		says: /^((Error: )?(ENOENT|ENAMETOOLONG): |File or buffer is undefined|Failed to convert audio|Invalid URL$|TypeError: Cannot read properties of null \(reading '1'\)$)/,
		verdict: {
			outcome: 'notSent',
			evidence: { recording: 'v1.8.6/sendMedia-document.cloud.json' },
			code: 'wrong-file-type',
			reason: 'The Evolution server could not read the file of this message',
			whatToDo: 'Check the file. Some channels and versions take links only.',
		},
	},
	{
		status: 500,
		says: /^(Error: )?Input (buffer|file) (contains|has|is) /,
		verdict: {
			outcome: 'notSent',
			evidence: { recording: 'v2.3.7-phone-line/sendMedia-image-notAnImage.json' },
			code: 'wrong-file-type',
			reason: 'The Evolution server could not read this file as an image',
			whatToDo: 'Check that the file is an image, or send it as a document.',
		},
	},
	{
		status: 500,
		says: /^Cannot (read|set) properties of undefined \((reading|setting) '/,
		verdict: {
			outcome: 'notSent',
			evidence: { recording: 'v2.3.7/sendButtons-none.cloud.json' },
			...badValues,
		},
	},
];

/**
 * Evolution API, on a server of the user's own, versions 1 and 2; header apikey.
 * Sources: "Send Contact" of its documentation (version 1), the source code, and recordings of
 * servers 1.8.6, 2.3.6, 2.3.7 and 2.4.0 (version 2, and all errors).
 */
export const evolution: Provider = {
	name: 'evolution',
	displayName: 'Evolution',
	credential: 'evolutionServerApi',
	// People paste the address of the manager page that they see in the browser.
	baseUrl: ({ serverUrl }) => String(serverUrl ?? '').replace(/\/manager(\/.*)?\s*$/, ''),
	secretFields: ['apiKey', 'webhookSecret'],
	messagesAtOnce: 1,
	errorMessage: wordsIn,
	isOwnForm,
	rules: [
		{
			status: 404,
			says: /instance does not exist/i,
			verdict: {
				outcome: 'notSent',
				evidence: { recording: 'v2.3.6/sendContact-404.json' },
				code: 'not-found',
				reason: 'The Evolution server has no instance of this name',
				whatToDo: "Pick 'Instance' from the list: names are case-sensitive.",
				field: 'instance',
				stops: 'channel',
				failure: { cause: 'configuration-invalid' },
			},
		},
		{
			status: 503,
			form: isLicenceMissing,
			verdict: {
				outcome: 'notSent',
				evidence: { recording: 'v2.4.0-rc2-not-activated/sendContact-503.json' },
				code: 'not-ready',
				reason: 'The Evolution server has no licence yet',
				whatToDo: 'Activate this server at {register_url}, then send again.',
				stops: 'account',
				failure: { cause: 'configuration-invalid' },
			},
		},
		...refusals,
		...failures,
	],
	verdicts: {
		400: {
			outcome: 'unknown',
			code: 'server-error',
			reason:
				'The Evolution server reported an error that may have come up after the message was sent',
			whatToDo: checkFirst,
			failure: { cause: 'temporarily-unavailable' },
		},
		401: {
			outcome: 'notSent',
			evidence: { recording: 'v2.3.6/sendContact-401.json' },
			code: 'wrong-key',
			reason: 'The Evolution server did not accept the API key for this instance',
			whatToDo:
				'Open the credential "{credential}" and enter the global key of the server, or the token of this very instance.',
			// A key may belong to one instance only: others may still work.
			stops: 'channel',
			failure: { cause: 'credential-invalid' },
		},
		404: {
			outcome: 'notSent',
			evidence: { document: 'Evolution API, source code' },
			code: 'wrong-address',
			reason: 'There is no Evolution API at this address',
			whatToDo: 'Check the server URL in the credential "{credential}".',
			stops: 'account',
			failure: { cause: 'configuration-invalid' },
		},
		500: {
			outcome: 'unknown',
			code: 'server-error',
			reason:
				'The Evolution server had an internal error and does not say whether it sent the message',
			whatToDo: 'Check in the chat whether the message was sent before you send it again.',
			failure: { cause: 'temporarily-unavailable' },
		},
	},
};
