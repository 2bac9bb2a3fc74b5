import { parseUrl } from '../lib/parseUrl';

/** Hosts of a local network: one label, an IP address, or a name that is only known there. */
const LOCAL_HOST = /^(localhost|[^./:]+|\d{1,3}(\.\d{1,3}){3}|[^/:]+\.local)(:\d+)?(\/|$)/i;

/**
 * Accepts an address as people paste it: blanks around it, slashes at its end, no scheme.
 * @returns `undefined` for what is not a web address
 */
export function readBaseUrl(address: unknown): string | undefined {
	const trimmed = String(address ?? '')
		.trim()
		.replace(/\/+$/, '');
	const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(trimmed);
	const complete = hasScheme
		? trimmed
		: `${LOCAL_HOST.test(trimmed) ? 'http' : 'https'}://${trimmed}`;
	return /^https?:\/\/[^\s/]/i.test(complete) && parseUrl(complete) ? complete : undefined;
}

/** An address as it may be shown: without the user and the password before an @. */
export const withoutLogin = (address: string): string =>
	address.replace(/^([a-z][a-z\d+.-]*:)?[/\\]{2}[^/?#\\]*@/i, '$1//');
