import { join } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import { docsOf } from '../../nodes/shared/contract/errorCode';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browser/chromium';
import { Editor } from '../support/browser/editor';
import { InboxPage } from '../support/browser/inboxPage';
import { openStack, type OpenStack } from '../support/stack/openStack';
import { takeNode } from '../support/browser/nodePicture';
import { takePicture } from '../support/browser/pictures';
import { until } from '../support/stack/until';

/** All nodes in n8n's editor, from the node panel to the message in the inbox, by clicks and keys. */
let stack: OpenStack;
let browser: Browser;
let editor: Editor;
let inbox: InboxPage;

beforeAll(async () => {
	stack = await openStack();
	await stack.clear();
	browser = await launchChromium();
	editor = await Editor.open(browser, stack.n8n.url);
	inbox = await InboxPage.open(browser, stack.sandboxUrl);
	await editor.signIn(stack.n8n.login);
});
afterAll(async () => {
	await browser?.close();
	await stack?.stop();
});

const PHONE = '+56 9 1234 5678';
const READ = '+56912345678';

const accepted = (provider: string) => ({
	provider,
	outcome: 'accepted',
	to: expect.stringContaining(READ.slice(1)),
});

async function arrived(words: string) {
	await inbox.openConversation(READ);
	await inbox.sent(words).waitFor();
}

test('the node panel finds all nodes by the word that people look for', async () => {
	await editor.newWorkflow();
	await editor.openNodePanel();
	await editor.search('whatsapp');
	const nodes = jest.requireActual<INodeTypeDescription[]>(
		join(__dirname, '..', '..', 'dist', 'types', 'nodes.json'),
	);
	for (const { displayName } of nodes) {
		// n8n leaves "Trigger" out.
		await editor.inNodePanel(displayName.replace(' Trigger', '')).waitFor();
	}
	await takePicture('node-panel', editor.nodePanel);
	await editor.page.keyboard.press('Escape');
});

test.each([
	['send whatsapp', 'Vobiz Send'],
	['contact card', 'Evolution Send Contact'],
	['sms', 'AIsoule Send'],
	['notification', 'Vambe QR Message'],
	['evolution text', 'Evolution Send'],
	['atención al cliente', 'Vobiz Send'],
	['atencion al cliente', 'Vobiz Send'],
	['recordatorio', 'AIsoule Send'],
	['lembrete', 'Vambe Message'],
	['cobrança', 'Vambe QR Message'],
])('the search for "%s" finds %s', async (words, name) => {
	await editor.openNodePanel();
	await editor.search(words);
	await editor.inNodePanel(name).waitFor();
	await editor.page.keyboard.press('Escape');
});

test.each([
	['grupo', 'Evolution Send'],
	['receber mensagem', 'WhatsApp Gateway'],
	['ticket', 'Vambe Ticket'],
	['tarjeta de contacto', 'Evolution Send Contact'],
	// Of n8n's own nodes: ours do not push in front of them.
	['crm', 'Zoho CRM'],
	['contacts', 'Google Contacts'],
])('the search for "%s" has %s first', async (words, name) => {
	await editor.openNodePanel();
	await editor.search(words);
	await until(10, async () => (await editor.namesInNodePanel())[0] === name, name);
	await editor.page.keyboard.press('Escape');
});

describe('Vambe Ticket', () => {
	test('is dropped out of the panel, with the operation that was dragged', async () => {
		await editor.newWorkflow();
		await editor.openNodePanel();
		await editor.drop('Vambe Ticket', 'Open a ticket');
		expect(await editor.parameter('operation').locator('input').inputValue()).toBe('Open');
	});

	test('its link to documentation leads to our page about it', async () => {
		const docs = editor.node.getByRole('link', { name: 'Docs' });
		const { pathname } = new URL((await docs.getAttribute('href'))!);
		expect(pathname).toMatch(/\/blob\/main\/docs\/nodes\/vambe-ticket\.md$/);
	});

	test('a new credential: a wrong key says where the right one is, the right one is tested', async () => {
		await editor.newCredential();
		await editor.enter('baseUrl', `${stack.sandboxUrl}/vambe`);
		await editor.enter('apiKey', 'not-this-key');
		await editor.saveCredential();
		await editor.credential.getByText('Couldn’t connect with these settings').waitFor();
		await editor.credential.getByText('More details').click();
		await editor.credential
			.getByText(
				'Vambe did not accept the key (HTTP 401). Paste the API key from app.vambeai.com/developers into this credential.',
			)
			.waitFor();
		await editor.closeToasts();
		await takePicture('credential-error', editor.credential);

		await editor.enter('apiKey', 'vambe-sandbox-key');
		await editor.saveCredential();
		await editor.credential.waitFor({ state: 'hidden' });
		await editor.openCredential();
		await editor.credential.getByText('Connection tested successfully').waitFor();
		await editor.closeCredential();
	});

	test('channel and stage come from the account', async () => {
		expect(await editor.listOf('channel')).toContain('Support – +56900001002');
		await editor.pickFromList('channel', 'Sales – +56900001001');
		expect(await editor.listOf('stage')).toContain('Support › New case');
		await editor.pickFromList('stage', 'Sales › New lead');
	});

	test('a national number: the output says what is wrong with it and what to write', async () => {
		await editor.choose('firstMessage', 'Text');
		await editor.enter('messageText', 'Hola María, recibimos tu consulta.');
		await editor.enter('recipient', '09 1234 5678');
		await editor.execute();
		const error = await editor.error();
		expect(error).toContain(
			`'Recipient Phone Number' starts with 0, so its country code is missing`,
		);
		expect(error).toContain('With Default Country Chile it would be +56912345678');
		expect(error).toContain('It was not sent.');
		const { errorDescription } = editor;
		expect(await errorDescription.innerText()).toBe('Code: missing-country-code');
		const entry = errorDescription.getByRole('link', { name: 'missing-country-code' });
		expect(await entry.getAttribute('href')).toBe(docsOf('missing-country-code'));
		await editor.toasts.getByText('Problem in node').waitFor();
		await takeNode(editor, 'error');
	});

	test('with the country code it is sent: the receipt here, the message in the inbox', async () => {
		await editor.enter('recipient', PHONE);
		await editor.execute();
		expect(await editor.receipt()).toMatchObject(accepted('vambe'));
		await takeNode(editor, 'vambe-ticket');
		await editor.closeNode();
		await arrived('Hola María, recibimos tu consulta.');
	});
});

describe('Vambe QR Message', () => {
	test('a phone that is offline: the error says whose, and what is left to do', async () => {
		await editor.newWorkflow();
		await editor.openNodePanel();
		await editor.drop('Vambe QR Message', 'Send a QR message');
		await editor.chooseCredential('Vambe (sandbox)');
		await editor.pick('channel', 'Phone offline (answers 503) – +56900001503');
		await editor.pick('stage', 'Sales › In conversation');
		await editor.enter('recipient', PHONE);
		await editor.enter('contactName', 'María Rodríguez');
		await editor.enter('messageText', 'Tu pedido va en camino.');
		await editor.execute();
		expect(await editor.error()).toContain('HTTP 503');
	});

	test('through another channel it is sent', async () => {
		await editor.pick('channel', 'Support – +56900001002');
		await editor.execute();
		expect(await editor.receipt()).toMatchObject(accepted('vambe'));
		await takeNode(editor, 'vambe-qr-message');
		await editor.closeNode();
		await arrived('Tu pedido va en camino.');
	});
});

describe('Vobiz Send', () => {
	test('the variables of a template become fields', async () => {
		await editor.newWorkflow();
		await editor.openNodePanel();
		await editor.drop('Vobiz Send', 'Send a template');
		await editor.chooseCredential('Vobiz (sandbox)');
		await editor.pick('channel', 'Shop – +919000000001');
		await editor.enter('recipient', PHONE);
		await editor.pick('template', 'order_shipped (en_US)');
		await editor.parameter('body_2').waitFor();
		expect(await editor.parameters.innerText()).toContain('End of Link: "Track parcel"');
	});

	test('while one is empty, nothing starts, and n8n names it', async () => {
		await editor.enter('header_text_1', 'ORD-789');
		await editor.enter('body_1', 'María');
		await editor.enter('button_0_url', 'ORD-789');
		await editor.execute();
		await editor.toasts.getByText('body_2').waitFor();
		await editor.closeToasts();
	});

	test('with all of them it is sent', async () => {
		await editor.enter('body_2', 'DHL');
		await editor.execute();
		expect(await editor.receipt()).toMatchObject(accepted('vobiz'));
		await takeNode(editor, 'vobiz-send', 'output', 1250);
		await editor.closeNode();
		await arrived('Hi María, your parcel is on its way with DHL.');
	});
});

describe('AIsoule Send', () => {
	test('a variable too few: the error has the words of the provider', async () => {
		await editor.newWorkflow();
		await editor.openNodePanel();
		await editor.drop('AIsoule Send', 'Send a template');
		await editor.chooseCredential('AIsoule (sandbox)');
		await editor.enter('recipient', PHONE);
		await editor.pick('templateName', 'order_confirmation (en)');
		await editor.addTo('templateVariables', 'Body');
		await editor.enter('value', 'María');
		await editor.execute();
		expect(await editor.error()).toContain('Template order_confirmation has 2 variables, not 1');
	});

	test('with both it is sent', async () => {
		await editor.addTo('templateVariables', 'Body');
		await editor.enter('value', 'ORD-789', 1);
		await editor.execute();
		expect(await editor.receipt()).toMatchObject(accepted('aisoule'));
		await takeNode(editor, 'aisoule-send', 'output', 1250);
		await editor.closeNode();
		await arrived('Hi María, your order ORD-789 is confirmed.');
	});
});

describe('Evolution Send Contact', () => {
	test('an instance that is not connected says so, in the list and in the error', async () => {
		await editor.newWorkflow();
		await editor.openNodePanel();
		await editor.drop('Evolution Send Contact', 'Send contacts');
		await editor.chooseCredential('Evolution (sandbox)');
		await editor.pick('instance', 'capbai (not connected)');
		await editor.enter('recipient', PHONE);
		await editor.enter('fullName', 'Ada Lovelace');
		await editor.enter('phoneNumber', '+55 31 99999-9999');
		await editor.execute();
		expect(await editor.error()).toContain('not connected');
	});

	test('through one that is connected it is sent', async () => {
		await editor.pick('instance', 'phone');
		await editor.execute();
		expect(await editor.receipt()).toMatchObject(accepted('evolution'));
		await takeNode(editor, 'evolution-send-contact');
		await editor.closeNode();
		await arrived('Ada Lovelace');
	});
});

describe('WhatsApp Gateway Trigger', () => {
	test('listens for a test message, which comes out of it', async () => {
		await editor.newWorkflow();
		await editor.openNodePanel();
		await editor.drop('WhatsApp Gateway', 'On message received');
		expect(await editor.parameter('provider').locator('input').inputValue()).toBe(
			'(Choose a Provider)',
		);
		await editor.choose('provider', 'Vobiz');
		await editor.parameters.getByText('No setup needed in Vobiz').waitFor();
		await editor.chooseCredential('Vobiz (sandbox)');
		await editor.execute();
		await editor.node.getByText('Listening for test event').waitFor();

		await inbox.newConversation('Vobiz Messaging API', '+55 11 98765-4321', 'Camila');
		await inbox.write('Are you open?');
		expect(await editor.receipt()).toMatchObject({
			provider: 'vobiz',
			event: 'message.received',
			contact: expect.stringContaining('Camila'),
			message: expect.stringContaining('Are you open?'),
		});
		await editor.closeToasts();
		await editor.closeNode();
	});

	test('what came in is dragged into the answer', async () => {
		await editor.openNodePanelBehind('WhatsApp Gateway Trigger');
		await editor.add('Vobiz Send', 'Send a message');
		await editor.chooseCredential('Vobiz (sandbox)');
		await editor.pick('channel', 'Shop – +919000000001');
		await editor.enter('messageText', 'We answer soon. You asked:');
		await editor.drag('text', 'messageText');
		await editor.drag('phone', 'recipient');
		await editor.node.getByText('+5511987654321', { exact: true }).nth(1).waitFor();
		await takeNode(editor, 'answer', 'input');
		await editor.closeNode();
	});

	test('published, it answers in the chat', async () => {
		await editor.publish();
		await inbox.write('And on Sundays?');
		await inbox.sent('We answer soon. You asked: And on Sundays?').waitFor();
		await inbox.incoming.last().getByText('delivered (200)').waitFor();
		await takePicture('conversation', inbox.page);
	});
});
