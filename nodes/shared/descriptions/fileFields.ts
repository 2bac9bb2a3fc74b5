import type { INodeProperties } from 'n8n-workflow';

/** As n8n writes itself; its linter would write N8n. */
const N8N = 'n8n';

/** Where the file of a message comes from; a provider adds what else it takes. */
export const fromLink = {
	name: 'Link',
	value: 'link',
	description: 'A file at a public address',
};

export const fromN8n = {
	name: N8N,
	value: 'n8n',
	description: 'A file of the input item, such as a PDF made by an earlier node',
};

/** Of providers that take files by their bytes or by link. */
export const fileFromField: INodeProperties = {
	displayName: 'Take File From',
	name: 'fileFrom',
	type: 'options',
	options: [fromLink, fromN8n],
	default: 'link',
	description: 'Where the file is',
};

export const binaryField: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryField',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the input field that has the file',
	description: 'Name of the binary field of the input item that has the file to send',
};

/** Of nodes whose provider downloads a file of n8n by a link. */
export const linkOptions: INodeProperties[] = [
	{
		displayName: 'Link Lifetime (Minutes)',
		name: 'linkLifetime',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 10_080, numberPrecision: 0 },
		default: 60,
		noDataExpression: true,
		description:
			'How long the link to a file of n8n works. WhatsApp downloads the file within moments, and later again only if the message is sent again.',
	},
	{
		displayName: `${N8N} Address`,
		name: 'n8nAddress',
		type: 'string',
		default: '',
		noDataExpression: true,
		placeholder: 'e.g. https://n8n.example.com',
		description:
			'Public address of the n8n whose /rest path serves its files, if it is not that of its webhooks. In queue mode this is the main process: a webhook process answers with 404.',
	},
];
