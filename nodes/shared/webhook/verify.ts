import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Verification, WebhookRequest } from '../contract/inbound';
import { parseJson } from '../lib/json';
import { at, numberOf } from '../lib/jsonAccess';

/** How far the clock of the provider may be ahead of ours. */
const CLOCK_AHEAD_MS = 5 * 60_000;

/**
 * Whether a call proves where it comes from in one of these ways. A proof that is there and wrong is a
 * refusal, even beside a right one. Takes the same time for a wrong proof as for a right one.
 * @param secrets any of which may have been used; without one, nothing is proven
 * @param now epoch ms
 */
export function isVerified(
	request: WebhookRequest,
	verifications: readonly Verification[],
	secrets: readonly string[],
	now: number,
): boolean {
	const given = verifications.flatMap((verification) => {
		const value = givenFor(verification, request);
		return value === undefined ? [] : [{ verification, value }];
	});
	return (
		given.length > 0 &&
		given.every(({ verification, value }) =>
			secrets.some((secret) => secret !== '' && isRight(verification, value, secret, request, now)),
		)
	);
}

function givenFor(
	verification: Verification,
	{ headers, query }: WebhookRequest,
): string | undefined {
	const value =
		verification.kind === 'query'
			? query[verification.parameter]
			: headers[verification.kind === 'jwt' ? 'authorization' : verification.header];
	if (value === undefined) return undefined;
	// A proxy may want its own credentials.
	if (verification.kind === 'jwt' && !/^Bearer /.test(String(value))) return undefined;
	// Twice the same parameter or header is nobody's proof.
	return typeof value === 'string' ? value : '';
}

function isRight(
	verification: Verification,
	value: string,
	secret: string,
	{ rawBody, headers }: WebhookRequest,
	now: number,
): boolean {
	switch (verification.kind) {
		case 'hmac':
			return isSame(value, (verification.prefix ?? '') + hmac(secret, rawBody));
		case 'timed-hmac': {
			const time = String(headers[verification.timeHeader] ?? '');
			const signed = Buffer.concat([Buffer.from(`${time}.`), rawBody]);
			const fresh = Math.abs(now - Number(time || NaN)) <= verification.windowMs;
			return isSame(value, hmac(secret, signed)) && fresh;
		}
		case 'header':
		case 'query':
			return isSame(value, secret);
		case 'jwt':
			return isOurToken(value, secret, verification, now);
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
