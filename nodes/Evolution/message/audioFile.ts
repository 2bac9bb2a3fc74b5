import type { Complaint } from '../../shared/contract/file';

type Head = Uint8Array;

const textAt = (head: Head, at: number, text: string) =>
	[...text].every((letter, index) => head[at + index] === letter.charCodeAt(0));

/** The header of a frame of layer II or III, which begins a file without any tag (ISO 11172-3). */
function isMp3Frame([first, second, third]: Head): boolean {
	const version = (second >> 3) & 3;
	const layer = (second >> 1) & 3;
	const bitrate = third >> 4;
	const rate = (third >> 2) & 3;
	return (
		first === 0xff &&
		second >> 5 === 7 &&
		version !== 1 &&
		(layer === 1 || layer === 2) &&
		bitrate !== 0 &&
		bitrate !== 15 &&
		rate !== 3
	);
}

/** How the files begin that ffmpeg reads for certain. */
const BEGINNINGS: Array<(head: Head) => boolean> = [
	(head) => textAt(head, 0, 'OggS'),
	(head) => textAt(head, 0, 'ID3'),
	isMp3Frame,
	// AAC without a container (ADTS).
	([first, second]) => first === 0xff && (second & 0xf6) === 0xf0,
	(head) => textAt(head, 0, 'RIFF') && textAt(head, 8, 'WAVE'),
	(head) => textAt(head, 4, 'ftyp'),
	(head) => textAt(head, 0, '#!AMR'),
	(head) => textAt(head, 0, 'fLaC'),
	// WebM and Matroska.
	([...head]) => [0x1a, 0x45, 0xdf, 0xa3].every((byte, index) => head[index] === byte),
];

/**
 * What stands against a file that is to be sent as audio. A server of version 2 hands it to ffmpeg, and
 * ends as a whole where ffmpeg cannot read it (seen on 2.3.7), with every message that is under way.
 */
export const inspectAudio =
	(field: string) =>
	(head: Head): Complaint | undefined =>
		BEGINNINGS.some((isOne) => isOne(head))
			? undefined
			: {
					field,
					code: 'wrong-file-type',
					reason: 'The file is not an audio file: it does not begin like any format that is known',
					whatToDo:
						'Use an OGG, MP3, M4A, AAC, AMR, WAV, FLAC or WebM file. Other files can be sent as a document.',
				};
