import { useState } from 'preact/hooks';
import type { SandboxMessage } from '../../conversations';
import type { Delivery } from '../../webhooks/deliveries';
import { Content } from './content';
import { DeliveryStates } from './deliveryState';
import { clock, moment, refusal, strike, typeName } from './format';
import { Marks } from './marks';
import { MessageMenu } from './messageMenu';
import { Quote } from './quote';
import { RawRequest } from './rawRequest';
import { ReactionMenu, Reactions } from './reactions';
import { isOurs, type Entry } from './thread';

interface Props {
	entry: Entry;
	/** About the message and those that changed it. */
	deliveries: Delivery[];
	onHelp(): void;
	/** Says something about the message as the contact; not where nobody can. */
	onTap?(said: object): Promise<void>;
	/** Begins an answer that quotes the message. */
	onAnswer?(): void;
}

export function Bubble({ entry, deliveries, onHelp, onTap, onAnswer }: Props) {
	const { message, content, edited, deleted, reactions, quoted, changes } = entry;
	const { id, accepted, fault, provider, receivedAt, direction, messageId } = message;
	const [problem, setProblem] = useState('');
	const outgoing = direction === 'outgoing';
	const said = accepted && !deleted;
	const tap = async (answer: object) => {
		try {
			await onTap!(answer);
			setProblem('');
		} catch (error) {
			setProblem((error as Error).message);
		}
	};
	const isAhead = content.scheduledFor != null && Date.parse(content.scheduledFor) > Date.now();
	// Without an id no event can name it.
	const isAnswerable = said && messageId !== null && onTap !== undefined && !isAhead;
	const sent = [message, ...changes].filter((one) => one.direction === 'outgoing');
	return (
		<article class={bubbleClass(message)} data-message-id={id} tabIndex={-1}>
			<header>
				<strong>{outgoing ? content.sender : (content.author ?? `To ${content.sender}`)}</strong>
				<span class="tag">{provider}</span>
				<span class="tag">{typeName(content)}</span>
				{content.aiGenerated && <span class="tag">AI generated</span>}
				{content.scheduledFor && (
					<span class="tag">
						Scheduled for{' '}
						<time dateTime={content.scheduledFor}>{moment(content.scheduledFor)}</time>
					</span>
				)}
			</header>
			{content.quoted && <Quote quoted={quoted} />}
			{deleted ? (
				<p class="note">
					{content.scheduledFor
						? 'This scheduled message was cancelled'
						: 'This message was deleted'}
				</p>
			) : (
				<Content
					content={content}
					votes={entry.votes}
					tapped={entry.tapped}
					onTap={outgoing && said && onTap ? (answer) => void tap(answer) : undefined}
				/>
			)}
			<Reactions reactions={reactions} />
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
				{sent.length > 0 && <RawRequest messages={sent} />}
				<span class="moment">
					{edited && !deleted && <span>edited</span>}
					<time dateTime={receivedAt}>{clock(receivedAt)}</time>
					<Marks entry={entry} deliveries={deliveries} />
				</span>
				{isAnswerable && (
					<>
						<button type="button" class="act" aria-label="Reply" title="Reply" onClick={onAnswer}>
							↩
						</button>
						<ReactionMenu
							reactions={reactions}
							onReact={(emoji) => void tap({ type: 'reaction', emoji })}
						/>
					</>
				)}
				{outgoing && messageId !== null && !deleted && !isAhead && <MessageMenu id={id} />}
			</footer>
		</article>
	);
}

/** The contact's words are on the other side. */
const bubbleClass = (message: SandboxMessage) =>
	[
		'bubble',
		!message.accepted && 'refused',
		message.fault && 'struck',
		!isOurs(message) && 'incoming',
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
