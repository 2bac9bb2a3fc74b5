import type { TriggerPart } from '../../../nodes/shared/contract/triggerPart';
import { eventsOf } from '../../../nodes/shared/descriptions/events';
import { fieldsOf, triggerDescription } from '../../../nodes/shared/descriptions/trigger';

const partOf = (displayName: string, more: Partial<TriggerPart> = {}) =>
	({ displayName, fields: [], events: {}, ...more }) as unknown as TriggerPart;

test('a trigger names its providers, and where their secrets may be', () => {
	const parts = [
		partOf('Acme', { sensitiveOutputFields: ['raw.token'] }),
		partOf('Other', { sensitiveOutputFields: ['raw.key'] }),
		partOf('Third'),
	];
	expect(triggerDescription(parts)).toMatchObject({
		description: expect.stringMatching(/comes in through Acme, Other or Third$/),
		sensitiveOutputFields: ['raw.token', 'raw.key'],
	});
});

test('the form of a provider ends with what it reports', () => {
	const notice = { displayName: 'Notice', name: 'notice', type: 'notice', default: '' } as const;
	const part = partOf('Acme', { fields: [notice] });
	expect(fieldsOf(part)).toEqual([notice, eventsOf(part)]);
});
