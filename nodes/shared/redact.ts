import type { JsonValue } from 'n8n-workflow';

const HIDDEN = '[hidden]';

/** Shorter values are no secrets, and hiding them would garble honest answers. */
const SHORTEST_SECRET = 4;

/** Replaces every secret that stands in a text. */
export function redactText(text: string, secrets: readonly string[]): string {
	return secrets
		.filter((secret) => secret.length >= SHORTEST_SECRET && text.includes(secret))
		.sort((a, b) => b.length - a.length)
		.reduce((redacted, secret) => redacted.split(secret).join(HIDDEN), text);
}

/** Replaces every secret that stands in a value, in keys too, at any depth. */
export function redact(value: JsonValue, secrets: readonly string[]): JsonValue {
	if (typeof value === 'string') return redactText(value, secrets);
	if (Array.isArray(value)) return value.map((entry) => redact(entry, secrets));
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(
		Object.entries(value)
			// Whoever copies it key by key would change what the copy inherits from.
			.filter(([key]) => key !== '__proto__')
			.map(([key, entry]) => [redactText(key, secrets), redact(entry, secrets)]),
	);
}
