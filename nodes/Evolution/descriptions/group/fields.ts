import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from '../../../shared/descriptions/fieldBuilders';
import { dataOptions } from '../../../shared/descriptions/fields';

/** What can be asked about groups. */
export const groupOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['group'] } },
	options: [
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many groups',
			description: 'Get the groups that the phone of an instance is in',
		},
	],
	default: 'getAll',
};

export const groupResourceFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['group'] } },
	[
		{
			displayName: 'Include Participants',
			name: 'participants',
			type: 'boolean',
			default: false,
			description: 'Whether to return the members of each group too',
		},
		dataOptions(),
	],
);
