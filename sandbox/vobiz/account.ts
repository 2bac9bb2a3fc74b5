/** The Vobiz account that the sandbox plays. */
export const AUTH_ID = 'MA_SANDBOX';
export const AUTH_TOKEN = 'vobiz-sandbox-token';

/** `answers`: the status with which this channel answers every message, to try out an error. */
interface Channel {
	id: string;
	waba_id: string;
	phone_number: string;
	display_name: string;
	answers?: number;
	/** Answers 429 to every first attempt, and takes the second. */
	busy?: boolean;
}

const SHOP_WABA = '123456789012345';
const SUPPORT_WABA = '223456789012345';

export const channels: Channel[] = [
	{
		id: '0a8f3feb-9598-47f2-8a6c-df1aeb306ae1',
		waba_id: SHOP_WABA,
		phone_number: '+919000000001',
		display_name: 'Shop',
	},
	{
		id: '0a8f3feb-9598-47f2-8a6c-df1aeb306ae2',
		waba_id: SUPPORT_WABA,
		phone_number: '+919000000002',
		display_name: 'Support',
	},
	{
		id: '0a8f3feb-9598-47f2-8a6c-df1aeb300402',
		waba_id: SHOP_WABA,
		phone_number: '+919000000402',
		display_name: 'Balance used up (answers 402)',
		answers: 402,
	},
	{
		id: '0a8f3feb-9598-47f2-8a6c-df1aeb300403',
		waba_id: SHOP_WABA,
		phone_number: '+919000000403',
		display_name: 'No permission (answers 403)',
		answers: 403,
	},
	{
		id: '0a8f3feb-9598-47f2-8a6c-df1aeb300429',
		waba_id: SHOP_WABA,
		phone_number: '+919000000429',
		display_name: 'Too many requests (answers 429)',
		answers: 429,
	},
	{
		id: '0a8f3feb-9598-47f2-8a6c-df1aeb301429',
		waba_id: SHOP_WABA,
		phone_number: '+919000001429',
		display_name: 'Busy (429 first, then takes it)',
		busy: true,
	},
	{
		id: '0a8f3feb-9598-47f2-8a6c-df1aeb300500',
		waba_id: SHOP_WABA,
		phone_number: '+919000000500',
		display_name: 'Out of order (answers 500)',
		answers: 500,
	},
];

type TemplateStatus = 'APPROVED' | 'PENDING_REVIEW' | 'REJECTED' | 'DISABLED' | 'PAUSED';

/** In Meta's words. */
export type TemplateComponent =
	| { type: 'HEADER'; format: 'TEXT'; text: string }
	| { type: 'HEADER'; format: 'IMAGE' | 'VIDEO' | 'DOCUMENT' }
	| { type: 'BODY'; text: string }
	| { type: 'FOOTER'; text: string }
	| { type: 'BUTTONS'; buttons: TemplateButton[] };

export type TemplateButton =
	| { type: 'QUICK_REPLY'; text: string }
	| { type: 'URL'; text: string; url: string }
	| { type: 'PHONE_NUMBER'; text: string; phone_number: string }
	| { type: 'COPY_CODE'; text: string };

export interface Template {
	name: string;
	language: string;
	category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
	status: TemplateStatus;
	waba_id: string;
	parameter_format: 'POSITIONAL' | 'NAMED';
	components: TemplateComponent[];
}

type Draft = Partial<Template> & Pick<Template, 'name' | 'components'>;

const template = (draft: Draft): Template => ({
	language: 'en_US',
	category: 'UTILITY',
	status: 'APPROVED',
	waba_id: SHOP_WABA,
	parameter_format: 'POSITIONAL',
	...draft,
});

const body = (text: string): TemplateComponent => ({ type: 'BODY', text });

export const templates: Template[] = [
	template({
		name: 'order_confirmation',
		components: [body('Your order {{1}} is confirmed. It arrives on {{2}}.')],
	}),
	template({
		name: 'welcome',
		category: 'MARKETING',
		components: [body('Welcome to our shop! Write to us whenever you have a question.')],
	}),
	template({
		name: 'order_shipped',
		components: [
			{ type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
			body('Hi {{1}}, your parcel is on its way with {{2}}.'),
			{ type: 'FOOTER', text: 'Thank you for your order' },
			{
				type: 'BUTTONS',
				buttons: [
					{ type: 'URL', text: 'Track parcel', url: 'https://example.com/track/{{1}}' },
					{ type: 'QUICK_REPLY', text: 'Talk to us' },
				],
			},
		],
	}),
	template({
		name: 'new_collection',
		category: 'MARKETING',
		components: [
			{ type: 'HEADER', format: 'IMAGE' },
			body('{{1}}, our new collection is here. Have a look!'),
			{ type: 'FOOTER', text: 'Reply STOP to opt out' },
			{
				type: 'BUTTONS',
				buttons: [
					{ type: 'QUICK_REPLY', text: 'Show me' },
					{ type: 'QUICK_REPLY', text: 'Not now' },
				],
			},
		],
	}),
	template({
		name: 'assembly_video',
		components: [
			{ type: 'HEADER', format: 'VIDEO' },
			body('This is how you put your {{1}} together.'),
		],
	}),
	template({
		name: 'invoice',
		components: [
			{ type: 'HEADER', format: 'DOCUMENT' },
			body('Hi {{1}}, here is invoice {{2}} over {{3}}.'),
		],
	}),
	template({
		name: 'birthday_coupon',
		category: 'MARKETING',
		components: [
			body('Happy birthday, {{1}}! {{2}} off for a week.'),
			{ type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', text: 'Copy offer code' }] },
		],
	}),
	template({
		name: 'appointment_reminder',
		parameter_format: 'NAMED',
		components: [
			body('Hi {{customer_name}}, we see you on {{date}} at {{time}}.'),
			{
				type: 'BUTTONS',
				buttons: [
					{ type: 'QUICK_REPLY', text: 'Confirm' },
					{ type: 'QUICK_REPLY', text: 'Reschedule' },
				],
			},
		],
	}),
	template({
		name: 'cart_reminder',
		language: 'es',
		category: 'MARKETING',
		components: [body('Hola {{1}}, dejaste {{2}} en tu carrito.')],
	}),
	template({
		name: 'cart_reminder',
		language: 'pt_BR',
		category: 'MARKETING',
		components: [body('Olá {{1}}, você deixou {{2}} no carrinho.')],
	}),
	template({
		name: 'flash_sale',
		category: 'MARKETING',
		status: 'REJECTED',
		components: [body('BUY NOW {{1}}!!!')],
	}),
	template({
		name: 'weekly_offer',
		category: 'MARKETING',
		status: 'PAUSED',
		components: [body('This week: {{1}}.')],
	}),
	template({
		name: 'loyalty_points',
		status: 'PENDING_REVIEW',
		components: [body('You have {{1}} points.')],
	}),
	template({ name: 'order_cancelled', components: [body('Your order {{1}} was cancelled.')] }),
	template({
		name: 'order_delayed',
		components: [body('Your order {{1}} comes {{2}} days later.')],
	}),
	template({ name: 'order_delivered', components: [body('Your order {{1}} was delivered.')] }),
	template({ name: 'payment_received', components: [body('We received {{1}}. Thank you!')] }),
	template({
		name: 'payment_failed',
		components: [body('The payment of {{1}} did not go through.')],
	}),
	template({
		name: 'payment_reminder',
		components: [
			body('{{1}}, invoice {{2}} is due on {{3}}.'),
			{
				type: 'BUTTONS',
				buttons: [
					{ type: 'URL', text: 'Pay', url: 'https://example.com/pay' },
					{ type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+919000000001' },
				],
			},
		],
	}),
	template({ name: 'refund_sent', components: [body('We sent back {{1}} to your account.')] }),
	template({ name: 'return_received', components: [body('Your return {{1}} has arrived.')] }),
	template({ name: 'back_in_stock', components: [body('{{1}} is back in stock.')] }),
	template({ name: 'review_request', components: [body('How do you like your {{1}}?')] }),
	template({ name: 'subscription_renewed', components: [body('Renewed until {{1}}.')] }),
	template({ name: 'store_pickup', components: [body('Order {{1}} is ready at {{2}}.')] }),
	template({ name: 'delivery_attempt', components: [body('We tried to deliver {{1}} today.')] }),
	template({
		name: 'order_approval',
		components: [
			body('Order {{1}} comes to {{2}}. Do you approve it?'),
			{
				type: 'BUTTONS',
				buttons: [
					{ type: 'QUICK_REPLY', text: 'Approve' },
					{ type: 'QUICK_REPLY', text: 'Decline' },
				],
			},
		],
	}),
	template({
		name: 'ticket_update',
		waba_id: SUPPORT_WABA,
		components: [body('News about your ticket {{1}}: {{2}}')],
	}),
	template({
		name: 'order_confirmation',
		language: 'hi',
		waba_id: SUPPORT_WABA,
		components: [body('आपका ऑर्डर {{1}} पक्का हो गया है।')],
	}),
];
