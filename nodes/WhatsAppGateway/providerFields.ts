import type { ICredentialsDisplayOptions, INodeProperties } from 'n8n-workflow';
import { eventsOfAll } from '../shared/descriptions/events';
import { updateDisplayOptions } from '../shared/descriptions/fieldBuilders';
import { fieldsOf } from '../shared/descriptions/trigger';
import { providers } from './providers';

const choices = providers
	.map(({ name: value, displayName, fullName = displayName }) => ({ name: fullName, value }))
	.sort((a, b) => (a.name < b.name ? -1 : 1));

const providerField: INodeProperties = {
	displayName: 'Provider',
	name: 'provider',
	type: 'options',
	noDataExpression: true,
	options: choices,
	default: '',
	description: 'Service that your WhatsApp number is connected to',
};

/** The choice of a provider, and the form of each. */
export const providerFields: INodeProperties[] = [
	{ ...providerField, displayOptions: { show: { '@version': [2] } }, default: 'evolution' },
	// Without a default, so that nobody listens to the wrong provider unawares.
	{
		...providerField,
		displayOptions: { show: { '@version': [3] } },
		options: [{ name: '(Choose a Provider)', value: '' }, ...choices],
		required: true,
	},
	// The first one with this name is what n8n's node panel offers, with the provider that it is shown for.
	...updateDisplayOptions({ show: { provider: [''] } }, [eventsOfAll(providers)]),
	...providers.flatMap((part) =>
		updateDisplayOptions({ show: { provider: [part.name] } }, fieldsOf(part)),
	),
];

/**
 * For the credential of one provider. Hidden, not shown: a field that every credential is shown by,
 * n8n's editor takes for the way to sign in and leaves out of the panel.
 */
export const hiddenForOthers = (provider: string): ICredentialsDisplayOptions => ({
	hide: {
		provider: ['', ...choices.map(({ value }) => value).filter((each) => each !== provider)],
	},
});
