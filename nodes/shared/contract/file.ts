import type { IBinaryData } from 'n8n-workflow';
import type { Said } from './verdict';

/** A binary field of an item, as given: what `binaryFile` of validation/file.ts takes. */
export interface WrittenFile {
	/** The name of the field, or the file itself where an expression gives it. */
	field: unknown;
	data: IBinaryData | undefined;
	/** The names of the binary fields that the item has. */
	fields: string[];
}

/** A file that n8n keeps. */
export interface BinaryFile {
	data: IBinaryData;
	fileName: string;
	mimeType: string;
	/** `undefined`: n8n knows it only roughly. */
	bytes: number | undefined;
}

/** What is said of a message that cannot be sent as it is. */
export type Complaint = Pick<Said, 'code' | 'reason' | 'whatToDo' | 'field' | 'stops'>;

/** Looks at the first bytes of a file. */
export type Inspection = (head: Buffer) => Complaint | undefined;

/** Which file a message carries, and how the provider takes it. */
export type FileUse =
	/** Its bytes: as a part of a form, or within the body. */
	| { as: 'upload' | 'base64'; file: BinaryFile; inspect?: Inspection }
	/** A link to this very n8n. */
	| { as: 'link'; file: BinaryFile; schemes: ReadonlyArray<'http' | 'https'> }
	/** One elsewhere, which is only looked at. Where that is not possible from here, it is sent as it is. */
	| { as: 'given'; url: string; inspect: Inspection };

/** A file, ready for the request. */
export type ReadyFile =
	| { as: 'link'; url: string }
	/** On one line. */
	| { as: 'base64'; base64: string }
	| { as: 'upload'; upload: Upload };

/** Bytes that are read while they are sent, anew for each try. */
export interface Upload {
	fileName: string;
	mimeType: string;
	bytes: number;
	open(): Promise<FileStream>;
}

export interface FileStream extends AsyncIterable<Uint8Array> {
	destroy?(): void;
}
