import { useEffect, useState } from 'preact/hooks';
import type { SandboxMessage, Typing } from '../../conversations';
import type { Settings } from '../../faults/settings';
import type { ProviderGuide } from '../../provider';
import type { Delivery } from '../../webhooks/deliveries';
import type { PublicWebhook } from '../../webhooks/webhooks';
import { ask } from './ask';

/** How long new messages are gathered before the page shows them: thousands may come in a second. */
const GATHER_MS = 200;

const fetchJson = async <Answer>(path: string) => await ask<Answer>('GET', path);

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
	const [deliveries, setDeliveries] = useState<ReadonlyMap<number, Delivery>>(new Map());
	const [webhooks, setWebhooks] = useState<PublicWebhook[]>([]);
	const [typing, setTyping] = useState<Typing>();
	const [live, setLive] = useState(false);

	useEffect(() => {
		void fetchJson<ProviderGuide[]>('/inbox/providers').then(setGuides);
		const events = new EventSource('/inbox/events');
		let gathered: SandboxMessage[] = [];
		let renewed: SandboxMessage[] = [];
		let fates: Delivery[] = [];
		let reading = false;
		let timer: number | undefined;
		const show = () => {
			timer = undefined;
			if (reading) return;
			const fresh = gathered;
			gathered = [];
			const changed = fates;
			fates = [];
			if (changed.length > 0) {
				setDeliveries((known) => new Map([...known, ...changed.map(withId)]));
			}
			const anew = new Map(renewed.map((message) => [message.id, message]));
			renewed = [];
			if (fresh.length === 0 && anew.size === 0) return;
			setMessages((known = []) => {
				const last = known.at(-1)?.id ?? 0;
				const all = [...known, ...fresh.filter(({ id }) => id > last)];
				return anew.size === 0 ? all : all.map((message) => anew.get(message.id) ?? message);
			});
		};
		events.addEventListener('connected', () => {
			setLive(true);
			reading = true;
			void Promise.all([fetchMessages(), fetchJson<Delivery[]>('/inbox/deliveries')]).then(
				([all, made]) => {
					reading = false;
					setMessages(all);
					setDeliveries(new Map(made.map(withId)));
					show();
				},
			);
			void fetchJson<PublicWebhook[]>('/inbox/webhooks').then(setWebhooks);
			void fetchJson<Settings>('/inbox/faults').then(setSettings);
		});
		events.addEventListener('message', ({ data }: MessageEvent<string>) => {
			gathered.push(JSON.parse(data) as SandboxMessage);
			timer ??= window.setTimeout(show, GATHER_MS);
		});
		events.addEventListener('changed', ({ data }: MessageEvent<string>) => {
			renewed.push(JSON.parse(data) as SandboxMessage);
			timer ??= window.setTimeout(show, GATHER_MS);
		});
		events.addEventListener('delivery', ({ data }: MessageEvent<string>) => {
			fates.push(JSON.parse(data) as Delivery);
			timer ??= window.setTimeout(show, GATHER_MS);
		});
		events.addEventListener('typing', ({ data }: MessageEvent<string>) =>
			setTyping(JSON.parse(data) as Typing),
		);
		events.addEventListener('webhooks', ({ data }: MessageEvent<string>) =>
			setWebhooks(JSON.parse(data) as PublicWebhook[]),
		);
		events.addEventListener('faults', ({ data }: MessageEvent<string>) =>
			setSettings(JSON.parse(data) as Settings),
		);
		events.addEventListener('cleared', () => {
			gathered = [];
			renewed = [];
			fates = [];
			setMessages([]);
			setDeliveries(new Map());
		});
		events.addEventListener('error', () => setLive(false));
		return () => events.close();
	}, []);

	return { messages, settings, guides, deliveries, webhooks, typing, live };
}

const withId = (delivery: Delivery): [number, Delivery] => [delivery.id, delivery];
