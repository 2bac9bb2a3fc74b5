/**
 * How an answer comes to its end:
 * `whole`: as it should; `drip`: piece by piece; `cut`: half of it, then the connection ends;
 * `reset`: the connection breaks; `never`: not at all; `unread`: it breaks before the request is read.
 */
type End = 'whole' | 'drip' | 'cut' | 'reset' | 'never' | 'unread';

/** Fields of a fault that only some kinds have. */
export type ExtraField = 'taken' | 'bodyMs' | 'location' | 'retryAfter' | 'rateLimitReset' | 'code';

interface Kind {
	/** What the client sees. */
	title: string;
	/** Whether the provider takes the message all the same, unless the fault says otherwise. */
	taken: boolean;
	fields: readonly ExtraField[];
	end: End;
	/**
	 * What replaces the real answer: a status with an error as the provider writes it, or
	 * with a page as a proxy before it does; or `own words`, which only some providers have.
	 */
	says?: { status: number; page?: true } | 'own words';
}

const RETRY_TIMES = ['retryAfter', 'rateLimitReset'] as const;

/** What nobody knows the outcome of, so that the fault may say it. */
const OPEN = ['taken'] as const;

const status = (code: number, fields: readonly ExtraField[] = []) =>
	({
		title: `HTTP ${code}`,
		taken: false,
		fields,
		end: 'whole',
		says: { status: code },
	}) as const;

/** The worst of all for whoever tries again: the recipient has the message, and the sender an error. */
const outThen = (answer: string, says: Kind['says']) =>
	({
		title: `The message goes out, then ${answer}`,
		taken: true,
		fields: [],
		end: 'whole',
		says,
	}) as const;

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
	html: {
		title: 'HTTP 200 with an HTML page',
		taken: false,
		fields: OPEN,
		end: 'whole',
		says: { status: 200, page: true },
	},
	empty: { title: 'HTTP 2xx with an empty body', taken: true, fields: OPEN, end: 'whole' },
	'broken-json': { title: 'HTTP 2xx with half of the JSON', taken: true, fields: [], end: 'whole' },
	redirect: {
		title: 'HTTP 307 to another address',
		taken: false,
		fields: ['location'],
		end: 'whole',
	},
	'refusal-2xx': {
		title: 'HTTP 2xx that says no',
		taken: false,
		fields: [],
		end: 'whole',
		says: 'own words',
	},
	'meta-refusal': {
		title: 'Meta refuses the message',
		taken: false,
		fields: ['code'],
		end: 'whole',
		says: 'own words',
	},
	'status-400': status(400),
	'status-401': status(401),
	'status-402': status(402),
	'status-403': status(403),
	'status-404': status(404),
	'status-408': status(408, OPEN),
	'status-409': status(409),
	'status-422': status(422),
	'status-429': status(429, RETRY_TIMES),
	'status-500': status(500, OPEN),
	'status-502': status(502, OPEN),
	'status-503': status(503, RETRY_TIMES),
	'status-504': status(504, OPEN),
	'out-500': outThen('HTTP 500', { status: 500 }),
	'out-499': outThen('HTTP 499 with a page', { status: 499, page: true }),
	'out-502': outThen('HTTP 502 with a page', { status: 502, page: true }),
	'out-503': outThen('HTTP 503 with a page', { status: 503, page: true }),
	'out-504': outThen('HTTP 504 with a page', { status: 504, page: true }),
	'out-type-error': outThen('Evolution’s TypeError', 'own words'),
	'out-not-stored': outThen('an error of Evolution’s database', 'own words'),
	'out-connection-closed': outThen('“Connection Closed”', 'own words'),
	'out-timed-out': outThen('“Timed Out”', 'own words'),
	'out-meta-error': outThen('Meta’s unknown error', 'own words'),
} as const satisfies Record<string, Kind>;

export type FaultKind = keyof typeof KINDS;

export const kindOf = (name: FaultKind): Kind => KINDS[name];
