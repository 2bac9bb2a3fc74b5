/** The AIsoule account that the sandbox plays. */
export const API_KEY = 'aisoule-sandbox-key';

/** That it makes for a webhook, and that the credential of `npm start` has. */
export const WEBHOOK_SECRET = 'aisoule-sandbox-secret';

/** What a WhatsApp account of it answers to every message, to try out an error. */
interface WhatsAppAccount {
	id: string;
	name: string;
	answers?: { status: number; message: string };
	/** Answers 429 to every first attempt, and takes the second. */
	busy?: boolean;
}

export const DEFAULT_ACCOUNT = 'sales';

export const LIMIT_EXCEEDED = 'Rate limit exceeded. Try again in 1 second.';

export const accounts: WhatsAppAccount[] = [
	{ id: DEFAULT_ACCOUNT, name: 'Sales' },
	{ id: 'support', name: 'Support' },
	{ id: 'account_id_here', name: "The document's example" },
	{
		id: 'answers-400',
		name: 'Outside the 24-hour window',
		answers: { status: 400, message: 'Outside 24-hour window. Use a template message.' },
	},
	{
		id: 'answers-401',
		name: 'Key withdrawn',
		answers: { status: 401, message: 'Invalid API key' },
	},
	{
		id: 'answers-404',
		name: 'Unknown contact',
		answers: { status: 404, message: 'Contact not found' },
	},
	{
		id: 'answers-429',
		name: 'Too many requests',
		answers: { status: 429, message: LIMIT_EXCEEDED },
	},
	{ id: 'busy', name: 'Busy: 429 first, then takes it', busy: true },
	{
		id: 'answers-500',
		name: 'Out of order',
		answers: { status: 500, message: 'Internal server error' },
	},
	{
		id: 'answers-200-error',
		name: 'Says error with HTTP 200',
		answers: { status: 200, message: 'Recipient not on WhatsApp' },
	},
];

interface Template {
	name: string;
	language: string;
	status: string;
	body: string;
	variables: number;
	/** The labels of its quick replies. */
	quickReplies: string[];
}

export const templates: Template[] = [
	{
		name: 'order_confirmation',
		language: 'en',
		status: 'APPROVED',
		body: 'Hi {{1}}, your order {{2}} is confirmed.',
		variables: 2,
		quickReplies: [],
	},
	{
		name: 'order_approval',
		language: 'en',
		status: 'APPROVED',
		body: 'Order {{1}} comes to {{2}}. Do you approve it?',
		variables: 2,
		quickReplies: ['Approve', 'Decline'],
	},
];
