import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

/**
 * The least that a sending node can do: read the parameters, call n8n's own request helper, give the
 * answer. Nothing is checked, nothing is kept in order, and one failure loses all.
 * @param like the node whose fields it has
 * @param atOnce how many requests side by side
 * @param encoding how it asks for the answer: whole, or as a stream, which can be ended
 */
export const floor = (
	like: INodeType,
	atOnce: number,
	encoding: 'text' | 'stream' = 'text',
): INodeType => ({
	description: like.description,
	async execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		const { baseUrl } = await this.getCredentials('vobizMessagingApi');
		const outputs: INodeExecutionData[] = [];
		let next = 0;
		const worker = async () => {
			while (next < items.length) {
				const item = next++;
				outputs[item] = await send(this, item, `${String(baseUrl)}/messages`, encoding);
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
	encoding: 'text' | 'stream',
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
			encoding,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: 30_000,
		},
	);
	const body = encoding === 'text' ? response.body : await textOf(response.body);
	return { json: { response: JSON.parse(body) }, pairedItem: { item } };
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
	const pieces: Buffer[] = [];
	for await (const piece of stream) pieces.push(piece);
	return Buffer.concat(pieces).toString();
}
