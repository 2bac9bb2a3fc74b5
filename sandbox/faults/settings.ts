import { z } from 'zod';
import { Refusal } from '../http/refusal';
import { requireShape } from '../http/requireShape';
import type { SandboxProvider } from '../provider';
import { isAbleTo } from './answers';
import { faultSchema, milliseconds, type Fault, type GivenFault } from './fault';
import { kindOf, type ExtraField } from './kinds';

const MAX_SEED = 2 ** 32 - 1;

const count = z.number().int().min(1);

const limits = z.union(
	[
		z.enum(['off', 'documented']),
		z
			.object({ perSecond: count.optional(), perMinute: count.optional() })
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
		seed: z.number().int().min(0).max(MAX_SEED).optional(),
		limits: limits.default('off'),
		/** How many times faster than ours the clock of the limits runs. */
		timeScale: z.number().positive().default(1),
		/** `all`: look-ups suffer too. */
		scope: z.enum(['messages', 'all']).default('messages'),
		faults: z.array(faultSchema).default([]),
	})
	.strict();

type Given = z.infer<typeof settings>;

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
		seed: data.seed ?? Math.floor(Math.random() * MAX_SEED),
		faults: data.faults.map((given) => ({
			...given,
			taken: given.taken ?? kindOf(given.kind).taken,
		})),
	};
}

/** What a schema of single fields cannot say. */
function requireSense(given: GivenFault, at: string, providers: SandboxProvider[]) {
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
