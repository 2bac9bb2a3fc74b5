import { render } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Chat } from './chat';
import { ConversationList } from './conversationList';
import { GettingStarted } from './gettingStarted';
import { useSandbox } from './live';
import { conversationsIn, matches } from './messages';
import { Misbehave } from './misbehave';

/** The open conversation stands in the address, so that reload and the back button work. */
function useOpenNumber() {
	const read = () =>
		location.hash.startsWith('#/') ? decodeURIComponent(location.hash.slice(2)) : undefined;
	const [number, setNumber] = useState(read);
	useEffect(() => {
		const onChange = () => setNumber(read());
		addEventListener('hashchange', onChange);
		return () => removeEventListener('hashchange', onChange);
	}, []);
	const open = (next: string | undefined) => {
		location.hash = next === undefined ? '' : `#/${encodeURIComponent(next)}`;
	};
	return [number, open] as const;
}

function Inbox() {
	const { messages, settings, guides, live } = useSandbox();
	const [search, setSearch] = useState('');
	const [openNumber, open] = useOpenNumber();
	const searchField = useRef<HTMLInputElement>(null);

	const conversations = useMemo(() => conversationsIn(messages ?? []), [messages]);
	const found = conversations.filter((conversation) => matches(conversation, search));
	const current = conversations.find(({ number }) => number === openNumber);

	const onKey = useRef<(event: KeyboardEvent) => void>(() => {});
	onKey.current = (event) => {
		const typing = event.target instanceof HTMLInputElement;
		// There the arrows belong to the fields.
		if ((event.target as Element).closest('.misbehave')) return;
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
		open(undefined);
	};

	return (
		<div class={current ? 'inbox chat-open' : 'inbox'}>
			<aside>
				<header>
					<h1>Sandbox inbox</h1>
					<span class={live ? 'live' : 'live offline'} role="status">
						{live ? 'Live' : 'Connecting…'}
					</span>
					<button type="button" onClick={clear} disabled={conversations.length === 0}>
						Clear
					</button>
				</header>
				<input
					ref={searchField}
					type="search"
					placeholder="Search name or number"
					aria-label="Search name or number"
					title="Press / to search"
					value={search}
					onInput={(event) => setSearch(event.currentTarget.value)}
				/>
				{settings && messages && (
					<Misbehave settings={settings} messages={messages} guides={guides} />
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
					<Chat key={current.number} conversation={current} onBack={() => open(undefined)} />
				) : (
					messages && <GettingStarted empty={conversations.length === 0} guides={guides} />
				)}
			</main>
		</div>
	);
}

render(<Inbox />, document.body);
