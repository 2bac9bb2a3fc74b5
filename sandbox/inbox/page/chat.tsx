import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SandboxMessage, Typing } from '../../conversations';
import type { ProviderGuide } from '../../provider';
import type { Delivery } from '../../webhooks/deliveries';
import { Bubble } from './bubble';
import { Composer, reply } from './composer';
import { Copyable } from './copy';
import { counted, day, initialsOf, numberShown } from './format';
import { Sign, TypingLine } from './signs';
import { threadOf, type Entry } from './thread';
import { conversationKind, sentCount, type Conversation, type Gateway } from './messages';
import { isSign } from '../../signs';

/** More than a person reads, and few enough for a browser. */
const MAX_SHOWN = 500;

interface Props {
	conversation: Conversation;
	/** Through which the contact can write, the likeliest first. */
	gateways: Gateway[];
	/** By the id of the message that they are about. */
	deliveries: ReadonlyMap<number, Delivery[]>;
	/** Whether the business is typing to this contact, and how long. */
	typing: Typing | undefined;
	guides: ProviderGuide[];
	/** A conversation that was begun just now. */
	begun: object | undefined;
	onBack(): void;
	/** Shows how events reach n8n. */
	onHelp(): void;
}

export function Chat(props: Props) {
	const { conversation, gateways, deliveries, typing, guides, begun, onBack, onHelp } = props;
	const { number, name, contactId, messages } = conversation;
	const [chosen, setChosen] = useState<Gateway>();
	const gateway = gateways.find((one) => isSame(one, chosen)) ?? gateways.at(0);
	const title = guides.find((guide) => guide.name === gateway?.provider)?.title;
	const entries = useMemo(() => threadOf(messages), [messages]);
	const shown = entries.slice(-MAX_SHOWN);
	const [answered, setAnswered] = useState<SandboxMessage>();
	const field = useRef<HTMLTextAreaElement>(null);
	const canWrite = conversationKind(number) !== 'nobody' && gateway !== undefined;
	const aboutEntry = ({ message, changes }: Entry) =>
		[message, ...changes].flatMap(({ id }) => deliveries.get(id) ?? []);
	const end = useRef<HTMLDivElement>(null);
	useEffect(() => end.current?.scrollIntoView({ block: 'end' }), [messages.length]);

	return (
		<section class="chat" aria-label={`Conversation with ${name ?? numberShown(number)}`}>
			<header>
				<button type="button" class="back" onClick={onBack} aria-label="Back to all conversations">
					‹
				</button>
				<span class="avatar" aria-hidden="true">
					{initialsOf(name)}
				</span>
				<div class="who">
					<strong dir="auto">{name ?? numberShown(number)}</strong>
					{name ? (
						<span>{numberShown(number)}</span>
					) : (
						messages.length > 0 && <span>{counted(sentCount(messages), 'message')}</span>
					)}
					{gateway && (
						<span class="writes-to">
							Writes to {title}, {gateway.account}
						</span>
					)}
				</div>
				{contactId && (
					<div class="contact-id">
						<span>Contact ID, as in the receipt</span>
						<Copyable value={contactId} label="contact ID" />
					</div>
				)}
			</header>
			<div class="messages">
				{shown.length < entries.length && (
					<p class="hint">
						The latest {MAX_SHOWN} of {counted(entries.length, 'message')}
					</p>
				)}
				{shown.map((entry, index) => {
					const { message, content } = entry;
					const today = day(message.receivedAt);
					const startsDay = index === 0 || day(shown[index - 1].message.receivedAt) !== today;
					return [
						startsDay && (
							<h2 class="day" key={today}>
								{today}
							</h2>
						),
						isSign(content) && message.accepted && !message.fault ? (
							<Sign key={message.id} message={message} />
						) : (
							<Bubble
								key={message.id}
								entry={entry}
								deliveries={aboutEntry(entry)}
								onHelp={onHelp}
								onTap={
									canWrite
										? async (said) =>
												await reply(conversation, gatewayOf(message), {
													...said,
													context: message.id,
												})
										: undefined
								}
								onAnswer={() => {
									setAnswered(message);
									field.current?.focus();
								}}
							/>
						),
					];
				})}
				{messages.length === 0 && (
					<p class="hint">
						Write the first message. n8n receives it as a WhatsApp message that came through {title}
						.
					</p>
				)}
				<TypingLine typing={typing} />
				<div ref={end} />
			</div>
			{canWrite && (
				<Composer
					field={field}
					answered={answered}
					onAnswered={() => setAnswered(undefined)}
					conversation={conversation}
					gateways={gateways}
					gateway={gateway}
					onChoose={setChosen}
					begun={begun}
				/>
			)}
		</section>
	);
}

/** Through which a message went. */
const gatewayOf = ({ provider, content }: SandboxMessage): Gateway => ({
	provider,
	account: content.sender,
});

const isSame = (one: Gateway, other: Gateway | undefined) =>
	one.provider === other?.provider && one.account === other.account;
