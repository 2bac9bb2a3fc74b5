import type {
	Button,
	Card,
	ContactCard,
	ListSection,
	Media,
	MessageContent,
} from '../../conversations';
import { fileName, initialsOf, isWebAddress, place, typeName } from './format';

/** Answers a message by a tap on one of its buttons or rows. */
export type OnTap = (said: object) => void;

/** What the recipient sees. Nothing is loaded from elsewhere: such media are shown as a tile. */
export function Content({ content, onTap }: { content: MessageContent; onTap?: OnTap }) {
	const { text } = content;
	switch (content.type) {
		case 'ai':
			return <p class="note">No first message: the provider’s AI makes the first contact.</p>;
		case 'unreadable':
			return <p class="note">The request does not say what to send.</p>;
		case 'text':
		case 'button':
		case 'list':
		case 'reaction':
		case 'edit':
		case 'vote':
			return <Text text={text} />;
		case 'delete':
		case 'read':
		case 'typing':
			return <p class="note">{typeName(content)}</p>;
		case 'poll':
			return <p class="text">{[content.poll.name, ...content.poll.options].join('\n')}</p>;
		case 'location':
			return <p class="text">📍 {place(content.location)}</p>;
		case 'contacts':
			return (
				<ul class="contacts">
					{content.contacts.map((contact, index) => (
						<Contact key={index} contact={contact} />
					))}
				</ul>
			);
		case 'template':
			return (
				<div class="template">
					<p class="template-name">
						{content.templateId}
						{content.language && <span class="tag">{content.language}</span>}
					</p>
					<CardAround text={text} card={content.card} onTap={onTap} />
				</div>
			);
		case 'interactive':
			return <CardAround text={text} card={content.card} onTap={onTap} />;
		default:
			return (
				<>
					<MediaTile media={content.media} />
					<Text text={text} />
				</>
			);
	}
}

const Text = ({ text }: { text: string | null }) =>
	text === null ? null : (
		<p class="text" dir="auto">
			{text}
		</p>
	);

/** Files that a contact attached are the sandbox's own. */
const isOurs = (link: string | null): link is string =>
	link?.startsWith(`${location.origin}/inbox/files/`) ?? false;

function MediaTile({ media }: { media: Media }) {
	if (isOurs(media.link) && ['image', 'sticker'].includes(media.kind)) {
		return <img class="picture" src={media.link} alt={fileName(media)} />;
	}
	return (
		<div class="media">
			<span class="media-kind">{typeName({ type: media.kind })}</span>
			<span class="media-name">{fileName(media)}</span>
			{isWebAddress(media.link) && (
				<a href={media.link} target="_blank" rel="noreferrer noopener" title={media.link}>
					Open
				</a>
			)}
		</div>
	);
}

function CardAround({ text, card, onTap }: { text: string | null; card: Card; onTap?: OnTap }) {
	const { header, footer, buttons, list } = card;
	return (
		<>
			{typeof header === 'string' && <strong class="card-header">{header}</strong>}
			{header !== null && typeof header === 'object' && <MediaTile media={header} />}
			<Text text={text} />
			{footer && <p class="card-footer">{footer}</p>}
			{buttons.length > 0 && (
				<div class="card-buttons">
					{buttons.map((button, index) => (
						<CardButton key={index} button={button} onTap={onTap} />
					))}
				</div>
			)}
			{list && (
				<div class="card-buttons">
					<CardButton button={{ label: list.button, detail: null, tap: null }} />
					{list.sections.map((section, index) => (
						<Section key={index} section={section} onTap={onTap} />
					))}
				</div>
			)}
		</>
	);
}

const CardButton = ({
	button: { label, detail, tap },
	onTap,
}: {
	button: Button;
	onTap?: OnTap;
}) => (
	<button
		type="button"
		disabled={!tap || !onTap}
		onClick={() => onTap?.({ type: 'button', button: { title: label, ...tap } })}
	>
		{label}
		{detail && <small>{detail}</small>}
	</button>
);

function Section({ section: { title, rows }, onTap }: { section: ListSection; onTap?: OnTap }) {
	return (
		<div class="list-section">
			{title && <h3>{title}</h3>}
			<ul>
				{rows.map((row, index) => (
					<li key={index}>
						<button type="button" disabled={!onTap} onClick={() => onTap?.(rowTapped(row))}>
							{row.title}
							{row.description && <small>{row.description}</small>}
						</button>
					</li>
				))}
			</ul>
		</div>
	);
}

const rowTapped = ({ id, title, description }: ListSection['rows'][number]) => ({
	type: 'list',
	row: { id, title, ...(description && { description }) },
});

function Contact({ contact }: { contact: ContactCard }) {
	const { name, phoneNumber, organization, email, url } = contact;
	return (
		<li>
			<span class="avatar" aria-hidden="true">
				{initialsOf(name)}
			</span>
			<div>
				<strong>{name || 'No name'}</strong>
				<span>{phoneNumber}</span>
				{organization && <span>{organization}</span>}
				{email && <span>{email}</span>}
				{isWebAddress(url) ? (
					<a href={url} target="_blank" rel="noreferrer noopener">
						{url}
					</a>
				) : (
					url && <span>{url}</span>
				)}
			</div>
		</li>
	);
}
