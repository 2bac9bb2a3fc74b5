import { useEffect, useState } from 'preact/hooks';
import type { SandboxMessage } from '../../conversations';
import type { Settings } from '../../faults/settings';
import type { ProviderGuide } from '../../provider';

/** How long new messages are gathered before the page shows them: thousands may come in a second. */
const GATHER_MS = 200;

const fetchJson = async <Answer>(path: string) => (await (await fetch(path)).json()) as Answer;

async function fetchMessages(): Promise<SandboxMessage[]> {
	const messages: SandboxMessage[] = [];
	for (;;) {
		const after = messages.at(-1)?.id ?? 0;
		const page = await fetchJson<SandboxMessage[]>(`/inbox/messages?after=${after}`);
		if (page.length === 0) return messages;
		messages.push(...page);
	}
}

/** What the sandbox has, kept up to date; after a break of the connection all is read again. */
export function useSandbox() {
	const [messages, setMessages] = useState<SandboxMessage[]>();
	const [settings, setSettings] = useState<Settings>();
	const [guides, setGuides] = useState<ProviderGuide[]>([]);
	const [live, setLive] = useState(false);

	useEffect(() => {
		void fetchJson<ProviderGuide[]>('/inbox/providers').then(setGuides);
		const events = new EventSource('/inbox/events');
		let gathered: SandboxMessage[] = [];
		let reading = false;
		let timer: number | undefined;
		const show = () => {
			timer = undefined;
			if (reading) return;
			const fresh = gathered;
			gathered = [];
			setMessages((known = []) => {
				const last = known.at(-1)?.id ?? 0;
				return [...known, ...fresh.filter(({ id }) => id > last)];
			});
		};
		events.addEventListener('connected', () => {
			setLive(true);
			reading = true;
			void fetchMessages().then((all) => {
				reading = false;
				setMessages(all);
				show();
			});
			void fetchJson<Settings>('/inbox/faults').then(setSettings);
		});
		events.addEventListener('message', ({ data }: MessageEvent<string>) => {
			gathered.push(JSON.parse(data) as SandboxMessage);
			timer ??= window.setTimeout(show, GATHER_MS);
		});
		events.addEventListener('faults', ({ data }: MessageEvent<string>) =>
			setSettings(JSON.parse(data) as Settings),
		);
		events.addEventListener('cleared', () => {
			gathered = [];
			setMessages([]);
		});
		events.addEventListener('error', () => setLive(false));
		return () => events.close();
	}, []);

	return { messages, settings, guides, live };
}
