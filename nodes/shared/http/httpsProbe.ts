import type { Answer } from '../contract/answer';
import type { Verdict } from '../contract/verdict';
import {
	codeOf,
	isCertificateError,
	verdictOnFailure,
	wantsHttps,
} from '../outcome/networkVerdict';
import type { RequestingNode } from './account';
import { beforeDeadline } from './deadline';

const TIMEOUT_MS = 3_000;

/** What nginx, Apache and servers in Go answer over http:// at the port of their HTTPS. */
const REFUSALS =
	/plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server|plain HTTP to an SSL-enabled/i;

export const refusesPlainHttp = ({ status, text }: Answer) => status === 400 && REFUSALS.test(text);

/** How most other servers end a connection over which TLS does not begin; and a lost one ends. */
const isBrokenOff = (code: string) => code === 'ECONNRESET' || code.startsWith('HPE_');

/** The verdict on a request that got no answer, from a server that has not given any yet. */
export async function verdictOnSilence(
	node: RequestingNode,
	baseUrl: string,
	thrown: unknown,
	bodyBytes: number,
): Promise<Verdict> {
	const verdict = verdictOnFailure(thrown, bodyBytes);
	if (verdict.outcome !== 'unknown' || !isBrokenOff(codeOf(thrown))) return verdict;
	return (await speaksHttps(node, new URL(baseUrl))) ? wantsHttps : verdict;
}

/** Asks the server at an address of http:// over HTTPS, without any key: a reset alone does not show it. */
async function speaksHttps(
	node: RequestingNode,
	{ protocol, hostname, port }: URL,
): Promise<boolean> {
	if (protocol !== 'http:') return false;
	try {
		await beforeDeadline(
			TIMEOUT_MS,
			async (abortSignal) =>
				await node.helpers.httpRequest({
					method: 'HEAD',
					url: `https://${hostname}:${port || 80}/`,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
					timeout: TIMEOUT_MS,
					abortSignal,
				}),
		);
		return true;
	} catch (error) {
		return isCertificateError(error) || isCertificateError({ cause: error });
	}
}
