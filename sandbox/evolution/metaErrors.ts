/** A refusal of Meta's, as its Cloud API words it. */
export interface MetaError {
	code: number;
	message: string;
	details?: string;
	transient?: boolean;
}

const refusal = (code: number, title: string, details: string): MetaError => ({
	code,
	message: `(#${code}) ${title}`,
	details,
});

/** Source: "Error codes" of Meta's Cloud API. The first seven came through the recorded servers. */
const KNOWN: MetaError[] = [
	{ code: 1, message: 'An unknown error has occurred.' },
	{ code: 2, message: '(#2) Service temporarily unavailable', transient: true },
	refusal(190, 'Error validating access token: Session has expired', 'expired'),
	refusal(
		130429,
		'Rate limit hit',
		'Message failed to send because there were too many messages sent from this phone number in a short period of time',
	),
	refusal(131026, 'Message undeliverable', 'Message Undeliverable.'),
	refusal(131030, 'Recipient phone number not in allowed list', 'Add it to the list.'),
	refusal(
		131047,
		'Re-engagement message',
		'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
	),
	refusal(80007, 'Rate limit issues', 'The WhatsApp Business Account has reached its rate limit.'),
	refusal(131000, 'Something went wrong', 'Message failed to send due to an unknown error.'),
	refusal(131016, 'Service unavailable', 'A service is temporarily unavailable.'),
	refusal(
		131056,
		'(Business Account, Consumer Account) pair rate limit hit',
		'Too many messages sent from this phone number to the same phone number in a short period of time.',
	),
];

export const OUTSIDE_WINDOW = 131047;

export const UNKNOWN_ERROR = 1;

export const metaError = (code: number): MetaError =>
	KNOWN.find((known) => known.code === code) ?? refusal(code, 'Refused', 'Refused by Meta.');
