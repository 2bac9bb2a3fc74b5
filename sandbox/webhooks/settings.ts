import { z } from 'zod';
import type { SandboxProvider } from '../provider';

/** How deliveries are made; each provider says which forms its payloads can have. */
export const webhookSettings = (providers: SandboxProvider[]) =>
	z
		.object({
			/** How often each delivery is made, all at the same time. */
			copies: z.number().int().min(1).max(100).default(1),
			/** Whether deliveries start a little late, by chance, and so out of order. */
			shuffle: z.boolean().default(false),
			/** How many times faster than ours the clock of the retries runs. */
			timeScale: z.number().positive().default(1),
			/** Whether the providers that report what is sent through them do so. */
			tellOfSent: z.boolean().default(false),
			/** By the name of the provider. */
			forms: z.object(formFields(providers)).strict().default({}),
		})
		.strict();

type Form = z.ZodDefault<z.ZodEnum<[string, ...string[]]>>;

const formFields = (providers: SandboxProvider[]): Record<string, Form> =>
	Object.fromEntries(
		providers.flatMap(({ name, inbound: { forms } }) =>
			forms ? [[name, z.enum(forms).default(forms[0])]] : [],
		),
	);

export type WebhookSettings = z.output<ReturnType<typeof webhookSettings>>;
