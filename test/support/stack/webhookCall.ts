import { setTimeout as sleep } from 'node:timers/promises';

type Json = Record<string, unknown>;

/** Calls a webhook; an n8n that has just started takes a moment until it listens. */
export async function callWebhook(n8nUrl: string, path: string, body: Json): Promise<Json[]> {
	const call = async () =>
		await fetch(`${n8nUrl}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	let response = await call();
	for (const end = Date.now() + 20_000; response.status === 404 && Date.now() < end; ) {
		await sleep(100);
		response = await call();
	}
	const text = await response.text();
	if (!response.ok) throw new Error(`The webhook answered ${response.status}: ${text}`);
	return JSON.parse(text) as Json[];
}
