import { randomUUID } from 'node:crypto';
import type { TriggerEvent } from '../../../scripts/n8n/n8nClient';

async function post(url: string, body: FormData | string, headers: Record<string, string> = {}) {
	const response = await fetch(url, { method: 'POST', body, headers });
	const said = await response.text();
	if (!response.ok) throw new Error(`${url} answered ${response.status}: ${said}`);
	return said;
}

/**
 * Somebody fills in a form of n8n, from the first field to the last, and submits it.
 * @returns the page that comes then
 */
export async function submitForm(url: string, values: string[]): Promise<string> {
	const form = new FormData();
	values.forEach((value, index) => form.set(`field-${index}`, value));
	return await post(url, form);
}

/** The form of a workflow that is being tried in the editor. */
export const formSubmitted = (
	n8nUrl: string,
	webhookId: string,
	values: string[],
): TriggerEvent => ({
	happen: async () => await submitForm(`${n8nUrl}/form-test/${webhookId}`, values),
});

/** Somebody writes into the chat of the editor, which waits for the reply. */
export function chatWritten(n8nUrl: string, workflowId: string, text: string): TriggerEvent {
	const chatSessionId = randomUUID();
	return {
		chatSessionId,
		async happen() {
			await post(
				`${n8nUrl}/webhook-test/${workflowId}/${chatSessionId}`,
				JSON.stringify({ action: 'sendMessage', sessionId: chatSessionId, chatInput: text }),
				{ 'content-type': 'application/json' },
			);
		},
	};
}
