import { parseUrl } from '../lib/parseUrl';

/** Of this machine, or of its own network. */
const LOCAL = [
	/^localhost$/,
	/\.localhost$/,
	/^\[::1\]$/,
	/^127(\.\d+){3}$/,
	/^10(\.\d+){3}$/,
	/^192\.168(\.\d+){2}$/,
	/^172\.(1[6-9]|2\d|3[01])(\.\d+){2}$/,
];

/** Whether a link leads to where the sandbox may fetch a file; it never asks the web. */
export function isLocal(link: string): boolean {
	const url = parseUrl(link);
	return (
		url !== undefined &&
		/^https?:$/.test(url.protocol) &&
		LOCAL.some((own) => own.test(url.hostname))
	);
}
