import '../../test/support/n8n/n8nEnvironment';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { keepFilesOnDisk, storedFile } from '../../test/support/n8n/binaryFiles';
import { runNode } from '../../test/support/n8n/engine';
import { contenders, type ContenderName } from '../contenders';
import { items } from '../items';
import { answerJob } from './job';

export interface FilesJob {
	contender: ContenderName;
	/** Of the stand-in for the providers. */
	url: string;
	documents: number;
	bytes: number;
}

export interface Files {
	/** What the process took at the most, above what it had after the first document. */
	grownBytes: number;
	/** The same, above what it had before, all garbage collected. */
	wholeBytes: number;
	ms: number;
}

const PIECE = 2 ** 16;

/** Never as a whole in memory, so that it leaves no traces there. */
function* randomPieces(bytes: number) {
	for (let done = 0; done < bytes; done += PIECE) yield randomBytes(Math.min(PIECE, bytes - done));
}

const document = async (bytes: number) =>
	await storedFile(Readable.from(randomPieces(bytes), { objectMode: false }), {
		fileName: 'invoice.pdf',
		mimeType: 'application/pdf',
	});

/** On Linux, so that what was taken at the most counts from now on. */
function forgetPeak() {
	try {
		writeFileSync('/proc/self/clear_refs', '5');
	} catch {
		// Elsewhere the start of the process counts too.
	}
}

async function run({ contender, url, documents, bytes }: FilesJob): Promise<Files> {
	await keepFilesOnDisk();
	const { node, parameters, settings } = contenders[contender](url);
	const send = async (count: number, size: number) => {
		const file = await document(size);
		const files = Array.from({ length: count }, () => file);
		const input = items({ messages: count, recipients: count });
		const result = await runNode(node, parameters, input, 'stopWorkflow', settings, { files });
		if (result.status !== 'success') throw new Error(result.error?.message);
	};
	await send(documents, PIECE);
	global.gc!();
	const collected = process.memoryUsage().rss;
	await send(1, bytes);
	const before = process.memoryUsage().rss;
	forgetPeak();
	const start = performance.now();
	await send(documents, bytes);
	const ms = performance.now() - start;
	const most = process.resourceUsage().maxRSS * 1024;
	return {
		ms,
		grownBytes: Math.max(0, most - before),
		wholeBytes: Math.max(0, most - collected),
	};
}

answerJob(run);
