import type { SandboxMessage } from '../../sandbox/conversations';

/** What tests ask of a running sandbox. */
export const inboxAt = (sandboxUrl: string) => ({
	async messages(): Promise<SandboxMessage[]> {
		return (await (await fetch(`${sandboxUrl}/inbox/messages`)).json()) as SandboxMessage[];
	},
	async clear(): Promise<void> {
		await fetch(`${sandboxUrl}/inbox/messages`, { method: 'DELETE' });
	},
	/** Sets how it misbehaves; `{}` behaves again. See docs/sandbox.md. */
	async misbehave(settings: object): Promise<void> {
		const response = await fetch(`${sandboxUrl}/inbox/faults`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(settings),
		});
		if (!response.ok) throw new Error(await response.text());
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
});

export type Inbox = ReturnType<typeof inboxAt>;
