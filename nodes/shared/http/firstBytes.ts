import type { IExecuteFunctions } from 'n8n-workflow';
import { headOf } from '../lib/headOf';
import { isPublic } from '../lib/publicAddress';
import { beforeDeadline } from './deadline';

const TIMEOUT_MS = 10_000;

interface Stream extends AsyncIterable<Buffer> {
	destroy(): void;
}

/**
 * The first bytes of a file at an address, asked for without any credential.
 * @param ownHost where the provider itself is, which may be a local network
 * @returns `undefined` where it cannot be fetched from here: the provider may reach it all the same
 */
export async function firstBytes(
	node: IExecuteFunctions,
	address: string,
	count: number,
	ownHost: string,
): Promise<Buffer | undefined> {
	const url = new URL(address);
	if (url.host !== ownHost && !isPublic(url)) return undefined;
	let body: Stream | undefined;
	const read = async (late: AbortSignal) => {
		const response = (await node.helpers.httpRequest({
			method: 'GET',
			url: url.href,
			headers: { Range: `bytes=0-${count - 1}` },
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: TIMEOUT_MS,
		})) as { statusCode: number; body: Stream };
		body = response.body;
		if (late.aborted) body.destroy();
		if (response.statusCode !== 200 && response.statusCode !== 206) return undefined;
		return await headOf(body, count);
	};
	try {
		return await beforeDeadline(TIMEOUT_MS, read);
	} catch {
		return undefined;
	} finally {
		body?.destroy();
	}
}
