import fc from 'fast-check';
import { derivedSecret } from '../../nodes/shared/webhook/secrets';
import { sandboxCredential } from '../support/workflows/credentialOf';
import { onlyEvent } from '../support/n8n/onlyEvent';
import { inboundOf, receiveFrom } from '../support/n8n/receiving';
import { providers, providersWith } from './providers';

describe('a call that is not proven', () => {
	const call = {
		body: '{"secret":"in the body"}',
		parameters: { 'options.acceptUnsigned': false },
	};

	test.each(providersWith('samples'))(
		'%s: 401, and nothing of it is told',
		async (provider, samples) => {
			const { key } = samples.credential;
			const whole: Record<string, string> = { [key]: 'key', webhookSecret: 'a secret' };
			for (const credential of [{}, whole]) {
				const { events, status, logged } = await receiveFrom(provider, { ...call, credential });
				expect({ events, status }).toEqual({ events: undefined, status: 401 });
				expect(logged.join()).not.toContain('in the body');
			}
		},
	);
});

describe('a call that is proven', () => {
	/** The secret that a person entered, or that is derived for the node that `receiveFrom` has. */
	const secretOf = (provider: string, credential: Record<string, string>) => {
		const { derivesSecretFrom } = inboundOf(provider);
		return derivesSecretFrom
			? derivedSecret(derivesSecretFrom(credential), 'workflow', 'node')
			: credential.webhookSecret;
	};

	test.each(providersWith('samples'))('%s: starts the workflow', async (provider, samples) => {
		const { message, sign } = samples.webhook;
		const credential = sandboxCredential(provider, '');
		const body = JSON.stringify(message);
		const deliver = async (secret: string) =>
			await receiveFrom(provider, {
				body,
				...sign(body, secret),
				credential,
				parameters: { 'options.acceptUnsigned': false },
			});
		expect((await deliver(secretOf(provider, credential))).events).toMatchObject([
			{
				provider,
				event: 'message.received',
				contact: { phone: '+56912345678' },
				message: { text: 'Hi' },
			},
		]);
		expect((await deliver('another secret')).status).toBe(401);
	});
});

describe('whatever comes', () => {
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

	test.each(providersWith('samples'))(
		'%s: any size is an event, and never a crash',
		async (provider, samples) => {
			const { events } = await receiveFrom(provider, { body: samples.webhook.filledWith(many) });
			expect(events).toHaveLength(1);
		},
	);

	test('nothing changes what objects inherit from', async () => {
		const event = await onlyEvent('evolution', {
			body: '{"__proto__":{"polluted":1},"data":{"__proto__":{"polluted":1}}}',
		});
		expect(JSON.stringify(event.raw)).toBe('{"data":{}}');
	});
});
