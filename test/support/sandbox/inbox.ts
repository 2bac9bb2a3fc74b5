import type { SandboxMessage } from '../../../sandbox/conversations';
import type { Delivery } from '../../../sandbox/webhooks/deliveries';
import type { PublicWebhook } from '../../../sandbox/webhooks/webhooks';

interface Told {
	deliveries: Delivery[];
}

/** What tests ask of a running sandbox. */
export function inboxAt(sandboxUrl: string) {
	const get = async <Answer>(path: string) =>
		(await (await fetch(`${sandboxUrl}${path}`)).json()) as Answer;
	const send = async <Answer>(method: string, path: string, body: object) => {
		const response = await fetch(`${sandboxUrl}${path}`, {
			method,
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (!response.ok) throw new Error(await response.text());
		return (await response.json()) as Answer;
	};
	const post = async <Answer>(path: string, body: object) => await send<Answer>('POST', path, body);
	return {
		async messages(): Promise<SandboxMessage[]> {
			return await get<SandboxMessage[]>('/inbox/messages');
		},
		async clear(): Promise<void> {
			await fetch(`${sandboxUrl}/inbox/messages`, { method: 'DELETE' });
		},
		/** Sets how it misbehaves; `{}` behaves again. See docs/sandbox.md. */
		async misbehave(settings: object): Promise<void> {
			await send('PUT', '/inbox/faults', settings);
		},
		/** What a contact says. See docs/sandbox.md. */
		async reply(reply: object): Promise<Told & { message: SandboxMessage }> {
			return await post<Told & { message: SandboxMessage }>('/inbox/replies', reply);
		},
		/** What became of a message. */
		async status(status: object): Promise<Told> {
			return await post<Told>('/inbox/statuses', status);
		},
		/** Anything else that a provider tells. */
		async event(event: object): Promise<Told> {
			return await post<Told>('/inbox/events', event);
		},
		/** Enters a webhook by hand. */
		async enter(provider: string, webhook: object): Promise<{ secret: string | null }> {
			return await send<{ secret: string | null }>('PUT', `/inbox/webhooks/${provider}`, webhook);
		},
		/** How deliveries are made; `{}` as they come. */
		async deliver(settings: object): Promise<void> {
			await send('PUT', '/inbox/webhooks/settings', settings);
		},
		async webhooks(): Promise<PublicWebhook[]> {
			return await get<PublicWebhook[]>('/inbox/webhooks');
		},
		async forgetWebhooks(): Promise<void> {
			await fetch(`${sandboxUrl}/inbox/webhooks`, { method: 'DELETE' });
		},
		async deliveries(): Promise<Delivery[]> {
			return await get<Delivery[]>('/inbox/deliveries');
		},
		/** Listens to what it tells the inbox page. */
		async listen() {
			const events = await fetch(`${sandboxUrl}/inbox/events`, {
				headers: { accept: 'text/event-stream' },
			});
			const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
			let heard = '';
			const until = async (word: string) => {
				while (!heard.includes(word)) heard += (await reader.read()).value;
			};
			await until('event: connected');
			return { until, stop: async () => await reader.cancel() };
		},
	};
}

export type Inbox = ReturnType<typeof inboxAt>;
