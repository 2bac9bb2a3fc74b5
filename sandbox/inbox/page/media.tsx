import type { Media } from '../../conversations';
import { fileName, isWebAddress, mediaName, sizeShown } from './format';

const OWN_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** The path of a file that the sandbox has, by whatever name its client calls the sandbox. */
function ownPath({ link, fetched }: Media): string | null {
	const address = fetched?.state === 'kept' ? fetched.link : link;
	const url = address !== null && URL.canParse(address) ? new URL(address) : null;
	if (!url || !OWN_NAMES.includes(url.hostname) || url.port !== location.port) return null;
	return url.pathname.startsWith('/inbox/files/') ? url.pathname : null;
}

/** Nothing is loaded from elsewhere: such media are shown as a tile with a link. */
export function MediaTile({ media }: { media: Media }) {
	const path = ownPath(media);
	if (path === null) return <Tile media={media} />;
	switch (media.kind) {
		case 'image':
		case 'sticker':
			return (
				<a class="picture-link" href={path} target="_blank" rel="noreferrer noopener">
					<img
						class={media.kind === 'sticker' ? 'picture sticker' : 'picture'}
						src={path}
						alt={fileName(media)}
					/>
				</a>
			);
		case 'video':
			return (
				<video
					class="picture"
					src={path}
					controls
					preload="metadata"
					aria-label={fileName(media)}
				/>
			);
		case 'audio':
			return (
				<div class="media sound">
					<span class="media-kind">{mediaName(media)}</span>
					<audio src={path} controls preload="metadata" aria-label={fileName(media)} />
				</div>
			);
		case 'document':
			return <Tile media={media} path={path} />;
	}
}

function Tile({ media, path }: { media: Media; path?: string }) {
	const { link, fetched, mimeType, size } = media;
	const traits = [mimeType?.split(';')[0], size != null && sizeShown(size)].filter(Boolean);
	const name = fileName(media);
	return (
		<div class="media">
			<span class="media-kind">{mediaName(media)}</span>
			<span class="media-name">
				{name}
				{traits.length > 0 && <small>{traits.join(' · ')}</small>}
				{fetched?.state === 'waiting' && <small>WhatsApp fetches it…</small>}
				{fetched?.state === 'failed' && <small class="refusal">{fetched.problem}</small>}
			</span>
			{path !== undefined ? (
				<a href={path} download={name} aria-label={`Download ${name}`}>
					Download
				</a>
			) : (
				isWebAddress(link) && (
					<a href={link} target="_blank" rel="noreferrer noopener" title={link}>
						Open
					</a>
				)
			)}
		</div>
	);
}
