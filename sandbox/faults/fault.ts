import { z } from 'zod';
import { KINDS, type FaultKind } from './kinds';

/** The longest that a timer of Node can wait. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export const milliseconds = z.number().int().min(0).max(MAX_TIMER_MS);

/** One way to misbehave, as it is asked for. */
export const faultSchema = z
	.object({
		kind: z.enum(Object.keys(KINDS) as [FaultKind, ...FaultKind[]]),
		/** Every provider where it is left out. */
		provider: z.string().optional(),
		probability: z.number().min(0).max(1).default(1),
		/** How often it strikes at most. */
		times: z.number().int().min(1).optional(),
		/** Strikes only messages to this recipient. */
		to: z.string().min(1).optional(),
		taken: z.boolean().optional(),
		/** How long the body of `slow-body` takes. */
		bodyMs: milliseconds.optional(),
		location: z.string().url().optional(),
		/** Seconds, or `date` for the other form that the header has. */
		retryAfter: z
			.union([z.number().int().min(0), z.literal('date')], {
				errorMap: () => ({ message: 'must be a number of seconds, or "date"' }),
			})
			.optional(),
		/** Seconds since 1970. */
		rateLimitReset: z.number().int().min(0).optional(),
		/** Of Meta's refusal. */
		code: z.number().int().min(1).optional(),
	})
	.strict();

export type GivenFault = z.infer<typeof faultSchema>;

export type Fault = GivenFault & { taken: boolean };
