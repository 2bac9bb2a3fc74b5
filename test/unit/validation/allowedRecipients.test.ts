import type { IExecuteFunctions } from 'n8n-workflow';
import { readAllowedRecipients } from '../../../nodes/shared/validation/allowedRecipients';

const nodeOf = (type = 'acmeSend', written?: unknown) =>
	({
		getNode: () => ({ type, parameters: { options: { allowedRecipients: written } } }),
	}) as unknown as IExecuteFunctions;

const refusal = (allowedRecipients: unknown, to: string, settings = {}) =>
	readAllowedRecipients(nodeOf(), { allowedRecipients }, settings)!.refuse(to);

test('without the option everybody is allowed', () => {
	expect(readAllowedRecipients(nodeOf(), {}, {})).toBeUndefined();
});

test.each<[unknown, string]>([
	['+56 9 1234 5678', '+56912345678'],
	['+56 9 1234 5678', '56912345678'],
	['+1 310 820 7129; +56912345678', '+56912345678'],
	['+1 310 820 7129\n+56912345678', '+56912345678'],
	[['x', 56912345678], '+56912345678'],
	['+551198765432', '+5511998765432'],
	['120363021234567890@g.us', '120363021234567890@g.us'],
	['111:2@lid', '111@lid'],
])('%j allows %s', (list, to) => expect(refusal(list, to)).toBeUndefined());

test('numbers are read as the node reads them', () => {
	expect(refusal('9 1234 5678', '+56912345678', { defaultCountry: 'CL' })).toBeUndefined();
	expect(refusal('9 1234 5678', '+56912345678')).toBeDefined();
});

test('everybody else is refused, and shown as a number', () => {
	expect(refusal('+56912345678', '56987654321')).toMatchObject({
		field: 'recipient',
		reason: "+56987654321 is not among the 'Allowed Recipients' of this node",
		whatToDo: expect.stringContaining('Write only to the numbers that this option allows'),
	});
	expect(refusal('+56912345678', '1@g.us')?.reason).toMatch(/^1@g\.us is not/);
});

test.each([[''], [undefined], [null], [[]], ['everybody'], [{ phone: '+56912345678' }]])(
	'%j allows nobody',
	(list) => {
		expect(refusal(list, '+56912345678')?.whatToDo).toMatch(/^The option allows nobody/);
	},
);

test('the list is read anew where it changes from item to item', () => {
	const node = nodeOf();
	const refused = (allowedRecipients: string, to: string) =>
		readAllowedRecipients(node, { allowedRecipients }, {})!.refuse(to) !== undefined;
	expect(refused('+56912345678', '+56912345678')).toBe(false);
	expect(refused('+56987654321', '+56912345678')).toBe(true);
	expect(refused('+56987654321', '+56987654321')).toBe(false);
});

test.each([
	['acmeSendTool', '={{ $json.allowed }}', true],
	['acmeSendTool', "={{ $fromAI('to') }}", true],
	['acmeSendTool', "={{ $('Contact').first().json.phone }}", false],
	['acmeSendTool', '+56912345678', false],
	['acmeSend', '={{ $json.allowed }}', false],
])('%s with %s is in the hands of an agent: %s', (type, written, isAgents) => {
	const guard = readAllowedRecipients(
		nodeOf(type, written),
		{ allowedRecipients: '+56912345678' },
		{},
	)!;
	expect(guard.refuse('+56912345678')?.field).toBe(isAgents ? 'allowedRecipients' : undefined);
});
