import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What our compose files say of a service. */
export interface Service {
	image: string;
	build?: { context: string; dockerfile: string; target?: string };
	command?: string;
	environment?: Record<string, string>;
	ports?: string[];
	volumes?: string[];
	depends_on?: Record<string, { condition: string }>;
	network_mode?: string;
	deploy?: { replicas: number };
	restart: string;
	healthcheck: { test: string[] };
}

export interface Compose {
	name?: string;
	services: Record<string, Service>;
	volumes?: Record<string, unknown>;
}

/** The forms of a variable that our files use: with a default, or with what to do without it. */
export const VARIABLE = /\$\{(\w+):([-?])([^}]*)\}/g;

/** A compose file with its variables as they stand in it. */
export const composeOf = (file: string) =>
	parse(readFileSync(file, 'utf8'), { strict: true, merge: true }) as Compose;

/**
 * A compose file as Docker reads it.
 * @param env of the shell and of .env
 * @throws where a variable is missing that it cannot do without
 */
export function readCompose(file: string, env: Record<string, string> = {}): Compose {
	const filledIn = (text: string) =>
		text.replace(VARIABLE, (_, name: string, form: string, words: string) => {
			if (env[name]) return env[name];
			if (form === '-') return words;
			throw new Error(`${name} ${words}`);
		});
	return JSON.parse(JSON.stringify(composeOf(file)), (_, value: unknown) =>
		typeof value === 'string' ? filledIn(value) : value,
	) as Compose;
}
