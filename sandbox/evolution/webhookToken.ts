import { createHmac } from 'node:crypto';

const LIVES_SECONDS = 600;

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The token that version 2 sends where its webhook has a header `jwt_key`: HS256, ten minutes. */
export function webhookToken(key: string, at: Date): string {
	const iat = Math.floor(at.getTime() / 1000);
	const head = part({ alg: 'HS256', typ: 'JWT' });
	const claims = part({ iat, exp: iat + LIVES_SECONDS, app: 'evolution', action: 'webhook' });
	const signature = createHmac('sha256', key).update(`${head}.${claims}`).digest('base64url');
	return `${head}.${claims}.${signature}`;
}
