import type { JsonValue } from 'n8n-workflow';
import { z } from '../shared/lib/libraries';

/** The two shapes of the API: `contactMessage` and `contact`. */
export type ApiVersion = 'v1' | 'v2';

const root = z.object({ version: z.string() });

/** Reads what GET / answers, which needs no key: {"version": "2.3.6", …}. */
export function apiVersionIn(body: JsonValue | undefined): ApiVersion | undefined {
	const parsed = root.safeParse(body);
	if (!parsed.success) return undefined;
	const [major] = parsed.data.version.split('.');
	return major === '1' ? 'v1' : Number(major) >= 2 ? 'v2' : undefined;
}
