import { readDeliverySettings } from '../../../nodes/shared/delivery/settings';
import { acme, acmeNode } from '../../support/n8n/acme';

const settingsOf = (options: object) =>
	readDeliverySettings(acmeNode({ items: [{ options: options as never }] }).node, {
		...acme,
		messagesAtOnce: 5,
	});

test('without options a run behaves as the provider says', () => {
	expect(settingsOf({})).toEqual({
		timeoutSeconds: undefined,
		messagesAtOnce: 5,
		limits: [],
		linkLifetimeMinutes: 60,
		n8nAddress: '',
		oncePerRecipient: false,
		respectOptOuts: false,
		receiptField: undefined,
		retryWhenUnsure: false,
		preview: false,
		urgent: false,
		spreadEvenly: false,
	});
});

test.each([
	[{ timeout: 1.5 }, { timeoutSeconds: 1.5 }],
	[{ messagesAtOnce: 2.9 }, { messagesAtOnce: 2 }],
	[{ messagesAtOnce: 0 }, { messagesAtOnce: 5 }],
	[{ messagesPerMinute: 30.7 }, { limits: [{ messages: 30, ms: 60_000 }] }],
	[{ messagesPerMinute: 0.5 }, { limits: [{ messages: 1, ms: 60_000 }] }],
	[{ messagesPerMinute: 0, delay: 0 }, { limits: [] }],
	[
		{ messagesPerMinute: 6, delay: 2 },
		{
			limits: [
				{ messages: 6, ms: 60_000 },
				{ messages: 1, ms: 2_000, jitter: true },
			],
		},
	],
	[{ retryWhenUnsure: true }, { retryWhenUnsure: true }],
	[{ preview: true }, { preview: true }],
	[{ priority: 'urgent' }, { urgent: true }],
	[{ priority: 'normal' }, { urgent: false }],
	[{ spreadEvenly: true }, { spreadEvenly: true }],
	[{ keepInputFields: ' sent ' }, { receiptField: 'sent' }],
	[{ keepInputFields: ' ' }, { receiptField: undefined }],
	[{ keepInputFields: 'error' }, { receiptField: 'receipt' }],
])('%j', (options, settings) => expect(settingsOf(options)).toMatchObject(settings));

test('an option that is broken for one item does not stop the others', () => {
	const { node } = acmeNode();
	const asked: string[] = [];
	node.getNodeParameter = ((name: string) => void asked.push(name)) as never;
	readDeliverySettings(node, acme);
	expect(asked).not.toContain('options');
	expect(asked.every((name) => name.startsWith('options.'))).toBe(true);
});
