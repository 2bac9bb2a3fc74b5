import { nothingSent, type AnswerRule, type Verdict } from '../../shared/contract/verdict';
import { at, fieldsOf, type Given } from '../../shared/lib/jsonAccess';

const notConnected: Verdict = {
	outcome: 'notSent',
	evidence: nothingSent,
	code: 'channel-offline',
	reason: 'The instance is not connected to WhatsApp',
	whatToDo:
		'Open the manager of the Evolution server and connect the instance by QR code. Then run it again.',
	field: 'instance',
	stops: 'channel',
	failure: { cause: 'temporarily-unavailable' },
};

/** Version 2 answers a look-up of numbers with the error itself, or with an empty object. */
const isBareError = (body: Given) =>
	at(body, 'isBoom') === true ||
	(typeof body === 'object' && body !== null && Object.keys(fieldsOf(body)).length === 0);

/** What servers say where nothing is sent, so that it is always certain. Sources: recordings. */
export const chatRules: AnswerRule[] = [
	...[400, 500].flatMap((status): AnswerRule[] => [
		{
			status,
			says: /^Method not available/,
			verdict: {
				outcome: 'notSent',
				evidence: nothingSent,
				code: 'not-supported',
				reason: 'The channel of this instance cannot do this',
				whatToDo: "Pick an 'Instance' that is a phone connected by QR code.",
				field: 'instance',
				stops: 'channel',
				failure: { cause: 'configuration-invalid' },
			},
		},
		{
			status,
			says: /(^|; )(Error: )?Connection Closed$|Cannot read properties of undefined \(reading '(onWhatsApp|readMessages|id)'\)|^Cannot convert undefined or null to object$/,
			verdict: notConnected,
		},
	]),
	{ status: 400, form: isBareError, verdict: notConnected },
	{
		status: 400,
		says: /^\[object Object\]$/,
		verdict: {
			outcome: 'notSent',
			evidence: nothingSent,
			code: 'not-found',
			reason: 'WhatsApp does not know this chat',
			whatToDo: 'Check the number, its country code included, or the ID of the group.',
			field: 'recipient',
		},
	},
];
