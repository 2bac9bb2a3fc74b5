import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';

/** An account at a provider that takes every message. */
export interface Account {
	url: string;
	/** The bodies of the messages that came, in their order. */
	bodies: IDataObject[];
}

/** The answers of all providers at once: each reads its own part. */
const ACCEPTED = {
	id: 'v1',
	status: 'queued',
	data: { message_id: 'wamid.1', status: 'sent' },
	key: { id: 'BAE5' },
	aiContactId: 'c1',
};

export const CHANNEL = '0a8f3feb-9598-47f2-8a6c-df1aeb306ae1';

/** What is asked before a message, by the end of its path. */
const lists = (templates: IDataObject[]): Record<string, unknown> => ({
	whatsapp: { items: [{ id: CHANNEL, waba_id: '1', display_name: 'Shop', status: 'active' }] },
	templates: { items: templates, has_more: false },
});

/** One server that stands for all providers, and records; each account has a path of its own. */
export async function startProvider() {
	const accounts = new Map<string, { bodies: IDataObject[]; templates: IDataObject[] }>();
	const server = createServer((request, response) => {
		const [, name, ...path] = new URL(request.url!, 'http://localhost').pathname.split('/');
		const { bodies, templates } = accounts.get(name)!;
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const sends = request.method === 'POST';
			if (sends) bodies.push(JSON.parse(String(Buffer.concat(chunks))) as IDataObject);
			const answer = sends ? ACCEPTED : (lists(templates)[path.at(-1)!] ?? { version: '2.3.7' });
			response.writeHead(sends ? 201 : 200, { 'content-type': 'application/json' });
			response.end(JSON.stringify(answer));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		account(templates: IDataObject[] = []): Account {
			const name = `account-${accounts.size + 1}`;
			const bodies: IDataObject[] = [];
			accounts.set(name, { bodies, templates });
			return { url: `http://127.0.0.1:${port}/${name}`, bodies };
		},
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

export type Provider = Awaited<ReturnType<typeof startProvider>>;
