import { EvolutionError } from './evolutionError';
import { isBase64, isUrl, type GivenFile } from './givenFile';
import type { Outgoing } from './outgoing';

const MEDIA = 'Owned media must be a url or base64';

/**
 * What the servers check before they turn to a channel.
 * @throws EvolutionError
 */
export function requireSendable(
	outgoing: Outgoing,
	{ audioWords, takesBackReactions }: { audioWords: string; takesBackReactions: boolean },
): void {
	switch (outgoing.kind) {
		case 'media': {
			const { file, mediaType } = outgoing;
			if (mediaType === 'document' && !file.fileName && isBase64(file.source)) {
				throw new EvolutionError(400, ['For base64 the file name must be informed.']);
			}
			requireFile(file, MEDIA);
			return;
		}
		case 'sticker':
			requireFile(outgoing.file, MEDIA);
			return;
		case 'audio':
			requireFile(outgoing.file, audioWords);
			return;
		case 'reaction':
			requireEmoji(outgoing.emoji, takesBackReactions);
	}
}

function requireFile({ source, upload }: GivenFile, words: string) {
	if (!upload && !isUrl(source) && !isBase64(source)) throw new EvolutionError(400, [words]);
}

function requireEmoji(emoji: string, mayBeEmpty: boolean) {
	if (isEmoji(emoji) || (emoji === '' && mayBeEmpty)) return;
	throw new EvolutionError(400, [
		mayBeEmpty ? 'Reaction must be a single emoji or empty string' : '"reaction" must be an emoji',
	]);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** One, of however many characters: a flag, a skin tone, a family. */
const isEmoji = (text: string) =>
	[...graphemes.segment(text)].length === 1 &&
	/\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|\u20e3/u.test(text);
