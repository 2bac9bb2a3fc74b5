import { NodeHelpers, type INode, type INodeProperties } from 'n8n-workflow';
import {
	answerByField,
	answerByPage,
	forApproval,
	replyHintOption,
	sendAndWaitFields,
	sendAndWaitOperation,
	sendAndWaitOptions,
	sendAndWaitWebhooks,
	triggerNotice,
} from '../../../nodes/shared/descriptions/sendAndWait';

const own: INodeProperties = { displayName: 'Only Here', name: 'x', type: 'string', default: '' };

const fields = [
	...sendAndWaitFields([answerByField([answerByPage], 'page'), triggerNotice('buttons', 'reply')]),
	sendAndWaitOptions(replyHintOption, own),
];

const named = (all: INodeProperties[], name: string) => all.find((field) => field.name === name)!;

/** What the form shows. */
function shown(parameters: Record<string, string>) {
	const given = { operation: 'sendAndWait', ...parameters };
	return fields
		.filter((field) =>
			NodeHelpers.displayParameter(given, field, { typeVersion: 1 } as INode, null),
		)
		.map(({ name }) => name);
}

test('n8n knows the operation and its parameters by these names', () => {
	expect(sendAndWaitOperation.value).toBe('sendAndWait');
	expect(fields.map(({ name }) => name)).toEqual([
		'message',
		'responseType',
		'approvalOptions',
		'formFields',
		'answerBy',
		'triggerNotice',
		'options',
	]);
	expect(
		named(fields, 'responseType').options!.map((option) => 'value' in option && option.value),
	).toEqual(['approval', 'customForm', 'freeText']);
});

test.each([
	['approval', ['approvalOptions', 'answerBy']],
	['freeText', ['answerBy']],
	['customForm', ['formFields']],
])('%s: only what belongs to it is shown', (responseType, own) => {
	expect(shown({ responseType, answerBy: 'page' })).toEqual([
		'message',
		'responseType',
		...own,
		'options',
	]);
});

test('nothing is shown of it to other operations', () => {
	expect(shown({ operation: 'send', responseType: 'approval' })).toEqual([]);
});

test('that a trigger is needed is said where answers come from the chat', () => {
	for (const answerBy of ['buttons', 'reply']) {
		expect(shown({ responseType: 'approval', answerBy })).toContain('triggerNotice');
		expect(shown({ responseType: 'customForm', answerBy })).not.toContain('triggerNotice');
	}
});

test('where the chat takes an approval alone, a text is not asked how it is answered', () => {
	const chat = forApproval(answerByField([answerByPage], 'page'), triggerNotice('buttons'));
	const shownFor = (responseType: string) =>
		chat.filter((field) =>
			NodeHelpers.displayParameter(
				{ responseType, answerBy: 'buttons' },
				field,
				{ typeVersion: 1 } as INode,
				null,
			),
		);
	expect(shownFor('approval')).toEqual(chat);
	expect(shownFor('freeText')).toEqual([]);
});

test('the options are in order, the provider’s own among them', () => {
	const names = (named(fields, 'options').options as INodeProperties[]).map(
		({ displayName }) => displayName,
	);
	expect(names).toEqual([...names].sort());
	expect(names).toEqual(
		expect.arrayContaining(['Limit Wait Time', 'Only Here', 'Reply Hint', 'Thank-You Text']),
	);
});

test('the page is asked for and answered at the address of the node', () => {
	expect(sendAndWaitWebhooks.map(({ httpMethod }) => httpMethod)).toEqual(['GET', 'POST']);
	for (const webhook of sendAndWaitWebhooks) {
		expect(webhook).toMatchObject({
			name: 'default',
			path: '={{ $nodeId }}',
			restartWebhook: true,
			isFullPath: true,
		});
	}
});
