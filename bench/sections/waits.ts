import { N8nProcess } from '../../scripts/n8n/n8nProcess';
import { host } from '../../scripts/n8n/n8nVersions';
import { saveCredentials } from '../../scripts/n8n/sandboxCredentials';
import { freePort } from '../../scripts/ports';
import { startSandboxProcess } from '../../test/support/sandbox/sandbox';
import { openAsking } from '../../test/support/workflows/askingWorkflow';
import { workflowOf } from '../../test/support/workflows/deliveryWorkflows';
import { answerMany } from '../../test/support/workflows/manyWaits';
import {
	after,
	enterByHand,
	productionUrl,
	trigger,
} from '../../test/support/workflows/triggerWorkflow';
import { median, seconds } from '../figures';
import { benchFolder } from '../packages';
import type { Section } from '../section';

const WAITS = 1_000;
const AT_ONCE = 10;
const ALONE = 20;

/** Answers that come in for executions that wait. */
export const waits: Section = {
	name: 'waits',
	title: 'Answers to questions',
	method: `One process of a real n8n with SQLite; ${WAITS.toLocaleString('en')} questions of AIsoule Send with buttons, all open at the same time. Each person taps an answer twice; for each question there is also one forged tap and one tap by somebody else. All of these come in random order, ${AT_ONCE} at a time. The times are from the first tap of the person to \`answeredAt\` in the output; "alone" means ${ALONE} more questions before, with one tap at a time.`,
	async measure() {
		const n8n = await N8nProcess.start({
			host,
			userFolder: benchFolder,
			port: await freePort(),
			brokerPort: await freePort(),
		});
		const sandbox = await startSandboxProcess();
		try {
			const { client } = n8n;
			await client.signIn();
			const credentialIds = await saveCredentials(client, sandbox.url);
			const place = { n8n: client, webhookUrl: client.url, inbox: sandbox, credentialIds };
			const listener = trigger('aisoule');
			const listening = await client.importWorkflow(
				workflowOf(String(listener.webhookId), [listener, after()]),
				credentialIds,
			);
			await client.activate(listening);
			await enterByHand(sandbox, 'aisoule', productionUrl(client.url, listener));
			const begin = performance.now();
			const run = async (count: number, most: number) =>
				await answerMany({
					n8n: client,
					inbox: sandbox,
					asking: await openAsking(place),
					by: 'taps',
					count,
					most,
				});
			const alone = await run(ALONE, 1);
			const many = await run(WAITS, AT_ONCE);
			const took = performance.now() - begin;
			const started = await client.executionsOf(listening, 1);
			const sorted = [...many.ms].sort((one, other) => one - other);
			return {
				table: {
					columns: ['What', 'count or time'],
					rows: [
						['Executions that went on once, with their own answer', many.ownAnswer],
						['Executions that did not', many.other],
						['First taps', many.replies.right],
						['The same taps again', many.replies.repeated],
						['Forged taps', many.replies.forged],
						['Taps of somebody else', many.replies.foreign],
						['Executions that the taps started', started.length],
						['ms from the tap to the answer, alone, median', median(alone.ms)],
						[`ms with ${AT_ONCE} at a time, median`, median(many.ms)],
						[`ms with ${AT_ONCE} at a time, 95 %`, sorted[Math.floor(sorted.length * 0.95)]],
						['The whole run, with asking', seconds(took)],
					],
				},
				targets: [
					{
						what: 'Executions that went on once, with the answer of the person they asked',
						measured: String(many.ownAnswer),
						wanted: `all ${WAITS}`,
						met: many.ownAnswer === WAITS && started.length === 0,
					},
				],
			};
		} finally {
			await n8n.stop();
			await sandbox.stop();
		}
	},
};
