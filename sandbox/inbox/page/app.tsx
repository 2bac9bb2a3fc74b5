import { render } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Delivery } from '../../webhooks/deliveries';
import { Chat } from './chat';
import { ClearAll } from './clearAll';
import { ConversationList } from './conversationList';
import { FaultsPanel } from './faultsPanel';
import { GettingStarted } from './gettingStarted';
import { useSandbox } from './live';
import { conversationsIn, gatewaysOf, matches, type Conversation } from './messages';
import { NewConversation, type Draft } from './newConversation';
import { WebhooksPanel } from './webhooksPanel';

const CREDENTIALS = '#credentials';

/** What is open is part of the address, so that reload and the back button work. */
function usePlace() {
	const [hash, setHash] = useState(location.hash);
	useEffect(() => {
		const onChange = () => setHash(location.hash);
		addEventListener('hashchange', onChange);
		return () => removeEventListener('hashchange', onChange);
	}, []);
	return {
		openNumber: hash.startsWith('#/') ? decodeURIComponent(hash.slice(2)) : undefined,
		credentialsOpen: hash === CREDENTIALS,
		open(number: string | undefined) {
			location.hash = number === undefined ? '' : `#/${encodeURIComponent(number)}`;
		},
	};
}

function Inbox() {
	const { messages, settings, guides, deliveries, webhooks, typing, live } = useSandbox();
	const [search, setSearch] = useState('');
	const { openNumber, credentialsOpen, open } = usePlace();
	const [draft, setDraft] = useState<Draft>();
	const searchField = useRef<HTMLInputElement>(null);
	const webhooksPanel = useRef<HTMLDetailsElement>(null);

	const conversations = useMemo(() => conversationsIn(messages ?? []), [messages]);
	const found = conversations.filter((conversation) => matches(conversation, search));
	const drafted = draft?.number === openNumber ? draft : undefined;
	const current =
		conversations.find(({ number }) => number === openNumber) ?? (drafted && begun(drafted));
	const byMessage = useMemo(() => {
		const about = new Map<number, Delivery[]>();
		for (const delivery of deliveries.values()) {
			if (delivery.about === null) continue;
			about.set(delivery.about, [...(about.get(delivery.about) ?? []), delivery]);
		}
		return about;
	}, [deliveries]);

	const onKey = useRef<(event: KeyboardEvent) => void>(() => {});
	onKey.current = (event) => {
		const typing = event.target instanceof HTMLInputElement;
		// There the keys belong to the fields.
		if ((event.target as Element).closest('form, .panel, dialog')) return;
		if (event.key === '/' && !typing) {
			event.preventDefault();
			searchField.current?.focus();
		} else if (event.key === 'Escape') {
			if (search) setSearch('');
			else if (typing) searchField.current?.blur();
			else open(undefined);
		} else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
			const at = found.findIndex(({ number }) => number === openNumber);
			const next = found[at + (event.key === 'ArrowDown' ? 1 : -1)];
			if (!next) return;
			event.preventDefault();
			open(next.number);
		}
	};
	useEffect(() => {
		const listener = (event: KeyboardEvent) => onKey.current(event);
		addEventListener('keydown', listener);
		return () => removeEventListener('keydown', listener);
	}, []);

	const clear = async () => {
		await fetch('/inbox/messages', { method: 'DELETE' });
		setSearch('');
		setDraft(undefined);
		open(undefined);
	};

	const showWebhooks = () => {
		const panel = webhooksPanel.current!;
		panel.open = true;
		// On a phone, the conversation covers it.
		if (panel.offsetParent === null) open(undefined);
		else panel.querySelector('summary')!.focus();
	};

	return (
		<div class={current || credentialsOpen ? 'inbox main-open' : 'inbox'}>
			<aside>
				<header>
					<h1>Sandbox inbox</h1>
					<span class={live ? 'live' : 'live offline'} role="status">
						{live ? 'Live' : 'Connecting…'}
					</span>
					<ClearAll conversations={conversations.length} onClear={() => void clear()} />
				</header>
				<input
					ref={searchField}
					type="search"
					placeholder="Search name, number or text"
					aria-label="Search name, number or text"
					title="Press / to search"
					value={search}
					onInput={(event) => setSearch(event.currentTarget.value)}
				/>
				<a
					class="panel-link"
					href={CREDENTIALS}
					aria-current={credentialsOpen ? 'page' : undefined}
				>
					Credentials
				</a>
				<NewConversation
					guides={guides}
					onStart={(started) => {
						setDraft(started);
						open(started.number);
					}}
				/>
				<WebhooksPanel panel={webhooksPanel} webhooks={webhooks} guides={guides} />
				{settings && messages && (
					<FaultsPanel settings={settings} messages={messages} guides={guides} />
				)}
				{conversations.length > 0 && (
					<ConversationList
						conversations={found}
						search={search}
						openNumber={openNumber}
						onOpen={open}
					/>
				)}
			</aside>
			<main>
				{current ? (
					<Chat
						key={current.number}
						conversation={current}
						gateways={gatewaysOf(current, drafted)}
						deliveries={byMessage}
						typing={typing?.to === current.number ? typing : undefined}
						guides={guides}
						begun={drafted}
						onBack={() => open(undefined)}
						onHelp={showWebhooks}
					/>
				) : (
					messages && (
						<GettingStarted
							occasion={
								credentialsOpen ? 'asked for' : conversations.length === 0 ? 'empty' : 'none open'
							}
							guides={guides}
							onBack={() => open(undefined)}
						/>
					)
				)}
			</main>
		</div>
	);
}

/** A conversation before its first message. */
const begun = ({ number, name }: Draft): Conversation => ({
	number,
	name,
	contactId: null,
	messages: [],
});

render(<Inbox />, document.body);
