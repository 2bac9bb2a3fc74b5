import { z } from 'zod';
import type { SandboxProvider } from '../provider';
import { Refusal } from '../refusal';
import { requireShape } from '../requireShape';
import { isAbleTo } from './answers';
import { kindOf, KINDS, type ExtraField, type FaultKind } from './kinds';

const LARGEST_SEED = 2 ** 32 - 1;

/** The longest that a timer of Node can wait. */
const MAX_MS = 2 ** 31 - 1;

const milliseconds = z.number().int().min(0).max(MAX_MS);
const most = z.number().int().min(1);

const fault = z
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

const limits = z.union(
	[
		z.enum(['off', 'documented']),
		z
			.object({ perSecond: most.optional(), perMinute: most.optional() })
			.strict()
			.refine(({ perSecond, perMinute }) => perSecond ?? perMinute),
	],
	{
		errorMap: () => ({
			message: 'must be "off", "documented", or perSecond, perMinute or both, each from 1',
		}),
	},
);

const settings = z
	.object({
		latencyMs: milliseconds.default(0),
		/** The same seed strikes the same requests; a new one where it is left out. */
		seed: z.number().int().min(0).max(LARGEST_SEED).optional(),
		limits: limits.default('off'),
		/** How many times faster than ours the clock of the limits runs. */
		timeScale: z.number().positive().default(1),
		/** `all`: look-ups suffer too. */
		scope: z.enum(['messages', 'all']).default('messages'),
		faults: z.array(fault).default([]),
	})
	.strict();

type Given = z.infer<typeof settings>;

export type Fault = Given['faults'][number] & { taken: boolean };

export interface Settings extends Omit<Given, 'seed' | 'faults'> {
	seed: number;
	faults: Fault[];
}

/**
 * The settings in the body of a request, complete.
 * @throws Refusal that names the field
 */
export function readSettings(body: unknown, providers: SandboxProvider[]): Settings {
	const data = requireShape(settings, body);
	data.faults.forEach((given, index) => requireSense(given, `faults[${index}]`, providers));
	return {
		...data,
		seed: data.seed ?? Math.floor(Math.random() * LARGEST_SEED),
		faults: data.faults.map((given) => ({
			...given,
			taken: given.taken ?? kindOf(given.kind).taken,
		})),
	};
}

/** What a schema of single fields cannot say. */
function requireSense(given: Given['faults'][number], at: string, providers: SandboxProvider[]) {
	const { kind, provider, to, taken } = given;
	const { fields, end, taken: usually } = kindOf(kind);
	const wrong = (field: string, why: string) => new Refusal(400, `${at}.${field}: ${why}`);

	const extra: ExtraField[] = ['bodyMs', 'location', 'retryAfter', 'rateLimitReset', 'code'];
	const foreign = extra.find((field) => given[field] !== undefined && !fields.includes(field));
	if (foreign) throw wrong(foreign, `does not belong to ${kind}`);
	if (taken !== undefined && taken !== usually && !fields.includes('taken')) {
		throw wrong('taken', `is always ${usually} for ${kind}`);
	}
	if (to !== undefined && end === 'unread') {
		throw wrong('to', `does not belong to ${kind}, which strikes before the recipient is read`);
	}

	const able = providers.filter((candidate) => isAbleTo(candidate, kind));
	if (provider !== undefined && !able.some(({ name }) => name === provider)) {
		const names = able.map(({ name }) => name).join(', ');
		throw wrong('provider', `must be one of ${names} for ${kind}, not "${provider}"`);
	}
}
