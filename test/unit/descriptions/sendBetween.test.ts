import type { INodeProperties } from 'n8n-workflow';
import { sendBetween } from '../../../nodes/shared/descriptions/sendBetween';
import { readRunOptions } from '../../../nodes/shared/validation/runOptions';
import { acmeNode, sendText } from '../../support/n8n/acme';

const [{ values }] = sendBetween.options as Array<{ values: INodeProperties[] }>;

test('its fields are in the order in which people think of them', () => {
	expect(values.map(({ displayName }) => displayName)).toEqual([
		'From',
		'To',
		'Days',
		'Time Zone',
		'Time Zone Name',
		'Outside These Hours',
	]);
});

test('what nobody touched is read as the form shows it', () => {
	const read = (hours: object) => {
		const { node } = acmeNode({ items: [{ options: { sendBetween: { hours } as never } }] });
		return readRunOptions(node, sendText, undefined);
	};
	const shown = Object.fromEntries(values.map(({ name, default: value }) => [name, value]));
	expect(read({})).toEqual(read(shown));
	expect(read({})).toHaveProperty('sendBetween');
});
