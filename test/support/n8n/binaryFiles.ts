import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

interface Container {
	get<Service>(type: new (...args: never[]) => Service): Service;
}

/** The one that n8n-core registers its services with. */
const { Container: container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as {
	Container: Container;
};

const EXECUTION = { type: 'execution', workflowId: 'test', executionId: '1' } as const;

/** From now on n8n keeps files on disk, as it does where nothing else is set, and not in memory. */
export async function keepFilesOnDisk(): Promise<void> {
	await container.get(BinaryDataService).init();
}

/** A file as the binary field of an item has it, after `keepFilesOnDisk`. */
export async function storedFile(
	content: Buffer | Readable,
	{ fileName, mimeType }: { fileName: string; mimeType: string },
): Promise<IBinaryData> {
	const fileExtension = fileName.split('.').at(-1);
	return await container
		.get(BinaryDataService)
		.store(EXECUTION, content, { fileName, mimeType, fileExtension, data: '' });
}
