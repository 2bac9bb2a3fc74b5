import { useEffect, useState } from 'preact/hooks';

interface ProviderAccess {
	name: string;
	apiKey: string;
}

/** What to do when there is nothing to see: how to get a first message here, or to pick one. */
export function GettingStarted({ empty }: { empty: boolean }) {
	const [providers, setProviders] = useState<ProviderAccess[]>([]);
	useEffect(() => {
		void fetch('/inbox/providers')
			.then(async (response) => (await response.json()) as ProviderAccess[])
			.then(setProviders);
	}, []);

	return (
		<section class="getting-started">
			<h2>{empty ? 'No messages yet' : 'Pick a conversation'}</h2>
			<p>
				{empty
					? 'Run a workflow whose credential points here, and its messages appear at once.'
					: 'Or run a workflow: its messages appear at once.'}
			</p>
			{providers.map(({ name, apiKey }) => (
				<dl key={name}>
					<dt>Credential</dt>
					<dd>{name} API</dd>
					<dt>Base URL</dt>
					<dd>
						<code>{`${location.origin}/${name}`}</code>
					</dd>
					<dt>API Key</dt>
					<dd>
						<code>{apiKey}</code>
					</dd>
				</dl>
			))}
			<p class="hint">
				Keys: <kbd>/</kbd> search, <kbd>↑</kbd> <kbd>↓</kbd> walk the conversations, <kbd>Esc</kbd>{' '}
				back
			</p>
		</section>
	);
}
