import { useEffect, useRef, useState } from 'preact/hooks';
import type { SandboxMessage } from '../../conversations';
import type { ProviderGuide } from '../../provider';
import type { Delivery } from '../../webhooks/deliveries';
import { Composer, reply } from './composer';
import { Content } from './content';
import { Copyable } from './copy';
import { DeliveryStates } from './deliveryState';
import { clock, counted, day, initialsOf, numberShown, refusal, strike, typeName } from './format';
import { MessageMenu } from './messageMenu';
import { conversationKind, type Conversation, type Gateway } from './messages';

/** More than a person reads, and few enough for a browser. */
const MAX_SHOWN = 500;

interface Props {
	conversation: Conversation;
	/** Through which the contact can write, the likeliest first. */
	gateways: Gateway[];
	/** By the id of the message that they are about. */
	deliveries: ReadonlyMap<number, Delivery[]>;
	guides: ProviderGuide[];
	/** A conversation that was begun just now. */
	begun: object | undefined;
	onBack(): void;
	/** Shows how events reach n8n. */
	onHelp(): void;
}

export function Chat(props: Props) {
	const { conversation, gateways, deliveries, guides, begun, onBack, onHelp } = props;
	const { number, name, contactId, messages } = conversation;
	const [chosen, setChosen] = useState<Gateway>();
	const gateway = gateways.find((one) => isSame(one, chosen)) ?? gateways.at(0);
	const title = guides.find((guide) => guide.name === gateway?.provider)?.title;
	const shown = messages.slice(-MAX_SHOWN);
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
						messages.length > 0 && <span>{counted(messages.length, 'message')}</span>
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
				{shown.length < messages.length && (
					<p class="hint">
						The latest {MAX_SHOWN} of {counted(messages.length, 'message')}
					</p>
				)}
				{shown.map((message, index) => {
					const today = day(message.receivedAt);
					const startsDay = index === 0 || day(shown[index - 1].receivedAt) !== today;
					return [
						startsDay && (
							<h2 class="day" key={today}>
								{today}
							</h2>
						),
						<Bubble
							key={message.id}
							message={message}
							deliveries={deliveries.get(message.id) ?? []}
							onHelp={onHelp}
							onTap={async (said) =>
								await reply(
									conversation,
									{ provider: message.provider, account: message.content.sender },
									{ ...said, context: message.id },
								)
							}
						/>,
					];
				})}
				{messages.length === 0 && (
					<p class="hint">
						Write the first message. n8n receives it as a WhatsApp message that came through {title}
						.
					</p>
				)}
				<div ref={end} />
			</div>
			{conversationKind(number) !== 'nobody' && gateway && (
				<Composer
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

const isSame = (one: Gateway, other: Gateway | undefined) =>
	one.provider === other?.provider && one.account === other.account;

interface BubbleProps {
	message: SandboxMessage;
	deliveries: Delivery[];
	onHelp(): void;
	onTap(said: object): Promise<void>;
}

function Bubble({ message, deliveries, onHelp, onTap }: BubbleProps) {
	const { accepted, fault, content, provider, receivedAt, direction, messageId } = message;
	const [problem, setProblem] = useState('');
	const tap = (said: object) => void onTap(said).catch((error: Error) => setProblem(error.message));
	const outgoing = direction === 'outgoing';
	return (
		<article class={bubbleClass(message)} data-message-id={message.id}>
			<header>
				<strong>{outgoing ? content.sender : (content.author ?? `To ${content.sender}`)}</strong>
				<span class="tag">{provider}</span>
				<span class="tag">{typeName(content)}</span>
				{content.aiGenerated && <span class="tag">AI generated</span>}
			</header>
			<Content content={content} onTap={outgoing && accepted ? tap : undefined} />
			{problem && (
				<p class="refusal" role="alert">
					{problem}
				</p>
			)}
			{fault && (
				<p class="strike">
					{strike(message)} <span class="tag">{fault}</span>
				</p>
			)}
			{!accepted && !fault && <p class="refusal">{refusal(message)}</p>}
			{content.metadata && <Metadata metadata={content.metadata} />}
			<DeliveryStates deliveries={deliveries} onHelp={onHelp} />
			<footer>
				{outgoing && <RawRequest message={message} />}
				<time dateTime={receivedAt}>{clock(receivedAt)}</time>
				{outgoing && messageId !== null && <MessageMenu id={message.id} />}
			</footer>
		</article>
	);
}

function RawRequest({ message: { request, response } }: { message: SandboxMessage }) {
	return (
		<details class="raw">
			<summary>Raw request</summary>
			<pre>{`${request.method} ${request.path}\n${headerLines(request.headers)}\n\n${json(request.body)}`}</pre>
			{response.status === null ? (
				<h3>Not answered</h3>
			) : (
				<>
					<h3>Answered with HTTP {response.status}</h3>
					<pre>{json(response.body)}</pre>
				</>
			)}
		</details>
	);
}

/** The contact's words are on the other side. */
const bubbleClass = ({ accepted, fault, direction, content }: SandboxMessage) =>
	[
		'bubble',
		!accepted && 'refused',
		fault && 'struck',
		direction === 'incoming' && !content.fromMe && 'incoming',
	]
		.filter(Boolean)
		.join(' ');

function Metadata({ metadata }: { metadata: Record<string, Record<string, unknown>> }) {
	const groups = Object.entries(metadata).filter(([, data]) => Object.keys(data).length > 0);
	if (groups.length === 0) return null;
	return (
		<div class="metadata">
			{groups.map(([group, data]) => (
				<section key={group} aria-label={group}>
					<p class="group">{group}</p>
					<dl>
						{Object.entries(data).map(([key, value]) => (
							<div key={key}>
								<dt>{key}</dt>
								<dd dir="auto">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
							</div>
						))}
					</dl>
				</section>
			))}
		</div>
	);
}

const json = (value: unknown) => JSON.stringify(value, null, 2);

const headerLines = (headers: Record<string, string>) =>
	Object.entries(headers)
		.map(([name, value]) => `${name}: ${value}`)
		.join('\n');
