import type { IHookFunctions } from 'n8n-workflow';
import type { Registration, WebhookEndpoint } from '../shared/contract/inbound';
import { webhookFailed, type Verdict, type VerdictTable } from '../shared/contract/verdict';
import { requestOrThrow } from '../shared/http/requestOrThrow';
import { at } from '../shared/lib/jsonAccess';
import { z } from '../shared/lib/libraries';
import { validEntries } from '../shared/lib/validEntries';
import { isSameEndpoint } from '../shared/webhook/endpoint';
import { fingerprintOf } from '../shared/webhook/secrets';
import { vobiz } from './vobiz';

const PATH = '/webhooks';

const webhook = z.object({ id: z.string(), url: z.string() });

const unclear: Verdict = {
	...webhookFailed,
	code: 'no-usable-answer',
	reason: 'Vobiz did not answer as expected when the webhook was set up',
	whatToDo: 'Check the address in the credential "{credential}", then activate the workflow again.',
	failure: { cause: 'temporarily-unavailable' },
};

const verdicts: VerdictTable = {
	400: {
		...webhookFailed,
		code: 'n8n-unreachable',
		reason: 'Vobiz did not accept the address of this n8n',
		whatToDo:
			'Vobiz calls only https addresses that the internet can reach. Set N8N_WEBHOOK_URL of your n8n (WEBHOOK_URL in older versions) to its public address, or start a tunnel for a test.',
		failure: { cause: 'configuration-invalid' },
	},
};

async function registered(node: IHookFunctions) {
	const expected = { unclear, needsBody: true };
	const { body } = await requestOrThrow(node, vobiz, { method: 'GET', path: PATH }, expected);
	return validEntries(at(body, 'items'), webhook);
}

const unregister = async (node: IHookFunctions, id: string) =>
	await requestOrThrow(
		node,
		vobiz,
		{ method: 'DELETE', path: `${PATH}/${encodeURIComponent(id)}` },
		{ unclear },
	);

/**
 * The address shows which secret it was registered with, since Vobiz does not: another token in the
 * credential makes another secret, and another address.
 */
const addressFor = ({ url, secret }: WebhookEndpoint) => `${url}?key=${fingerprintOf(secret)}`;

/**
 * POST, GET and DELETE /webhooks. Source: "Webhooks API" of docs.vobiz.ai: account-wide, several side
 * by side, for all events; the secret is never shown again.
 */
export const registration: Registration = {
	exists: async (node, endpoint) =>
		(await registered(node)).some(({ url }) => url === addressFor(endpoint)),
	async create(node, endpoint) {
		const url = addressFor(endpoint);
		const stale = (await registered(node)).filter((candidate) =>
			isSameEndpoint(candidate.url, url),
		);
		await requestOrThrow(
			node,
			vobiz,
			{ method: 'POST', path: PATH, body: { url, secret: endpoint.secret } },
			{ unclear, verdicts },
		);
		// Afterwards, so that no event is missed in between.
		for (const { id } of stale) await unregister(node, id);
	},
	async remove(node, { url }) {
		const ours = (await registered(node)).filter((candidate) => isSameEndpoint(candidate.url, url));
		for (const { id } of ours) await unregister(node, id);
	},
};
