import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { SandboxMessage } from '../../sandbox/conversations';
import { providers as played } from '../../sandbox/providers';
import type { NodeJson } from '../../scripts/n8n/n8nClient';
import { launchChromium } from '../support/browser/chromium';
import { InboxPage } from '../support/browser/inboxPage';
import { httpsBefore } from '../support/servers/httpsBefore';
import { openRestartableStack, type RestartableStack } from '../support/stack/restartableStack';
import { until } from '../support/stack/until';
import {
	conversationWorkflow,
	gatewayNode,
	gateways,
	type Gateway,
} from '../support/workflows/conversationWorkflow';
import {
	node,
	START,
	startWith,
	to,
	webhook,
	workflowOf,
} from '../support/workflows/deliveryWorkflows';
import { makePdf } from '../support/workflows/pdf';
import { enterByHand, productionUrl } from '../support/workflows/triggerWorkflow';

/** People who write, and an n8n that answers with texts, files and reactions, seen in the inbox page. */
let stack: RestartableStack;
let credentialIds: Record<string, string>;
let browser: Browser;
let inbox: InboxPage;
/** n8n as the internet reaches it. */
let gate: Awaited<ReturnType<typeof httpsBefore>>;
/** Where n8n may read and write. */
const folder = mkdtempSync(join(tmpdir(), 'n8n-files-'));

const SECONDS = 60;

beforeAll(async () => {
	stack = await openRestartableStack({ N8N_RESTRICT_FILE_ACCESS_TO: folder });
	browser = await launchChromium();
	const known = await stack.n8n.rest<Array<{ id: string; type: string }>>('GET', '/credentials');
	credentialIds = Object.fromEntries(known.map(({ id, type }) => [type, id]));
	gate = await httpsBefore(stack.n8n.url);
	inbox = await InboxPage.open(browser, stack.sandboxUrl);
});
afterAll(async () => {
	await browser?.close();
	await gate?.stop();
	await stack?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const gatewayOf = (name: string) => gateways.find(({ provider }) => provider === name)!;

const titleOf = ({ server }: Gateway) => played.find(({ name }) => name === server)!.title;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const sent = async () =>
	(await stack.messages()).filter(({ direction }) => direction === 'outgoing');

/** What was sent and has this type, once there is that much of it. */
async function sentAs(type: string, { server }: Gateway, count = 1): Promise<SandboxMessage[]> {
	const find = async () =>
		(await sent()).filter(({ provider, content }) => provider === server && content.type === type);
	const isThere = async () => (await find()).length >= count;
	await until(SECONDS, isThere, `${count} × ${type} through ${server}`);
	return await find();
}

/** The files of documents, as the contact gets them. */
async function documentsThrough(gateway: Gateway, count = 1) {
	const media = async () =>
		(await sentAs('document', gateway, count)).flatMap(({ accepted, content }) =>
			accepted && content.type === 'document' ? [content.media] : [],
		);
	const areFetched = async () =>
		(await media()).every(({ fetched }) => fetched?.state !== 'waiting');
	await until(SECONDS, areFetched, 'the files');
	return await Promise.all(
		(await media()).map(async ({ filename: name, link, fetched }) => {
			if (fetched?.state === 'failed') throw new Error(fetched.problem);
			const response = await fetch(fetched?.state === 'kept' ? fetched.link : link!);
			const type = response.headers.get('content-type');
			return { name, type, bytes: await bytesOf(response), link: link! };
		}),
	);
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

/** Where the file is that the provider was given: a link to n8n, or what it was sent. */
function fileAddressOf({ provider }: Gateway): string {
	const signed = '/rest/binary-data/signed?token=';
	if (provider === 'vobiz') return gate.url + signed;
	return provider === 'aisoule' ? stack.n8n.url + signed : `${stack.sandboxUrl}/inbox/files/`;
}

describe.each(gateways)('through $provider', (gateway) => {
	const name = 'Ada Lovelace';
	const number = '+56 9 1234 5678';
	const picture = {
		name: 'roof.png',
		mimeType: 'image/png',
		buffer: readFileSync(join(__dirname, '..', '..', 'sandbox', 'replies', 'sample.png')),
	};
	const storedUnder = ({ messageId }: SandboxMessage) =>
		join(folder, `${gateway.provider} ${messageId!.replace(/\W/g, '')}`);
	let workflowId: string;

	beforeAll(async () => {
		await stack.clear();
		const options = gateway.provider === 'vobiz' ? { n8nAddress: gate.url } : {};
		const { workflow, listener } = conversationWorkflow(gateway, folder, options);
		workflowId = await stack.n8n.importWorkflow(workflow, credentialIds);
		await stack.n8n.activate(workflowId);
		await enterByHand(stack.inbox, gateway.provider, productionUrl(stack.n8n.url, listener));
		await inbox.newConversation(titleOf(gateway), number, name, gateway.account);
	});
	afterAll(async () => {
		await stack.n8n.deactivate(workflowId);
		await stack.inbox.forgetWebhooks();
	});

	const incoming = async () =>
		(await stack.messages()).findLast(({ direction }) => direction === 'incoming')!;

	test('a text is answered', async () => {
		await inbox.write('How much is it?');
		const shown = inbox.bubble('You asked: How much is it?');
		await shown.waitFor();
		const [{ accepted, content }] = await sentAs('text', gateway);
		const question = await incoming();
		expect({ accepted, quoted: content.quoted ?? null }).toEqual({
			accepted: true,
			quoted: gateway.quotes ? question.messageId : null,
		});
		expect(await shown.locator('.quote').allInnerTexts()).toEqual(
			gateway.quotes ? [expect.stringContaining('How much is it?')] : [],
		);
	});

	if (gateway.document) {
		test('a PDF that n8n made arrives as it was made', async () => {
			const [{ name: fileName, type, bytes, link }] = await documentsThrough(gateway);
			expect(link).toContain(fileAddressOf(gateway));
			expect({ fileName, type }).toEqual({ fileName: 'invoice.pdf', type: 'application/pdf' });
			expect(bytes.toString()).toContain(`(Invoice for ${name}) Tj`);
			expect(sha256(bytes)).toBe(sha256(readFileSync(storedUnder(await incoming()))));
			await inbox.bubble('invoice.pdf').getByRole('link', { name: 'Download' }).waitFor();
		});
	}

	test('a picture is stored as it was sent, and answered', async () => {
		const before = (await sent()).length;
		await inbox.attach(picture);
		await until(SECONDS, async () => (await sent()).length > before, 'an answer to the picture');
		const answer = (await sent()).at(-1)!;
		const shown = await incoming();
		expect(sha256(readFileSync(storedUnder(shown)))).toBe(sha256(picture.buffer));
		expect(answer).toMatchObject(
			gateway.reaction
				? { accepted: true, content: { type: 'reaction', text: '👍', about: shown.messageId } }
				: { accepted: true, content: { type: 'text', text: 'Thank you for the picture.' } },
		);
		if (gateway.reaction) await inbox.incoming.locator('.reactions').getByText('👍').waitFor();
		else await inbox.bubble('Thank you for the picture.').waitFor();
		expect(await inbox.scrolls()).toBe(false);
	});
});

const withFiles = gateways.filter(({ document }) => document);

/** The document in the field `data`, to somebody. */
const documentBy = (gateway: Gateway, name: string, more: object = {}, differences: object = {}) =>
	gatewayNode(
		name,
		gateway,
		{
			recipient: '+56912345678',
			...gateway.document,
			binaryField: 'data',
			options: gateway.provider === 'vobiz' ? { n8nAddress: gate.url } : {},
			...more,
		},
		differences,
	);

/** Nodes one after the other, and those that send after the last of them. */
const sendingSideBySide = (name: string, before: NodeJson[], senders: NodeJson[]) => {
	const { connections, ...workflow } = workflowOf(name, before);
	return {
		...workflow,
		nodes: [...before, ...senders],
		connections: { ...connections, [before.at(-1)!.name]: to(senders.map((each) => each.name)) },
	};
};

describe('files', () => {
	beforeEach(async () => await stack.clear());

	test('a document of 15 MB arrives whole through every provider that takes files', async () => {
		const bytes = randomBytes(15 * 2 ** 20);
		writeFileSync(join(folder, 'large.pdf'), bytes);
		gate.asked.length = 0;
		const read = node('Read', 'readWriteFile', 1.1, {
			operation: 'read',
			fileSelector: join(folder, 'large.pdf'),
			options: {},
		});
		const senders = withFiles.map((gateway) => documentBy(gateway, gateway.provider));
		const workflow = sendingSideBySide('A large document', [startWith(), read], senders);
		const workflowId = await stack.n8n.importWorkflow(workflow, credentialIds);
		const { status, error } = await stack.n8n.run(workflowId, START);
		expect({ status, error }).toMatchObject({ status: 'success' });

		for (const gateway of withFiles) {
			const [{ name, bytes: arrived }] = await documentsThrough(gateway);
			expect({ name, hash: sha256(arrived) }).toEqual({ name: 'large.pdf', hash: sha256(bytes) });
		}
		// WhatsApp fetches what Vobiz was given, and only by https.
		expect(gate.asked).toEqual([expect.stringMatching(/^GET \/rest\/binary-data\/signed\?token=/)]);
	});

	describe('that came in by the webhook of this very workflow', () => {
		const aisoule = gatewayOf('aisoule');

		/** Uploads a file to a workflow that sends it on by link, and waits for its answer. */
		async function passOn(settings: object) {
			const path = randomUUID();
			const nodes = [webhook(path), documentBy(aisoule, 'Send')];
			const workflow = workflowOf(path, nodes, {
				settings: { executionOrder: 'v1', ...settings },
			});
			const workflowId = await stack.n8n.importWorkflow(workflow, credentialIds);
			await stack.n8n.activate(workflowId);
			const bytes = randomBytes(1000);
			const form = new FormData();
			form.set('data', new Blob([bytes], { type: 'application/pdf' }), 'uploaded.pdf');
			const response = await fetch(`${stack.n8n.url}/webhook/${path}`, {
				method: 'POST',
				body: form,
			});
			expect(await response.json()).toMatchObject([{ outcome: 'accepted' }]);
			const executions = async () => await stack.n8n.executionsOf(workflowId, 1);
			return { workflowId, bytes, executions };
		}

		test('the link holds when the execution has ended, and n8n has renamed that file', async () => {
			const { bytes, executions } = await passOn({});
			const [id] = await executions();
			await stack.n8n.untilEnded(id);
			const [{ link }] = await documentsThrough(aisoule);
			const response = await fetch(link);
			expect({ status: response.status, bytes: await bytesOf(response) }).toEqual({
				status: 200,
				bytes,
			});
			expect(response.headers.get('content-disposition')).toContain('uploaded.pdf');
		});

		// n8n 2.41 marks such executions, and deletes them within a quarter of an hour.
		test('and so does one of an execution that is not saved, for a while', async () => {
			const { bytes, executions } = await passOn({ saveDataSuccessExecution: 'none' });
			await until(SECONDS, async () => (await executions()).length === 0, 'no execution');
			const [{ link, bytes: arrived }] = await documentsThrough(aisoule);
			expect(sha256(arrived)).toBe(sha256(bytes));
			expect((await fetch(link)).status).toBe(200);
		});
	});

	test('in an n8n that keeps files in memory: no link leads to them, but they are uploaded', async () => {
		await stack.restart('SIGTERM', { N8N_DEFAULT_BINARY_DATA_MODE: 'default' });
		const goesOn = { onError: 'continueRegularOutput' };
		const evolution = gatewayOf('evolution');
		const byLink = [gatewayOf('vobiz'), gatewayOf('aisoule')];
		const workflow = sendingSideBySide(
			'In memory',
			[startWith(), ...makePdf("'In memory'")],
			[
				...byLink.map((gateway) => documentBy(gateway, gateway.provider, {}, goesOn)),
				documentBy(evolution, 'As a part of a form'),
				// A delay is not taken in a form.
				documentBy(evolution, 'As base64', { additionalFields: { delay: 1 } }),
			],
		);
		const workflowId = await stack.n8n.importWorkflow(workflow, credentialIds);
		const { status, outputOf } = await stack.n8n.run(workflowId, START);
		expect(status).toBe('success');

		for (const { provider } of byLink) {
			const [{ error, details }] = outputOf(provider);
			expect(details).toMatchObject({ outcome: 'notSent' });
			expect(error).toContain('n8n keeps this file in memory, so it cannot be sent as a link');
			expect(error).toContain('Set the environment variable N8N_DEFAULT_BINARY_DATA_MODE');
		}
		const files = await documentsThrough(evolution, 2);
		expect(files.map(({ bytes }) => bytes.toString())).toEqual([
			expect.stringContaining('(In memory) Tj'),
			expect.stringContaining('(In memory) Tj'),
		]);
		expect(await sent()).toHaveLength(2);
	});
});
