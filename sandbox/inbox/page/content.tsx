import type {
	Button,
	Card,
	ContactCard,
	ListSection,
	Location,
	MessageContent,
} from '../../conversations';
import { initialsOf, isWebAddress, mapOf, place, typeName } from './format';
import { Linked } from './links';
import { MediaTile } from './media';
import { Poll } from './poll';
import type { OnTap } from './tap';
import type { Opinion } from './thread';

interface Props {
	content: MessageContent;
	/** On a poll. */
	votes: Opinion[];
	/** The labels of buttons and rows that were tapped. */
	tapped: string[];
	onTap?: OnTap;
}

/** What the recipient sees. */
export function Content({ content, votes, tapped, onTap }: Props) {
	const { text } = content;
	switch (content.type) {
		case 'ai':
			return <p class="note">No first message: the provider’s AI makes the first contact.</p>;
		case 'unreadable':
			return <p class="note">The request does not say what to send.</p>;
		case 'text':
		case 'button':
		case 'list':
		case 'edit':
		case 'vote':
			return <Text text={text} />;
		case 'reaction':
			return text ? <Text text={text} /> : <p class="note">A reaction was taken back.</p>;
		case 'delete':
		case 'read':
		case 'typing':
			return <p class="note">{typeName(content)}</p>;
		case 'poll':
			return <Poll poll={content.poll} votes={votes} onTap={onTap} />;
		case 'location':
			return <Place location={content.location} />;
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
					<CardAround text={text} card={content.card} tapped={tapped} onTap={onTap} />
				</div>
			);
		case 'interactive':
			return <CardAround text={text} card={content.card} tapped={tapped} onTap={onTap} />;
		default:
			return (
				<>
					<MediaTile media={content.media} />
					<Text text={text} />
				</>
			);
	}
}

const Place = ({ location }: { location: Location }) => (
	<p class="text">
		📍 {place(location)}
		<small class="place">
			{location.latitude}, {location.longitude} ·{' '}
			<a href={mapOf(location)} target="_blank" rel="noreferrer noopener">
				Map
			</a>
		</small>
	</p>
);

const Text = ({ text }: { text: string | null }) =>
	text === null ? null : (
		<p class="text" dir="auto">
			<Linked text={text} />
		</p>
	);

interface CardProps extends Tappable {
	text: string | null;
	card: Card;
}

function CardAround({ text, card, ...tappable }: CardProps) {
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
						<CardButton key={index} button={button} {...tappable} />
					))}
				</div>
			)}
			{list && (
				<div class="card-buttons">
					<CardButton button={{ label: list.button, detail: null, tap: null }} tapped={[]} />
					{list.sections.map((section, index) => (
						<Section key={index} section={section} {...tappable} />
					))}
				</div>
			)}
		</>
	);
}

interface Tappable {
	tapped: string[];
	onTap?: OnTap;
}

const CardButton = ({
	button: { label, detail, tap },
	tapped,
	onTap,
}: Tappable & { button: Button }) => (
	<button
		type="button"
		title={titleOf(label, tapped)}
		disabled={!tap || !onTap}
		onClick={() => onTap?.({ type: 'button', button: { title: label, ...tap } })}
	>
		{label}
		{tapped.includes(label) && <Tapped />}
		{detail && <small>{detail}</small>}
	</button>
);

function Section({ section: { title, rows }, tapped, onTap }: Tappable & { section: ListSection }) {
	return (
		<div class="list-section">
			{title && <h3>{title}</h3>}
			<ul>
				{rows.map((row, index) => (
					<li key={index}>
						<button
							type="button"
							title={titleOf(row.title, tapped)}
							disabled={!onTap}
							onClick={() => onTap?.(rowTapped(row))}
						>
							{row.title}
							{tapped.includes(row.title) && <Tapped />}
							{row.description && <small>{row.description}</small>}
						</button>
					</li>
				))}
			</ul>
		</div>
	);
}

/** Beside what was tapped, and can be tapped again. */
const Tapped = () => (
	<span class="tapped" aria-hidden="true">
		✓
	</span>
);

const titleOf = (label: string, tapped: string[]) =>
	tapped.includes(label) ? 'Tapped' : undefined;

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
