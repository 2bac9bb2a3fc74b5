import type { ProviderGuide } from '../../provider';

/** What to do when there is nothing to see: how to get a first message here, or to pick one. */
export function GettingStarted({ empty, guides }: { empty: boolean; guides: ProviderGuide[] }) {
	return (
		<section class="getting-started">
			<h2>{empty ? 'No messages yet' : 'Pick a conversation'}</h2>
			<p>
				{empty
					? 'Run a workflow whose credential points here, and its messages appear at once. Or write first: “New conversation” reaches a workflow that begins with a WhatsApp Gateway Trigger.'
					: 'Or run a workflow: its messages appear at once.'}
			</p>
			<div class="guides">
				{guides.map((guide) => (
					<Guide key={guide.name} guide={guide} />
				))}
			</div>
			<p class="hint">
				Keys: <kbd>/</kbd> search, <kbd>↑</kbd> <kbd>↓</kbd> walk the conversations, <kbd>Esc</kbd>{' '}
				back
			</p>
		</section>
	);
}

function Guide({ guide: { name, title, credential, faults } }: { guide: ProviderGuide }) {
	const fields = [
		{ field: credential.baseUrlField, value: `${location.origin}/${name}` },
		...credential.fields,
	];
	return (
		<article class="guide">
			<h3>{title}</h3>
			<dl>
				{fields.map(({ field, value }) => (
					<div key={field}>
						<dt>{field}</dt>
						<dd>
							<code>{value}</code>
						</dd>
					</div>
				))}
			</dl>
			<details>
				<summary>How to see its errors</summary>
				<dl>
					{faults.map(({ enter, answers }) => (
						<div key={enter}>
							<dt>{enter}</dt>
							<dd>{answers}</dd>
						</div>
					))}
				</dl>
			</details>
		</article>
	);
}
