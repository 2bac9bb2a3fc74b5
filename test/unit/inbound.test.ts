import fc from 'fast-check';
import { onlyEvent } from '../support/onlyEvent';
import { receiveFrom } from '../support/receiving';

describe('a call that is not proven', () => {
	const call = {
		body: '{"secret":"in the body"}',
		parameters: { 'options.acceptUnsigned': false },
	};

	test.each(['aisoule', 'evolution', 'vambe', 'vobiz'] as const)(
		'%s: 401, and nothing of it is told',
		async (provider) => {
			const whole = { apiKey: 'key', authToken: 'token', webhookSecret: 'a secret' };
			for (const credential of [{} as typeof whole, whole]) {
				const { events, status, logged } = await receiveFrom(provider, { ...call, credential });
				expect({ events, status }).toEqual({ events: undefined, status: 401 });
				expect(logged.join()).not.toContain('in the body');
			}
		},
	);
});

describe('whatever comes', () => {
	const providers = ['aisoule', 'evolution', 'vambe', 'vobiz'] as const;

	test.each(providers)('%s: any JSON is an event, and never a crash', async (provider) => {
		const names = fc.constantFrom(
			'event',
			'type',
			'data',
			'payload',
			'entry',
			'changes',
			'value',
			'messages',
			'statuses',
			'message',
			'key',
			'id',
			'remoteJid',
			'status',
			'from',
			'from_user_id',
			'user_id',
			'wa_id',
			'timestamp',
			'contacts',
			'context',
			'message_echoes',
			'calls',
			'interactive',
			'nfm_reply',
			'response_json',
			'order',
			'edit',
			'system',
			'sender',
			'date_time',
			'pushName',
			'messageType',
			'contextInfo',
			'editedMessage',
			'protocolMessage',
			'pollUpdateMessage',
			'orderMessage',
			'interactiveResponseMessage',
			'conversation',
			'mimetype',
			'text',
			'__proto__',
			'constructor',
		);
		const words = fc.constantFrom(
			'messages.upsert',
			'messages.update',
			'message.received',
			'message.status',
			'messages.delete',
			'messages.edited',
			'message.incoming',
			'call',
			'edit',
			'revoke',
			'system',
			'order',
			'constructor',
			'buttonMessage',
			'interactiveMessage',
			'{"id":"1"}',
			'5511977770001@s.whatsapp.net',
			'US.13491208655302741918',
			'text',
			'image',
			'interactive',
			'',
		);
		const { json } = fc.letrec((tie) => ({
			json: fc.oneof(
				{ maxDepth: 6 },
				words,
				fc.integer(),
				fc.constant(null),
				fc.boolean(),
				fc.array(tie('json'), { maxLength: 3 }),
				fc.dictionary(names, tie('json'), { maxKeys: 6 }),
			),
		}));
		await fc.assert(
			fc.asyncProperty(json, async (body) => {
				const { events } = await receiveFrom(provider, { body: JSON.stringify(body) });
				expect(events!.length).toBeGreaterThan(0);
				for (const event of events!) {
					expect(Object.keys(event)).toHaveLength(9);
					expect(Object.keys(event.contact)).toHaveLength(6);
					if (event.event === 'message.received') expect(event.message).not.toBeNull();
					if (!event.message) continue;
					expect(Object.keys(event.message)).toHaveLength(9);
					expect(event.message.context?.payload ?? null).toBe(event.message.reply?.id ?? null);
				}
			}),
			{ numRuns: 500 },
		);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	test.each(providers)('%s: what is no JSON is its text', async (provider) => {
		for (const body of [
			'',
			'not json',
			'{"half":',
			Buffer.from([0xff, 0xfe, 0x00]),
			`${'['.repeat(200_000)}${']'.repeat(200_000)}`,
		]) {
			const event = await onlyEvent(provider, { body });
			expect(event).toMatchObject({ event: 'other', raw: { text: expect.any(String) } });
		}
	});

	const many = Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [`k${index}`, {}]));

	test.each([
		['evolution', { event: 'messages.upsert', data: { key: many, message: many } }],
		['vobiz', { payload: { messages: [{ type: 'order', order: many, context: many }] } }],
		[
			'aisoule',
			{ event: 'message.incoming', data: { type: 'interactive', interactive: many, ...many } },
		],
		['vambe', { type: 'message.received', data: many }],
	] as const)('%s: any size is an event, and never a crash', async (provider, body) => {
		const { events } = await receiveFrom(provider, { body });
		expect(events).toHaveLength(1);
	});

	test('nothing changes what objects inherit from', async () => {
		const event = await onlyEvent('evolution', {
			body: '{"__proto__":{"polluted":1},"data":{"__proto__":{"polluted":1}}}',
		});
		expect(JSON.stringify(event.raw)).toBe('{"data":{}}');
	});
});
