import { parametersOf } from '../../../nodes/shared/validation/readParameters';
import { acmeNode } from '../../support/n8n/acme';

const parametersWith = (item: object, credentialCountry?: unknown) =>
	parametersOf(acmeNode({ items: [{}, item as never] }).node, 1, credentialCountry);

test('reads the parameters of its item; what the form does not show is blank', () => {
	const parameters = parametersWith({ text: 'Hi', additionalFields: { email: 'a@b.c' } });
	expect(parameters.value('text')).toBe('Hi');
	expect(parameters.value('hidden')).toBe('');
	expect(parameters.collection('additionalFields')).toEqual({ email: 'a@b.c' });
	expect(parameters.collection('hidden')).toEqual({});
	expect(parameters.options).toEqual({});
});

test('asks n8n for the ID of what is picked from a list', () => {
	const { node } = acmeNode();
	const asked: unknown[] = [];
	node.getNodeParameter = ((...args: unknown[]) => {
		asked.push(args);
		return 'id';
	}) as typeof node.getNodeParameter;
	expect(parametersOf(node, 3, undefined).locatedId('channel')).toBe('id');
	expect(asked.at(-1)).toEqual(['channel', 3, '', { extractValue: true }]);
});

test('a phone comes with how this node reads numbers', () => {
	const settings = { defaultCountry: 'CL', mobileDigit: 'add' };
	const given = { recipient: '9 1234', defaultCountry: 'CL', options: { mobileDigit: 'add' } };
	const parameters = parametersWith(given);
	expect(parameters.phoneSettings).toEqual(settings);
	expect(parameters.phone('recipient')).toEqual({ written: '9 1234', settings });
	expect(parameters.phoneOf('8')).toEqual({ written: '8', settings });
});

test.each([
	['the field beside the recipient', 'CL', 'BR', 'MX', 'CL'],
	['none, where the field says so', 'none', 'BR', 'MX', undefined],
	['the option of earlier versions', 'fromCredential', 'BR', 'MX', 'BR'],
	['the credential', 'fromCredential', undefined, 'MX', 'MX'],
	['the credential, without a field', undefined, undefined, 'MX', 'MX'],
	['none', undefined, undefined, undefined, undefined],
])('the country is of %s', (_name, field, option, credential, country) => {
	const given = { defaultCountry: field, options: option ? { defaultCountry: option } : {} };
	expect(parametersWith(given, credential).phoneSettings.defaultCountry).toBe(country);
});

test.each([
	['2030-06-01T09:00:00', '2030-06-01T13:00:00.000Z'],
	['2030-01-01 09:00', '2030-01-01T12:00:00.000Z'],
	['2030-06-01T09:00:00+02:00', '2030-06-01T07:00:00.000Z'],
	['', ''],
	['tomorrow', 'tomorrow'],
])('a time without a zone is of the time zone of the workflow: %j', (when, expected) => {
	const { node } = acmeNode({ items: [{ when }] });
	node.getTimezone = () => 'America/Santiago';
	expect(parametersOf(node, 0, undefined).time('when')).toBe(expected);
});
