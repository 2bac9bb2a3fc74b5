import type { N8nClient } from '../../../scripts/n8n/n8nClient';
import { node, sender, webhook, workflowOf } from './deliveryWorkflows';
import type { Inbox } from '../sandbox/inbox';
import { callWebhook } from '../stack/webhookCall';

/** The text of a message is its key. */
export const KEYED = { sendOnceKey: '={{ $json.text }}' };

export const keysOf = (name: string, length: number) =>
	Array.from({ length }, (_, index) => `${name} ${index + 1}`);

/** By the place among the keys. */
export const recipientOf = (place: number) => `+9198${String(place).padStart(8, '0')}`;

/** A webhook that sends to each recipient; returns the id of the active workflow. */
export async function openSender(
	n8n: N8nClient,
	credentialIds: Record<string, string>,
	path: string,
	provider: Parameters<typeof sender>[0],
	options: object,
): Promise<string> {
	const workflow = workflowOf(path, [
		webhook(path),
		node('Split Out', 'splitOut', 1, { fieldToSplitOut: 'body.items', options: {} }),
		sender(provider, { onError: 'continueRegularOutput', options: { ...options } }),
	]);
	const workflowId = await n8n.importWorkflow(workflow, credentialIds);
	await n8n.activate(workflowId);
	return workflowId;
}

/**
 * Sends each key as a text to a recipient of its own; returns the outcomes.
 * @param url where n8n takes webhooks
 */
export async function sendKeys(url: string, path: string, keys: string[]): Promise<unknown[]> {
	const items = keys.map((text, place) => ({ text, to: recipientOf(place) }));
	const answer = await callWebhook(url, path, { items });
	return answer.map(({ outcome, details }) => outcome ?? (details as { outcome: string }).outcome);
}

export const count = (outcomes: unknown[], outcome: string) =>
	outcomes.filter((each) => each === outcome).length;

/** How often a provider took each of these keys. */
export async function arrivals(inbox: Inbox, keys: string[]): Promise<number[]> {
	const taken = (await inbox.messages()).filter(({ accepted }) => accepted);
	const texts = taken.map(({ content }) => content.text);
	return keys.map((key) => texts.filter((text) => text === key).length);
}
