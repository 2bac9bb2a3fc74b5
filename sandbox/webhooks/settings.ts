import { z } from 'zod';

export const webhookSettings = z
	.object({
		/** How often each delivery is made, all at the same time. */
		copies: z.number().int().min(1).max(100).default(1),
		/** Whether deliveries start a little late, by chance, and so out of order. */
		shuffle: z.boolean().default(false),
		/** How many times faster than ours the clock of the retries runs. */
		timeScale: z.number().positive().default(1),
		/** Whether Vambe (message.sent) and Evolution (send.message) tell of what is sent through them. */
		tellOfSent: z.boolean().default(false),
		/** Of several payloads that a provider's documents show, which. */
		forms: z
			.object({
				/** Where the name of the event stands. */
				vambe: z.enum(['type', 'event', 'topic']).default('type'),
				/** What `payload` holds: Meta's whole envelope, or the value of one change. */
				vobiz: z.enum(['envelope', 'value']).default('envelope'),
				/** Whose webhooks: those of the help centre, or of the developer documents. */
				aisoule: z.enum(['help-centre', 'developer-docs']).default('help-centre'),
			})
			.strict()
			.default({}),
	})
	.strict();

export type WebhookSettings = z.output<typeof webhookSettings>;

export type Forms = WebhookSettings['forms'];
