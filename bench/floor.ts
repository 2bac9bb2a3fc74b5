import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

/**
 * The least that a sending node can do: read the parameters, call n8n's own request helper, give the
 * answer. Nothing is checked, nothing is kept in order, and one failure loses all.
 * @param like the node whose fields it has
 * @param atOnce how many requests side by side
 */
export const floor = (like: INodeType, atOnce: number): INodeType => ({
	description: like.description,
	async execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		const { baseUrl } = await this.getCredentials('vobizMessagingApi');
		const outputs: INodeExecutionData[] = [];
		let next = 0;
		const worker = async () => {
			while (next < items.length) {
				const item = next++;
				outputs[item] = await send(this, item, `${String(baseUrl)}/messages`);
			}
		};
		await Promise.all(Array.from({ length: atOnce }, worker));
		return [outputs];
	},
});

/** Each parameter that Vobiz Send reads for a text, once. */
async function send(
	node: IExecuteFunctions,
	item: number,
	url: string,
): Promise<INodeExecutionData> {
	const channel = node.getNodeParameter('channel', item, '', { extractValue: true });
	const { wabaId } = node.getNodeParameter('additionalFields', item, {}) as { wabaId?: string };
	const to = node.getNodeParameter('recipient', item);
	node.getNodeParameter('options', item, {});
	node.getNodeParameter('operation', item, '');
	const type = node.getNodeParameter('messageType', item, '');
	const text = node.getNodeParameter('messageText', item, '');
	const response = await node.helpers.httpRequestWithAuthentication.call(
		node,
		'vobizMessagingApi',
		{
			method: 'POST',
			url,
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({
				channel_id: channel,
				waba_id: wabaId,
				to,
				type,
				text: { body: text },
			}),
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: 30_000,
		},
	);
	return { json: { response: JSON.parse(response.body) }, pairedItem: { item } };
}
