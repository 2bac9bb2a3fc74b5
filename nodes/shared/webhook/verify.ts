import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { WebhookRequest, Verification } from '../contract/inbound';
import { parseJson } from '../lib/json';
import { at, numberOf } from '../lib/jsonAccess';

/** How far the clock of the provider may be ahead of ours. */
const CLOCK_AHEAD_MS = 5 * 60_000;

/**
 * Whether one of the proofs is there and right. One that is there and wrong is a refusal, even beside
 * a right one. Takes the same time for a wrong proof as for a right one.
 * @param secrets any of which may have been used; without one, nothing is proven
 * @param now epoch ms
 */
export function isVerified(
	delivery: WebhookRequest,
	proofs: readonly Verification[],
	secrets: readonly string[],
	now: number,
): boolean {
	const given = proofs.flatMap((proof) => {
		const value = givenFor(proof, delivery);
		return value === undefined ? [] : [{ proof, value }];
	});
	return (
		given.length > 0 &&
		given.every(({ proof, value }) =>
			secrets.some((secret) => secret !== '' && isRight(proof, value, secret, delivery, now)),
		)
	);
}

function givenFor(proof: Verification, { headers, query }: WebhookRequest): string | undefined {
	const value =
		proof.kind === 'query'
			? query[proof.parameter]
			: headers[proof.kind === 'jwt' ? 'authorization' : proof.header];
	if (value === undefined) return undefined;
	// A proxy may want its own credentials.
	if (proof.kind === 'jwt' && !/^Bearer /.test(String(value))) return undefined;
	// Twice the same parameter or header is nobody's proof.
	return typeof value === 'string' ? value : '';
}

function isRight(
	proof: Verification,
	value: string,
	secret: string,
	{ rawBody, headers }: WebhookRequest,
	now: number,
): boolean {
	switch (proof.kind) {
		case 'hmac':
			return isSame(value, (proof.prefix ?? '') + hmac(secret, rawBody));
		case 'timed-hmac': {
			const time = String(headers[proof.timeHeader] ?? '');
			const signed = Buffer.concat([Buffer.from(`${time}.`), rawBody]);
			const fresh = Math.abs(now - Number(time || NaN)) <= proof.windowMs;
			return isSame(value, hmac(secret, signed)) && fresh;
		}
		case 'header':
		case 'query':
			return isSame(value, secret);
		case 'jwt':
			return isOurToken(value, secret, proof, now);
	}
}

const hmac = (secret: string, signed: Buffer) =>
	createHmac('sha256', secret).update(signed).digest('hex');

/** By their hashes, which are of equal length, so that not even the length of a secret shows. */
function isSame(one: string, other: string): boolean {
	const hash = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(hash(one), hash(other));
}

function isOurToken(
	authorization: string,
	secret: string,
	{ validMs, claims }: Extract<Verification, { kind: 'jwt' }>,
	now: number,
): boolean {
	const [, header, payload, signature] =
		/^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization) ?? [];
	if (signature === undefined) return false;
	const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
	if (!isSame(signature, expected)) return false;

	const read = (part: string) => parseJson(Buffer.from(part, 'base64url').toString('utf8'));
	const body = read(payload);
	const issuedMs = (numberOf(at(body, 'iat')) ?? NaN) * 1000;
	return (
		at(read(header), 'alg') === 'HS256' &&
		Object.entries(claims).every(([name, value]) => at(body, name) === value) &&
		issuedMs <= now + CLOCK_AHEAD_MS &&
		now - issuedMs <= validMs
	);
}
