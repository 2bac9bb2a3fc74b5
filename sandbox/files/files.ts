import { createHash } from 'node:crypto';

export interface StoredFile {
	bytes: Buffer;
	mimeType: string;
	fileName: string;
}

const MAX_BYTES = 300 * 1024 * 1024;

const PATH = '/inbox/files/';

/**
 * The files that contacts or providers sent, in memory, each under an address of the sandbox.
 * Beyond 300 MB the oldest ones are dropped.
 */
export class Files {
	private readonly kept = new Map<string, StoredFile>();

	private bytes = 0;

	constructor(private readonly maxBytes = MAX_BYTES) {}

	/**
	 * Kept twice, the same file has one address.
	 * @param origin of the sandbox, as its client calls it
	 * @returns the address
	 */
	keep(file: StoredFile, origin: string): string {
		const name = nameOf(file);
		this.drop(name);
		this.kept.set(name, file);
		this.bytes += file.bytes.length;
		while (this.bytes > this.maxBytes) this.drop(this.kept.keys().next().value!);
		return `${origin}${PATH}${name}/${encodeURIComponent(file.fileName)}`;
	}

	named(name: string): StoredFile | undefined {
		return this.kept.get(name);
	}

	/** The file at an address that `keep` gave. */
	at(link: string): StoredFile | undefined {
		return this.kept.get(link.split(PATH)[1]?.split('/')[0] ?? '');
	}

	clear(): void {
		this.kept.clear();
		this.bytes = 0;
	}

	private drop(name: string) {
		this.bytes -= this.kept.get(name)?.bytes.length ?? 0;
		this.kept.delete(name);
	}
}

const nameOf = ({ bytes, mimeType, fileName }: StoredFile) =>
	createHash('sha256')
		.update(bytes)
		.update(JSON.stringify([mimeType, fileName]))
		.digest('base64url');
