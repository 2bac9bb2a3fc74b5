import type { INodeProperties } from 'n8n-workflow';
import {
	askingOptions,
	dataOptions,
	deliveryOptions,
	metadataField,
} from '../../../nodes/shared/descriptions/fields';

const namesOf = ({ options }: INodeProperties) =>
	(options as INodeProperties[]).map(({ displayName }) => displayName);

const own: INodeProperties = { displayName: 'Only Here', name: 'x', type: 'string', default: '' };

test('the options of a node that sends are its own and the shared ones, in order', () => {
	const names = namesOf(deliveryOptions(own));
	expect(names).toEqual([...names].sort());
	expect(names).toEqual(
		expect.arrayContaining([
			'Only Here',
			'Allowed Recipients',
			'Send Once Key',
			'Timeout (Seconds)',
		]),
	);
});

test('who sends one message and waits has none of those for many', () => {
	const names = namesOf(askingOptions(own));
	expect(names).toEqual([...names].sort());
	expect(names).toEqual(expect.arrayContaining(['Only Here', 'Send Once Key', 'Preview']));
	const missing = namesOf(deliveryOptions(own)).filter((name) => !names.includes(name));
	expect([...new Set(missing)]).toEqual([
		// Of workflows that were saved before this operation.
		'Default Country',
		'Keep Input Fields',
		'Messages at Once',
		'Once per Recipient in a Run',
	]);
});

test('a query has none of those that guard a message', () => {
	const names = namesOf(dataOptions());
	expect(names).toContain('Timeout (Seconds)');
	expect(names).not.toContain('Allowed Recipients');
	expect(names).not.toContain('Send Once Key');
});

test('metadata is as a node asks for it', () => {
	const shown = { displayOptions: { show: { operation: ['send'] } } };
	const field = metadataField('Metadata', 'metadata', 'Extra data', 'plan', shown);
	expect(field).toMatchObject({ name: 'metadata', description: 'Extra data', ...shown });
	expect(JSON.stringify(field.options)).toContain('e.g. plan');
});
