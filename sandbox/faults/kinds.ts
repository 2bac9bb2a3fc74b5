/**
 * How an answer comes to its end:
 * `whole`: as it should; `drip`: piece by piece; `cut`: half of it, then the connection ends;
 * `reset`: the connection breaks; `never`: not at all; `unread`: it breaks before the request is read.
 */
type End = 'whole' | 'drip' | 'cut' | 'reset' | 'never' | 'unread';

/** Fields of a fault that only some kinds have. */
export type ExtraField = 'taken' | 'bodyMs' | 'location' | 'retryAfter' | 'rateLimitReset';

interface Kind {
	/** What the client sees. */
	title: string;
	/** Whether the provider takes the message all the same, unless the fault says otherwise. */
	taken: boolean;
	fields: readonly ExtraField[];
	end: End;
}

const RETRY_TIMES = ['retryAfter', 'rateLimitReset'] as const;

/** What nobody knows the outcome of, so that the fault may say it. */
const OPEN = ['taken'] as const;

const status = (title: string, fields: readonly ExtraField[] = []) =>
	({ title, taken: false, fields, end: 'whole' }) as const;

/** All the ways in which a provider can misbehave. */
export const KINDS = {
	'reset-before': {
		title: 'Connection reset before the request is read',
		taken: false,
		fields: [],
		end: 'unread',
	},
	'reset-after': {
		title: 'Connection reset instead of an answer',
		taken: true,
		fields: OPEN,
		end: 'reset',
	},
	timeout: { title: 'No answer, ever', taken: true, fields: OPEN, end: 'never' },
	'slow-body': {
		title: 'Correct answer, piece by piece for more than a minute',
		taken: true,
		fields: ['bodyMs'],
		end: 'drip',
	},
	'truncated-body': {
		title: 'Half of the answer, then the connection ends',
		taken: true,
		fields: [],
		end: 'cut',
	},
	html: { title: 'HTTP 200 with an HTML page', taken: false, fields: OPEN, end: 'whole' },
	empty: { title: 'HTTP 2xx with an empty body', taken: true, fields: OPEN, end: 'whole' },
	'broken-json': { title: 'HTTP 2xx with half of the JSON', taken: true, fields: [], end: 'whole' },
	redirect: {
		title: 'HTTP 307 to another address',
		taken: false,
		fields: ['location'],
		end: 'whole',
	},
	'refusal-2xx': { title: 'HTTP 2xx that says no', taken: false, fields: [], end: 'whole' },
	'status-400': status('HTTP 400'),
	'status-401': status('HTTP 401'),
	'status-402': status('HTTP 402'),
	'status-403': status('HTTP 403'),
	'status-404': status('HTTP 404'),
	'status-408': status('HTTP 408', OPEN),
	'status-409': status('HTTP 409'),
	'status-422': status('HTTP 422'),
	'status-429': status('HTTP 429', RETRY_TIMES),
	'status-500': status('HTTP 500', OPEN),
	'status-502': status('HTTP 502', OPEN),
	'status-503': status('HTTP 503', RETRY_TIMES),
	'status-504': status('HTTP 504', OPEN),
} as const satisfies Record<string, Kind>;

export type FaultKind = keyof typeof KINDS;

export const kindOf = (name: FaultKind): Kind => KINDS[name];
