import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of the owner of an n8n. */
export interface Login {
	email: string;
	password: string;
}

export const LOGIN_FILE = 'login.json';

/** The login of the n8n that keeps its data in a folder, made the first time. Nobody else may read that. */
export function loginOf(dataFolder: string): Login {
	mkdirSync(dataFolder, { recursive: true });
	chmodSync(dataFolder, 0o700);
	const file = join(dataFolder, LOGIN_FILE);
	if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Login;
	const login = { email: 'owner@example.com', password: newPassword() };
	writeFileSync(file, `${JSON.stringify(login, null, '\t')}\n`, { mode: 0o600 });
	return login;
}

/** n8n wants a capital letter and a digit. */
const newPassword = () => `N8n-${randomBytes(12).toString('hex')}`;
