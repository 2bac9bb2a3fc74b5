import type { ProviderGuide } from '../../provider';
import { Copyable } from './copy';

/** Why it is shown: nothing has come yet, no conversation is open, or somebody asked for it. */
export type Occasion = 'empty' | 'none open' | 'asked for';

interface Props {
	occasion: Occasion;
	guides: ProviderGuide[];
	onBack(): void;
}

const WORDS: Record<Occasion, { title: string; text: string }> = {
	empty: {
		title: 'No messages yet',
		text: 'Run a workflow that uses one of these credentials, and its messages appear here. Or write first: “New conversation” starts a workflow that begins with a WhatsApp Gateway Trigger.',
	},
	'none open': {
		title: 'Pick a conversation',
		text: 'Or run a workflow: its messages appear at once.',
	},
	'asked for': {
		title: 'Credentials',
		text: 'Enter these into the credentials in n8n, and its messages come here instead of to WhatsApp.',
	},
};

/** What to enter in n8n, and how to get a first message here. */
export function GettingStarted({ occasion, guides, onBack }: Props) {
	const { title, text } = WORDS[occasion];
	return (
		<section class="getting-started">
			{occasion === 'asked for' && (
				<button type="button" class="back" onClick={onBack} aria-label="Back to all conversations">
					‹
				</button>
			)}
			<h2>{title}</h2>
			<p>{text}</p>
			<div class="guides">
				{guides.map((guide) => (
					<Guide key={guide.name} guide={guide} />
				))}
			</div>
			<p class="hint">
				Keys: <kbd>/</kbd> search, <kbd>↑</kbd> <kbd>↓</kbd> next conversation, <kbd>Esc</kbd> back
			</p>
		</section>
	);
}

function Guide({ guide: { name, title, credential, faults } }: { guide: ProviderGuide }) {
	const fields = [
		{ ...credential.baseUrl, value: `${location.origin}/${name}` },
		...credential.fields,
	];
	return (
		<article class="guide">
			<h3>{title}</h3>
			<dl>
				{fields.map(({ label, value }) => (
					<div key={label}>
						<dt>{label}</dt>
						<dd>
							<Copyable value={value} label={`${label} of ${title}`} />
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
