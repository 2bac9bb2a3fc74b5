import { readExample } from '../../../scripts/examples';
import type { N8nClient } from '../../../scripts/n8n/n8nClient';
import { saveCredentials } from '../../../scripts/n8n/sandboxCredentials';
import type { Inbox } from '../sandbox/inbox';
import { workflowOf } from '../workflows/deliveryWorkflows';
import { after, endedExecutions, passedOn, trigger } from '../workflows/triggerWorkflow';

export const EXAMPLE = readExample('open-tickets.json');

/**
 * What a newcomer does: signs in, enters the credentials of the sandbox, imports an example and
 * executes it, then answers as a contact.
 * @param sandboxUrl as n8n reaches it
 */
export async function expectFirstMessages(
	n8n: N8nClient,
	inbox: Inbox,
	sandboxUrl: string,
): Promise<void> {
	await n8n.signIn();
	const credentialIds = await saveCredentials(n8n, sandboxUrl);
	const exampleId = await n8n.importWorkflow(EXAMPLE, credentialIds);
	const { status, error, outputOf } = await n8n.run(exampleId, EXAMPLE.nodes[0].name);
	expect({ status, error }).toEqual({ status: 'success', error: undefined });
	const sent = outputOf('Vambe Ticket').map(({ contactId }) => contactId);
	const arrived = (await inbox.messages()).filter(({ accepted }) => accepted);
	expect(sent).toHaveLength(3);
	expect(arrived.map(({ content }) => content.contactId).sort()).toEqual(sent.sort());

	// Vobiz learns from n8n where to call.
	const listening = workflowOf('A contact writes', [trigger('vobiz'), after()]);
	const listeningId = await n8n.importWorkflow(listening, credentialIds);
	await n8n.activate(listeningId);
	await inbox.reply({ provider: 'vobiz', from: '+56912345678', type: 'text', text: 'Hello' });
	expect(passedOn(await endedExecutions(n8n, listeningId, 1))).toMatchObject([
		{ event: 'message.received', message: { text: 'Hello' } },
	]);
}
