import { checkFirst, type AnswerRule, type Evidence, type Said } from '../contract/verdict';

/** What Meta's Cloud API means by a code: the message was not taken. */
interface MetaError extends Said {
	codes: readonly number[];
}

const token = 'Enter a new access token for this channel at your provider, then send again.';

const template = 'Check the template in the WhatsApp Manager, and the variables of this item.';

const sendLater = 'Send again later.';

/** Meta itself failed, and does not say how far it had come. */
const OPEN_CODES = [1, 2, 131000, 131016, 133004];

/** "Permission denied": a whole range. */
const PERMISSIONS = Array.from({ length: 100 }, (_, index) => 200 + index);

/** Codes of the Cloud API ("Error codes"), as the gateways pass them on. */
const ERRORS: readonly MetaError[] = [
	{
		codes: [0, 190],
		code: 'wrong-key',
		reason: 'The access token of this WhatsApp Business channel has expired or is not valid',
		whatToDo: token,
		stops: 'channel',
		failure: { cause: 'credential-invalid' },
	},
	{
		codes: [3, 10, 131005, ...PERMISSIONS],
		code: 'forbidden',
		reason:
			'The access token of this WhatsApp Business channel does not have the permission to send',
		whatToDo: token,
		stops: 'channel',
		failure: { cause: 'credential-invalid' },
	},
	{
		codes: [4, 80007, 130429],
		code: 'rate-limited',
		reason: 'Rate limit of WhatsApp reached for this account',
		whatToDo: 'Wait a moment, then send again.',
		retry: 'account-waits',
		failure: { cause: 'rate-limited' },
	},
	{
		codes: [131056],
		code: 'rate-limited',
		reason: 'Too many messages to this one recipient in a short time',
		whatToDo: 'Wait a moment before you send more to this recipient. Others are not affected.',
		field: 'recipient',
		retry: 'message-waits',
		failure: { cause: 'rate-limited' },
	},
	{
		codes: [131048],
		code: 'account-restricted',
		reason:
			'WhatsApp limits this number, because too many of its messages were blocked or reported',
		whatToDo: `Check the quality of the number in the WhatsApp Manager. ${sendLater}`,
		stops: 'channel',
		failure: { cause: 'quota-exhausted' },
	},
	{
		codes: [131042],
		code: 'no-credit',
		reason: 'WhatsApp requires payment for this account',
		whatToDo: 'Check the payment method in the WhatsApp Manager, then send again.',
		stops: 'channel',
		failure: { cause: 'quota-exhausted' },
	},
	{
		codes: [368, 131031],
		code: 'account-restricted',
		reason: 'WhatsApp has blocked this account',
		whatToDo: 'Check the state of the account in the WhatsApp Manager.',
		stops: 'channel',
		failure: { cause: 'configuration-invalid' },
	},
	{
		codes: [131037, 131045, 133010],
		code: 'not-ready',
		reason: 'The number of this channel is not ready to send',
		whatToDo: 'Check in the WhatsApp Manager that the number is registered and its name approved.',
		stops: 'channel',
		failure: { cause: 'configuration-invalid' },
	},
	{
		codes: [131057],
		code: 'not-ready',
		reason: 'This WhatsApp account is in maintenance',
		whatToDo: sendLater,
		stops: 'channel',
		failure: { cause: 'temporarily-unavailable' },
	},
	{
		codes: [131047],
		code: 'out-of-window',
		reason: 'The recipient has not written to you within the last 24 hours',
		whatToDo:
			'Outside that time, WhatsApp takes approved templates only. Send an approved template first.',
		field: 'recipient',
	},
	{
		codes: [131026],
		code: 'not-on-whatsapp',
		reason: 'WhatsApp cannot deliver to this recipient',
		whatToDo:
			'Check the number. The person may not have WhatsApp, may use an old version of it, or may not have accepted its terms.',
		field: 'recipient',
	},
	{
		codes: [131030],
		code: 'recipient-not-allowed',
		reason: 'The recipient is not in the list of allowed numbers of this test number',
		whatToDo: 'Add the number to that list in the app of Meta, or send from a number of your own.',
		field: 'recipient',
	},
	{
		codes: [131021],
		code: 'wrong-recipient',
		reason: 'The recipient is the number that sends',
		whatToDo: 'Enter the number of somebody else.',
		field: 'recipient',
	},
	{
		codes: [131050],
		code: 'not-wanted',
		reason: 'The recipient does not want marketing messages from you',
		whatToDo: 'Do not send this kind of message to this recipient again.',
		field: 'recipient',
	},
	{
		codes: [130472, 131049],
		code: 'not-wanted',
		reason: 'WhatsApp does not deliver this marketing message to this recipient now',
		whatToDo: 'Sending it again soon does not help. Wait until the recipient writes to you.',
		field: 'recipient',
	},
	{
		codes: [130497],
		code: 'recipient-not-allowed',
		reason: 'This account may not send to the country of the recipient',
		whatToDo: 'Check in the WhatsApp Manager which countries are allowed.',
		field: 'recipient',
	},
	{
		codes: [131051],
		code: 'not-supported',
		reason: 'WhatsApp does not support this type of message',
		whatToDo: 'Choose another type.',
	},
	{
		codes: [131052, 131053],
		code: 'file-unreachable',
		reason: 'WhatsApp could not load the file of this message',
		whatToDo:
			'Check that the link works without a login, and that type and size of the file are allowed.',
	},
	{
		codes: [132001],
		code: 'template-unavailable',
		reason: 'WhatsApp has no approved template of this name and language',
		whatToDo: template,
	},
	{
		codes: [132000, 132005, 132007, 132012, 132018],
		code: 'template-mismatch',
		reason: 'The variables do not fit the template',
		whatToDo: template,
	},
	{
		codes: [132015, 132016],
		code: 'template-unavailable',
		reason: 'WhatsApp has paused or disabled this template',
		whatToDo: 'Choose another template, or improve this one in the WhatsApp Manager.',
	},
	{
		codes: [33, 100, 131008, 131009],
		code: 'refused',
		reason: 'WhatsApp did not accept the values of this message',
		whatToDo: 'Check the values of this item, then run it again.',
	},
];

const saying = (codes: readonly number[]) => new RegExp(`^\\(#(?:${codes.join('|')})\\)`);

/**
 * What a provider means by words that begin with a code of Meta's, such as "(#131047) …".
 * @param evidence that the provider passes them on as Meta says them
 */
export const metaRules = (evidence: Evidence): AnswerRule[] => [
	{
		says: saying(OPEN_CODES),
		verdict: {
			outcome: 'unknown',
			code: 'server-error',
			reason: 'WhatsApp had an internal error and does not say whether it took the message',
			whatToDo: checkFirst,
			failure: { cause: 'temporarily-unavailable' },
		},
	},
	...ERRORS.map(({ codes, ...said }) => ({
		says: saying(codes),
		verdict: { outcome: 'notSent' as const, evidence, ...said },
	})),
	{
		says: /^\(#\d+\)/,
		verdict: {
			outcome: 'notSent',
			evidence,
			code: 'refused',
			reason: 'WhatsApp refused the message',
			whatToDo: 'Check the values of this item, then run it again.',
		},
	},
];
