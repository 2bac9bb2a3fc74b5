import type { IHookFunctions } from 'n8n-workflow';
import { ask } from '../shared/asking';
import { entriesIn } from '../shared/entries';
import { isSameDoor, type Door, type Registration } from '../shared/inbound';
import { z } from '../shared/libraries';
import type { Verdict, VerdictTable } from '../shared/outcomes';
import { fingerprintOf } from '../shared/proof';
import { at } from '../shared/reading';
import { vobiz } from './vobiz';

const PATH = '/webhooks';

const webhook = z.object({ id: z.string(), url: z.string() });

const unsure: Verdict = {
	outcome: 'notSent',
	evidence: { unsent: 'setting up a webhook sends no message' },
	reason: 'Vobiz did not answer as expected when the webhook was set up',
	whatToDo: 'Check the address in the credential "{credential}", then activate the workflow again.',
	failure: { cause: 'temporarily-unavailable' },
};

const verdicts: VerdictTable = {
	400: {
		outcome: 'notSent',
		evidence: { unsent: 'setting up a webhook sends no message' },
		reason: 'Vobiz did not accept the address of this n8n',
		whatToDo:
			'Vobiz calls only https addresses that the internet can reach. Set N8N_WEBHOOK_URL of your n8n (WEBHOOK_URL in older versions) to its public address, or start a tunnel for a test.',
		failure: { cause: 'configuration-invalid' },
	},
};

async function registered(node: IHookFunctions) {
	const expected = { unsure, needsBody: true };
	const { body } = await ask(node, vobiz, { method: 'GET', path: PATH }, expected);
	return entriesIn(at(body, 'items'), webhook);
}

const unregister = async (node: IHookFunctions, id: string) =>
	await ask(
		node,
		vobiz,
		{ method: 'DELETE', path: `${PATH}/${encodeURIComponent(id)}` },
		{ unsure },
	);

/**
 * The address shows which secret it was registered with, since Vobiz does not: another token in the
 * credential makes another secret, and another address.
 */
const addressFor = ({ url, secret }: Door) => `${url}?key=${fingerprintOf(secret)}`;

/**
 * POST, GET and DELETE /webhooks. Source: "Webhooks API" of docs.vobiz.ai: account-wide, several side
 * by side, for all events; the secret is never shown again.
 */
export const registration: Registration = {
	exists: async (node, door) =>
		(await registered(node)).some(({ url }) => url === addressFor(door)),
	async create(node, door) {
		const url = addressFor(door);
		const stale = (await registered(node)).filter((candidate) => isSameDoor(candidate.url, url));
		await ask(
			node,
			vobiz,
			{ method: 'POST', path: PATH, body: { url, secret: door.secret } },
			{ unsure, verdicts },
		);
		// Afterwards, so that no event is missed in between.
		for (const { id } of stale) await unregister(node, id);
	},
	async remove(node, { url }) {
		const ours = (await registered(node)).filter((candidate) => isSameDoor(candidate.url, url));
		for (const { id } of ours) await unregister(node, id);
	},
};
