import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { SandboxMessage } from '../../sandbox/conversations';
import { providers as played } from '../../sandbox/providers';
import { launchChromium } from '../support/browser/chromium';
import { InboxPage } from '../support/browser/inboxPage';
import { takePicture } from '../support/browser/pictures';
import { httpsBefore } from '../support/servers/httpsBefore';
import { openRestartableStack, type RestartableStack } from '../support/stack/restartableStack';
import { until } from '../support/stack/until';
import {
	conversationWorkflow,
	gatewayNode,
	gateways,
	type Gateway,
} from '../support/workflows/conversationWorkflow';
import { node, START, startWith, to, workflowOf } from '../support/workflows/deliveryWorkflows';
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
	[stack, browser] = await Promise.all([
		openRestartableStack({ N8N_RESTRICT_FILE_ACCESS_TO: folder }),
		launchChromium(),
	]);
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

/** The message that was sent and has this type, once it is there. */
async function sentAs(type: string, provider: string): Promise<SandboxMessage> {
	const find = async () =>
		(await sent()).find((each) => each.provider === provider && each.content.type === type);
	await until(SECONDS, async () => (await find()) !== undefined, `${type} through ${provider}`);
	return (await find())!;
}

/** The file of a document, as the contact gets it. */
async function documentThrough({ server }: Gateway) {
	const media = async () => {
		const { accepted, content } = await sentAs('document', server);
		expect(accepted).toBe(true);
		return content.type === 'document' ? content.media : undefined;
	};
	const isFetched = async () => (await media())?.fetched?.state !== 'waiting';
	await until(SECONDS, isFetched, 'the file');
	const found = (await media())!;
	const { fetched } = found;
	if (fetched?.state === 'failed') throw new Error(fetched.problem);
	const kept = fetched?.state === 'kept' ? fetched.link : found.link!;
	const response = await fetch(kept);
	return {
		name: found.filename,
		type: response.headers.get('content-type'),
		bytes: Buffer.from(await response.arrayBuffer()),
		/** What the provider was given. */
		link: found.link!,
	};
}

describe.each(gateways)('through $provider', (gateway) => {
	const name = 'Ada Lovelace';
	const number = '+56 9 1234 5678';
	const picture = {
		name: 'roof.png',
		mimeType: 'image/png',
		buffer: readFileSync(join(__dirname, '..', '..', 'sandbox', 'replies', 'sample.png')),
	};
	/** A vendor's own trigger gives these letters. */
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
		await inbox.sent('You asked: How much is it?').waitFor();
		const { accepted, content } = await sentAs('text', gateway.server);
		const question = await incoming();
		expect({ accepted, quoted: content.quoted ?? null }).toEqual({
			accepted: true,
			quoted: gateway.quotes ? question.messageId : null,
		});
	});

	if (gateway.document) {
		test('a PDF that n8n made arrives as it was made', async () => {
			const { name: fileName, type, bytes } = await documentThrough(gateway);
			expect({ fileName, type }).toEqual({ fileName: 'invoice.pdf', type: 'application/pdf' });
			expect(bytes.toString()).toContain(`(Invoice for ${name}) Tj`);
			expect(sha256(bytes)).toBe(sha256(readFileSync(storedUnder(await incoming()))));
			await inbox.sent('invoice.pdf').waitFor();
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
		await takePicture(`conversation-${gateway.provider}`, inbox.page);
	});
});
