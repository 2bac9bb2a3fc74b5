import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';

const NONCE_BYTES = 12;

const TAG_BYTES = 16;

/** Not the API key itself: what is read from a row says nothing about it. */
const keyFrom = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'sealed row', 32));

/** Makes a text unreadable for people who see the row that it is in. @param secret that the processes share */
export function seal(text: string, secret: string): string {
	const nonce = randomBytes(NONCE_BYTES);
	const cipher = createCipheriv(ALGORITHM, keyFrom(secret), nonce);
	const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @returns `undefined` where it was sealed with another secret, or changed since */
export function unseal(text: string, secret: string): string | undefined {
	const bytes = Buffer.from(text, 'base64url');
	const [nonce, tag, sealed] = [
		bytes.subarray(0, NONCE_BYTES),
		bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES),
		bytes.subarray(NONCE_BYTES + TAG_BYTES),
	];
	try {
		const decipher = createDecipheriv(ALGORITHM, keyFrom(secret), nonce, {
			authTagLength: TAG_BYTES,
		});
		decipher.setAuthTag(tag);
		return decipher.update(sealed, undefined, 'utf8') + decipher.final('utf8');
	} catch {
		return undefined;
	}
}
