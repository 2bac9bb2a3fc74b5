import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SandboxMessage } from '../../conversations';
import { ask } from './ask';
import { Menu } from './menu';
import { conversationKind, type Conversation, type Gateway } from './messages';
import { QuotedWords } from './quote';

interface Props {
	conversation: Conversation;
	/** Through which a contact can write. */
	gateways: Gateway[];
	/** The one that is written to. */
	gateway: Gateway;
	onChoose(gateway: Gateway): void;
	/** A conversation that was begun just now: the field waits for its first words. */
	begun: object | undefined;
	/** Where the words are written. */
	field: RefObject<HTMLTextAreaElement | null>;
	/** The message that the next one quotes. */
	answered: SandboxMessage | undefined;
	/** Once it is quoted, or no longer to be. */
	onAnswered(): void;
}

/** As a contact would send it from a map. */
const SAMPLE_PLACE = {
	latitude: -33.4378,
	longitude: -70.6505,
	name: 'Plaza de Armas',
	address: 'Santiago, Chile',
};

const nameOf = ({ provider, account }: Gateway) => `${account} (${provider})`;

/** Writes as the contact: what is sent from here reaches n8n as the provider's webhook. */
export function Composer(props: Props) {
	const { conversation, gateways, gateway, onChoose, begun, field, answered, onAnswered } = props;
	const [text, setText] = useState('');
	const [problem, setProblem] = useState('');
	const filePicker = useRef<HTMLInputElement>(null);
	useEffect(() => {
		if (begun) field.current?.focus();
	}, [begun]);

	const say = async (said: object) => {
		try {
			const through = answered
				? { provider: answered.provider, account: answered.content.sender }
				: gateway;
			await reply(conversation, through, { ...said, ...(answered && { context: answered.id }) });
			onAnswered();
			setText('');
			setProblem('');
		} catch (error) {
			setProblem((error as Error).message);
		}
	};
	const sendText = async () => {
		if (text.trim()) await say({ type: 'text', text });
	};
	const sendFile = async (file: File | undefined) => {
		if (!file) return;
		await say({
			type: kindOf(file),
			...(text.trim() && { text }),
			media: {
				base64: await base64Of(file),
				mimeType: file.type || 'application/octet-stream',
				fileName: file.name,
			},
		});
	};

	return (
		<form
			class="composer"
			onSubmit={(event) => {
				event.preventDefault();
				void sendText();
			}}
		>
			{problem && (
				<p class="refusal" role="alert">
					{problem}
				</p>
			)}
			{answered && (
				<div class="answered">
					<p class="quote">
						<QuotedWords message={answered} />
					</p>
					<button
						type="button"
						class="act"
						aria-label="Do not quote"
						title="Do not quote"
						onClick={() => {
							onAnswered();
							field.current?.focus();
						}}
					>
						×
					</button>
				</div>
			)}
			{gateways.length > 1 && !answered && (
				<label>
					To
					<select
						value={nameOf(gateway)}
						onChange={({ currentTarget }) => onChoose(gateways[currentTarget.selectedIndex])}
					>
						{gateways.map((one) => (
							<option key={nameOf(one)}>{nameOf(one)}</option>
						))}
					</select>
				</label>
			)}
			<div class="composer-row">
				<Menu
					label="Attach"
					sign="+"
					items={[
						{
							words: 'Sample picture',
							onPick: () => void say({ type: 'image', ...(text.trim() && { text }) }),
						},
						{
							words: 'Sample voice message',
							onPick: () => void say({ type: 'audio', voice: true }),
						},
						{
							words: 'Sample location',
							onPick: () => void say({ type: 'location', location: SAMPLE_PLACE }),
						},
						{ words: 'File from this computer…', onPick: () => filePicker.current?.click() },
					]}
				/>
				<input
					ref={filePicker}
					type="file"
					hidden
					aria-label="File"
					onChange={({ currentTarget }) => {
						void sendFile(currentTarget.files?.[0]);
						currentTarget.value = '';
					}}
				/>
				<textarea
					ref={field}
					dir="auto"
					rows={1}
					placeholder={`Write as ${conversation.name ?? conversation.number}`}
					aria-label={`Write as ${conversation.name ?? conversation.number}`}
					value={text}
					onInput={({ currentTarget }) => setText(currentTarget.value)}
					onKeyDown={(event) => {
						if (event.key === 'Escape') {
							if (answered) onAnswered();
							else event.currentTarget.blur();
						}
						if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
						event.preventDefault();
						void sendText();
					}}
				/>
				<button type="submit" disabled={!text.trim()}>
					Send
				</button>
			</div>
		</form>
	);
}

/** Who writes where the conversation is a group: somebody has to. */
const MEMBER = { from: '+15550100002', name: 'Group member' };

/** Says something as the contact of a conversation. */
export async function reply(
	{ number, name }: Conversation,
	{ provider, account }: Gateway,
	said: object,
): Promise<void> {
	const who =
		conversationKind(number) === 'group'
			? { ...MEMBER, group: number }
			: { from: number, ...(name && { name }) };
	await ask('POST', '/inbox/replies', { provider, account, ...who, ...said });
}

function kindOf({ type }: File): string {
	const [kind] = type.split('/');
	return ['image', 'audio', 'video'].includes(kind) ? kind : 'document';
}

async function base64Of(file: File): Promise<string> {
	return await new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
		reader.onerror = () => reject(reader.error ?? new Error('The file cannot be read'));
		reader.readAsDataURL(file);
	});
}
