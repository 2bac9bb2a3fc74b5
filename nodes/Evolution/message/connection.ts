import type { AnswerRule, Said } from '../../shared/contract/verdict';

const lost = {
	field: 'instance',
	stops: 'channel',
	failure: { cause: 'temporarily-unavailable' },
} as const satisfies Partial<Said>;

const connect = 'Open the manager of the Evolution server and connect the instance by QR code.';

/**
 * What servers say of a phone that is not connected where they change a message: they do so without the
 * look-up of the number, which fails before any other message leaves.
 * @param checkIt what the person should look at
 */
export const connectionRules = (checkIt: string): AnswerRule[] => [
	{
		status: 500,
		// There is nothing to send it with.
		says: /Cannot read properties of undefined \(reading 'sendMessage'\)$/,
		verdict: {
			outcome: 'notSent',
			evidence: { recording: 'v2.3.7/deleteMessage.phone.json' },
			code: 'channel-offline',
			reason: 'The instance is not connected to WhatsApp',
			whatToDo: `${connect} Then run it again.`,
			...lost,
		},
	},
	...[400, 500].map(
		(status): AnswerRule => ({
			status,
			says: /(^|; )(Error: )?Connection Closed$/,
			verdict: {
				outcome: 'unknown',
				code: 'channel-offline',
				reason: 'The instance lost its connection to WhatsApp, or has none',
				whatToDo: `${checkIt} ${connect}`,
				...lost,
			},
		}),
	),
];
