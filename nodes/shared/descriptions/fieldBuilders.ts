import type {
	IDisplayOptions,
	INodeProperties,
	INodePropertyMode,
	INodePropertyOptions,
} from 'n8n-workflow';

/** Adds a condition to fields, as the function of this name in n8n's own nodes does. */
export const updateDisplayOptions = (
	{ show, hide }: IDisplayOptions,
	fields: INodeProperties[],
): INodeProperties[] =>
	fields.map(({ displayOptions: own, ...field }) => ({
		...field,
		displayOptions: {
			...((show ?? own?.show) && { show: { ...show, ...own?.show } }),
			...((hide ?? own?.hide) && { hide: { ...hide, ...own?.hide } }),
		},
	}));

/** Options whose value is their name in small letters: Quick Reply is stored as quick_reply. */
export const choices = (...names: string[]): INodePropertyOptions[] =>
	names.map((name) => ({ name, value: name.toLowerCase().replace(/\W/g, '_') }));

/**
 * What is picked from a list of the provider, or typed.
 * @param typed the ways to type it
 */
export const resourceLocator = (
	searchListMethod: string,
	typed: { modes: INodePropertyMode[] },
): Pick<INodeProperties, 'type' | 'default' | 'modes'> => ({
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod, searchable: true },
		},
		...typed.modes,
	],
});

/** What only some need, added one by one. */
export const additionalFields = (...fields: INodeProperties[]): INodeProperties => ({
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: fields,
});
