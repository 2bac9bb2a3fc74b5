import { createHmac } from 'node:crypto';
import { inbound as aisoule } from '../../../nodes/Aisoule/inbound';
import { inbound as evolution } from '../../../nodes/Evolution/inbound';
import { inbound as vambe } from '../../../nodes/Vambe/inbound';
import { inbound as vobiz } from '../../../nodes/Vobiz/inbound';
import type { WebhookRequest } from '../../../nodes/shared/contract/inbound';
import { isVerified } from '../../../nodes/shared/webhook/verify';
import token from '../../fixtures/evolution-jwt-vector.json';
import vectors from '../../fixtures/hmac-vectors.json';

const NOW = Date.parse('2026-11-20T10:00:00Z');

const delivery = (
	body: string | Buffer,
	headers: WebhookRequest['headers'] = {},
	query: WebhookRequest['query'] = {},
): WebhookRequest => ({ rawBody: Buffer.from(body), headers, query });

const flipped = (text: string, index: number) => {
	const bytes = Buffer.from(text);
	bytes[index] ^= 1;
	return bytes;
};

const signed = vectors.filter(({ name }) => !name.startsWith('meta'));

describe.each(signed)('$name', ({ name, secret, rawBody, header, value }) => {
	const { verifications } = name.startsWith('vobiz') ? vobiz : aisoule;
	const headers = { [header.toLowerCase()]: value };
	const proven = (body: string | Buffer, given: WebhookRequest['headers'], secrets = [secret]) =>
		isVerified(delivery(body, given), verifications, secrets, NOW);

	test('is proven, also by the second of two secrets', () => {
		expect(proven(rawBody, headers)).toBe(true);
		expect(proven(rawBody, headers, ['another', secret])).toBe(true);
	});

	test('is not with one bit flipped, anywhere', () => {
		for (let index = 0; index < rawBody.length; index += 7) {
			expect(proven(flipped(rawBody, index), headers)).toBe(false);
		}
		const [name] = Object.keys(headers);
		for (let index = 0; index < value.length; index++) {
			expect(proven(rawBody, { [name]: flipped(value, index).toString('latin1') })).toBe(false);
		}
	});

	test('is not with another secret, a blank one, or none', () => {
		for (const secrets of [['another'], [''], []]) {
			expect(proven(rawBody, headers, secrets)).toBe(false);
		}
	});

	test('is not with a blank signature, two, a longer or shorter one, or none', () => {
		const [name] = Object.keys(headers);
		for (const wrong of ['', [value, value], `${value}0`, value.slice(1), value.toUpperCase()]) {
			expect(proven(rawBody, { [name]: wrong })).toBe(false);
		}
		expect(proven(rawBody, {})).toBe(false);
	});
});

describe('a secret where nobody can sign', () => {
	const secret = 'a-secret-of-ours';

	test('is taken from the URL by Vambe and Evolution, and from a header by Evolution', () => {
		for (const { verifications } of [vambe, evolution]) {
			expect(isVerified(delivery('{}', {}, { secret }), verifications, [secret], NOW)).toBe(true);
			for (const wrong of ['a-secret-of-theirs', '', ['a', 'b'], { $ne: '' }, undefined]) {
				expect(
					isVerified(delivery('{}', {}, { secret: wrong }), verifications, [secret], NOW),
				).toBe(false);
			}
		}
		const headers = { 'x-webhook-secret': secret };
		expect(isVerified(delivery('{}', headers), evolution.verifications, [secret], NOW)).toBe(true);
		expect(isVerified(delivery('{}', headers), vambe.verifications, [secret], NOW)).toBe(false);
	});

	test('a wrong one is a refusal, even beside a right one', () => {
		const headers = { 'x-webhook-secret': 'wrong' };
		expect(
			isVerified(delivery('{}', headers, { secret }), evolution.verifications, [secret], NOW),
		).toBe(false);
	});

	test('nothing is proven to AIsoule and Vobiz by the URL', () => {
		for (const { verifications } of [aisoule, vobiz]) {
			expect(isVerified(delivery('{}', {}, { secret }), verifications, [secret], NOW)).toBe(false);
		}
	});
});

describe('the signature of Vambe, where there is one', () => {
	const body = '{"type":"message.received"}';
	const signatureAt = (time: number | string) => ({
		'x-vambe-timestamp': String(time),
		'x-vambe-signature': createHmac('sha256', 'secret').update(`${time}.${body}`).digest('hex'),
	});
	const proven = (headers: WebhookRequest['headers'], query = {}) =>
		isVerified(delivery(body, headers, query), vambe.verifications, ['secret'], NOW);

	test('is good for five minutes, before and after', () => {
		expect(proven(signatureAt(NOW))).toBe(true);
		expect(proven(signatureAt(NOW - 299_000))).toBe(true);
		expect(proven(signatureAt(NOW + 299_000))).toBe(true);
		expect(proven(signatureAt(NOW - 301_000))).toBe(false);
		expect(proven(signatureAt(NOW + 301_000))).toBe(false);
	});

	test('is needed to be right where it shows up, beside the secret in the URL too', () => {
		expect(proven({}, { secret: 'secret' })).toBe(true);
		expect(proven({ 'x-vambe-signature': 'wrong' }, { secret: 'secret' })).toBe(false);
		for (const time of ['', 'NaN', 'soon', 'Infinity'])
			expect(proven(signatureAt(time))).toBe(false);
	});
});

describe('the token of Evolution, as a real server made it', () => {
	const { jwt_key: key, authorization, payload } = token;
	const issued = payload.iat * 1000;
	const proven = (given: string | undefined, now: number, secrets = [key]) =>
		isVerified(delivery('{}', { authorization: given }), evolution.verifications, secrets, now);

	test('is good for half an hour, since it is made once, before all tries', () => {
		expect(proven(authorization, issued)).toBe(true);
		expect(proven(authorization, issued + 29 * 60_000)).toBe(true);
		expect(proven(authorization, issued + 31 * 60_000)).toBe(false);
		expect(proven(authorization, issued - 10 * 60_000)).toBe(false);
	});

	test('is not with another key, one bit flipped, or none', () => {
		expect(proven(authorization, issued, ['another'])).toBe(false);
		expect(proven(undefined, issued)).toBe(false);
		for (let index = 'Bearer '.length; index < authorization.length - 1; index += 3) {
			expect(proven(flipped(authorization, index).toString('latin1'), issued)).toBe(false);
		}
	});

	const made = (header: object, claims: object) => {
		const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
		const said = `${part(header)}.${part(claims)}`;
		return `Bearer ${said}.${createHmac('sha256', key).update(said).digest('base64url')}`;
	};

	test('is ours by its claims, and signed by the one algorithm', () => {
		const header = { alg: 'HS256', typ: 'JWT' };
		expect(proven(made(header, payload), issued)).toBe(true);
		for (const [head, claims] of [
			[{ alg: 'none' }, payload],
			[{ alg: 'HS512' }, payload],
			[header, { ...payload, app: 'another' }],
			[header, { ...payload, action: undefined }],
			[header, { ...payload, iat: undefined }],
			[header, { ...payload, iat: 'now' }],
		]) {
			expect(proven(made(head, claims), issued)).toBe(false);
		}
	});

	test.each(['Bearer', 'Bearer a.b', 'Bearer a.b.c.d', 'Basic a.b.c', 'Bearer ..', ''])(
		'"%s" is none',
		(authorization) => expect(proven(authorization, issued)).toBe(false),
	);
});
