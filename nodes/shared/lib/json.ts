import type { JsonValue } from 'n8n-workflow';

/** @returns `undefined` for what is not JSON */
export function parseJson(text: string): JsonValue | undefined {
	try {
		return JSON.parse(text) as JsonValue;
	} catch {
		return undefined;
	}
}
