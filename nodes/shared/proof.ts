import { createHmac, createHash, timingSafeEqual } from 'node:crypto';
import { parseJson } from './json';
import { at, numberOf } from './reading';

/** A call as it came in. */
export interface Delivery {
	/** The very bytes: a signature is over these. */
	rawBody: Buffer;
	/** Names in lower case. */
	headers: Record<string, string | string[] | undefined>;
	query: Record<string, unknown>;
}

/**
 * Ways to prove that a call comes from the provider.
 * - `hmac`: a header has the HMAC-SHA256 of the body in hex, behind an optional prefix.
 * - `timed-hmac`: the same over "{time}.{body}", where another header has the time (epoch ms).
 * - `header`, `query`: the secret itself, where a provider cannot sign.
 * - `jwt`: a token in Authorization that is signed with the secret (HS256).
 */
export type Proof =
	| { kind: 'hmac'; header: string; prefix?: string }
	| { kind: 'timed-hmac'; header: string; timeHeader: string; windowMs: number }
	| { kind: 'header'; header: string }
	| { kind: 'query'; parameter: string }
	| { kind: 'jwt'; validMs: number; claims: Record<string, string> };

/** How far the clock of the provider may be ahead of ours. */
const CLOCK_AHEAD_MS = 5 * 60_000;

/**
 * Whether one of the proofs is there and right. One that is there and wrong is a refusal, even beside
 * a right one. Takes the same time for a wrong proof as for a right one.
 * @param secrets any of which may have been used; without one, nothing is proven
 * @param now epoch ms
 */
export function isProven(
	delivery: Delivery,
	proofs: readonly Proof[],
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

function givenFor(proof: Proof, { headers, query }: Delivery): string | undefined {
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
	proof: Proof,
	value: string,
	secret: string,
	{ rawBody, headers }: Delivery,
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
	{ validMs, claims }: Extract<Proof, { kind: 'jwt' }>,
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

/**
 * A secret that needs no place to be kept: always the same for an account and a node, and nothing
 * from which the account's key could be derived.
 */
export const derivedSecret = (key: string, workflowId: string, nodeId: string): string =>
	createHmac('sha256', key).update(`webhook ${workflowId} ${nodeId}`).digest('hex');

/** Tells one secret from another, and nothing about it. */
export const fingerprintOf = (secret: string): string =>
	createHash('sha256').update(secret).digest('hex').slice(0, 8);
