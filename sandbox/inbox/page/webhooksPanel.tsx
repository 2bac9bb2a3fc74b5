import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { ProviderGuide } from '../../provider';
import type { PublicWebhook } from '../../webhooks/webhooks';
import { ask } from './ask';
import { Copyable } from './copy';
import { counted, listed } from './format';

interface Props {
	panel: RefObject<HTMLDetailsElement | null>;
	webhooks: PublicWebhook[];
	guides: ProviderGuide[];
}

/** Where the providers report events, and the fields of those whose URL is entered by hand. */
export function WebhooksPanel({ panel, webhooks, guides }: Props) {
	const titleOf = (provider: string) =>
		guides.find(({ name }) => name === provider)?.title ?? provider;
	return (
		<details class="panel webhooks" name="panel" ref={panel}>
			<summary>
				Webhooks <span class="tag">{webhooks.length > 0 ? webhooks.length : 'None'}</span>
			</summary>
			<div class="panel-body">
				{webhooks.length === 0 ? (
					<p>Nobody listens yet: no workflow receives what you write here as a contact.</p>
				) : (
					<ul class="registered" aria-label="Registered">
						{webhooks.map((webhook) => (
							<li key={webhook.id}>
								<strong>{titleOf(webhook.provider)}</strong>
								<code>{webhook.url}</code>
								<span>{traitsOf(webhook)}</span>
							</li>
						))}
					</ul>
				)}
				<Steps guides={guides} />
				{guides.map(
					(guide) =>
						guide.webhook && (
							<Entry
								key={guide.name}
								guide={guide}
								known={webhooks.some(({ provider }) => provider === guide.name)}
							/>
						),
				)}
			</div>
		</details>
	);
}

/** How events reach n8n. */
function Steps({ guides }: Pick<Props, 'guides'>) {
	const brands = (byHand: boolean) =>
		listed(guides.filter(({ webhook }) => Boolean(webhook) === byHand).map(({ brand }) => brand));
	return (
		<ol>
			<li>In n8n, put a WhatsApp Gateway Trigger into a workflow and choose its credential.</li>
			<li>
				{brands(false)}: publish the workflow. n8n registers the webhook, and it appears here.
			</li>
			<li>
				{brands(true)}: publish the workflow, copy the trigger’s Production URL, and enter it below,
				as you would at the provider.
			</li>
			<li>Open a conversation or start a new one, and write.</li>
		</ol>
	);
}

function traitsOf({
	account,
	enabled,
	events,
	hasSecret,
	headers,
	byEvents,
	base64,
}: PublicWebhook) {
	return [
		account && `instance ${account}`,
		!enabled && 'switched off',
		events === null ? 'all events' : counted(events.length, 'event'),
		hasSecret && 'signed',
		headers.length > 0 && `sends ${headers.join(', ')}`,
		byEvents && 'event in the URL',
		base64 && 'media in base64',
	]
		.filter(Boolean)
		.join(' · ');
}

/** The settings of a provider whose webhook a person pastes. */
function Entry({ guide, known }: { guide: ProviderGuide; known: boolean }) {
	const [url, setUrl] = useState('');
	const [secret, setSecret] = useState('');
	const [saved, setSaved] = useState<string | null>(null);
	const [problem, setProblem] = useState('');
	const { generatedSecret, note } = guide.webhook!;
	const path = `/inbox/webhooks/${guide.name}`;

	const attempt = async (act: () => Promise<string | null>) => {
		try {
			setSaved(await act());
			setUrl('');
			setSecret('');
			setProblem('');
		} catch (error) {
			setProblem((error as Error).message);
		}
	};
	const save = async () =>
		await attempt(async () => {
			const body = { url: url.trim(), ...(secret.trim() && { secret: secret.trim() }) };
			return (await ask<{ secret: string | null }>('PUT', path, body)).secret;
		});
	const remove = async () =>
		await attempt(async () => {
			await ask('DELETE', path);
			return null;
		});

	return (
		<form
			class="entry"
			aria-label={`Webhook of ${guide.title}`}
			onSubmit={(event) => {
				event.preventDefault();
				void save();
			}}
		>
			<h2>{guide.title}</h2>
			<p class="note">{note}</p>
			<label>
				URL
				<input
					type="url"
					required
					placeholder={
						generatedSecret === null
							? 'http://127.0.0.1:5678/webhook/…?secret=…'
							: 'http://127.0.0.1:5678/webhook/…'
					}
					value={url}
					onInput={({ currentTarget }) => setUrl(currentTarget.value)}
				/>
			</label>
			<label>
				Secret
				<input
					type="text"
					autocomplete="off"
					placeholder={generatedSecret === null ? 'None' : 'Made when you save'}
					value={secret}
					onInput={({ currentTarget }) => setSecret(currentTarget.value)}
				/>
			</label>
			<div class="panel-buttons">
				<button type="submit">{known ? 'Replace' : 'Save'}</button>
				{known && (
					<button type="button" onClick={() => void remove()}>
						Remove
					</button>
				)}
			</div>
			{saved && (
				<p role="status">
					Saved. The secret that signs its calls, shown this once:{' '}
					<Copyable value={saved} label="secret" />
				</p>
			)}
			{problem && (
				<p class="refusal" role="alert">
					{problem}
				</p>
			)}
		</form>
	);
}
