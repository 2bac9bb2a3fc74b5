import type { IDataObject } from 'n8n-workflow';
import { contactIdOf } from '../../../sandbox/vambe/contacts';
import { referenceInText } from '../../../nodes/shared/lib/resumeReference';
import { nodesAt, runNode } from '../../support/n8n/engine';
import { located } from '../../support/n8n/located';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';

let sandbox: SandboxProcess;
let nodes: ReturnType<typeof nodesAt>;
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	nodes = nodesAt(sandbox.url);
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

/** Wrote to the official channel when the sandbox started. */
const CUSTOMER = '+56912345678';

const common = { operation: 'sendAndWait', message: '¿Confirmas tu hora?', options: {} };

const senders = {
	vambeMessage: {
		...common,
		channel: located(''),
		recipientBy: 'phone',
		recipient: CUSTOMER,
		pauseAssistant: false,
	},
	vambeQrMessage: {
		...common,
		channel: located('1001'),
		stage: located('stage_initial_001'),
		recipient: CUSTOMER,
		contactName: 'María',
		additionalFields: {},
	},
};

type Name = keyof typeof senders;

const names = Object.keys(senders) as Name[];

async function ask(name: Name, changes: IDataObject = {}) {
	const parameters = { ...senders[name], ...changes };
	const { status, error, outputs } = await runNode(nodes[name], parameters, [{}]);
	const sent = await sandbox.messages();
	expect(sent.filter(({ accepted }) => !accepted)).toEqual([]);
	return {
		status,
		error: error?.message,
		item: outputs[0]?.[0],
		bodies: sent.map(({ request }) => request.body as IDataObject),
	};
}

describe.each(names)('%s', (name) => {
	test.each<[string, IDataObject]>([
		['an approval', {}],
		['a free text', { responseType: 'freeText' }],
		['a form', { responseType: 'customForm', formFields: { values: [{ fieldLabel: 'Hora' }] } }],
	])('%s is answered on a page behind a link', async (_what, changes) => {
		const { status, item, bodies } = await ask(name, changes);
		expect(status).toBe('waiting');
		expect(bodies).toHaveLength(1);
		const text = String(bodies[0].message);
		expect(text).toMatch(/^¿Confirmas tu hora\?\n\nAnswer here: http/);
		expect(referenceInText(text)).toMatchObject({ execution: '7', node: '2', round: '0' });
		expect(item.json).toMatchObject({
			answer: null,
			receipt: { outcome: 'accepted', to: CUSTOMER },
		});
	});

	test('without a message, nothing is asked', async () => {
		const { error, bodies } = await ask(name, { message: '={{ $json.nothing }}' });
		expect(error).toContain("'Message' is empty: its expression gave nothing");
		expect(bodies).toEqual([]);
	});
});

test('the official API gets all that a text has', async () => {
	const { bodies } = await ask('vambeMessage', {
		channel: located('56211111111'),
		options: { replyTo: 'wamid.HBgL' },
	});
	expect(bodies).toEqual([
		{
			message: expect.any(String),
			phone: CUSTOMER,
			from_phone_number: '56211111111',
			reply_message_id: 'wamid.HBgL',
			type: 'text',
			pause_assistant: false,
		},
	]);
});

test('a contact is asked by the ID', async () => {
	const contactId = contactIdOf(CUSTOMER.slice(1));
	const { status, bodies, item } = await ask('vambeMessage', {
		recipientBy: 'contactId',
		contactId,
	});
	expect(status).toBe('waiting');
	expect(bodies).toMatchObject([{ contact_id: contactId }]);
	expect(item.json.receipt).toMatchObject({ to: contactId });
});

test('the official API takes no text that is too long with its link; a QR channel does', async () => {
	const message = 'x'.repeat(4096);
	expect((await ask('vambeMessage', { message })).error).toContain('WhatsApp allows only 4096');
	const { status, bodies } = await ask('vambeQrMessage', { message });
	expect(status).toBe('waiting');
	expect(bodies).toHaveLength(1);
});

test('a QR channel gets all that a text has', async () => {
	const metadata = { fields: [{ key: 'source', value: 'shop' }] };
	const { bodies } = await ask('vambeQrMessage', { additionalFields: { metadata } });
	expect(bodies).toEqual([
		{
			message: expect.any(String),
			stage: 'stage_initial_001',
			toPhoneNumber: CUSTOMER,
			contactName: 'María',
			metaData: { source: 'shop' },
		},
	]);
});
