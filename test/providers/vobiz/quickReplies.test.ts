import type { IDataObject } from 'n8n-workflow';
import { quickRepliesOf, type QuickReplySearch } from '../../../nodes/Vobiz/quickReplies';
import type { Lookup } from '../../../nodes/shared/contract/operation';

const buttons = (...types: string[]) => ({
	type: 'BUTTONS',
	buttons: types.map((type) => ({ type, text: type })),
});

const template = (components?: unknown, name = 'yes_or_no') => ({
	name,
	language: 'en',
	...(components !== undefined && { components }),
});

/** Answers page by page, and counts what was asked; what has no answer fails. */
function walk(page: (number: number) => IDataObject | undefined) {
	let asked = 0;
	let found: QuickReplySearch & { wabaId?: string } = { wabaId: '1' };
	let lookup: Lookup<typeof found> | undefined = quickRepliesOf(
		'c1',
		{ name: 'yes_or_no', language: 'en' },
		found,
	);
	while (lookup) {
		asked++;
		expect(lookup.request.path).toBe(
			`/channels/c1/templates?status=APPROVED&page=${asked}&limit=100`,
		);
		const body = page(asked);
		found = (body && lookup.find(body as never)) ?? lookup.otherwise!;
		lookup = lookup.next?.(found);
	}
	expect(found.wabaId).toBe('1');
	return { asked, quickReplies: found.quickReplies };
}

const listed = (...items: object[]) => ({ items }) as unknown as IDataObject;

test.each<[string, unknown, number[] | undefined]>([
	['two quick replies', [buttons('QUICK_REPLY', 'QUICK_REPLY')], [0, 1]],
	['in small letters, as Meta takes them too', [buttons('quick_reply')], [0]],
	['quick replies behind a link', [buttons('URL', 'QUICK_REPLY', 'QUICK_REPLY')], [1, 2]],
	['other buttons alone', [buttons('URL', 'PHONE_NUMBER')], []],
	['no buttons', [{ type: 'BODY', text: 'Hi' }], []],
	['components that are not listed', undefined, undefined],
	['components that cannot be read', 'x', undefined],
])('%s', (_name, components, quickReplies) => {
	expect(walk(() => listed(template(components)))).toEqual({ asked: 1, quickReplies });
});

test('another template, or another language, says nothing of this one', () => {
	const others = [
		template([buttons('QUICK_REPLY')], 'other'),
		{ ...template([buttons('QUICK_REPLY')]), language: 'es' },
	];
	expect(walk(() => listed(...others))).toEqual({ asked: 1, quickReplies: undefined });
});

test('pages are read until the template is there', () => {
	const pages = [listed(), listed(template([buttons('QUICK_REPLY')])), listed()];
	const page = (number: number) => ({ ...pages[number - 1], has_more: true });
	expect(walk(page)).toEqual({ asked: 2, quickReplies: [0] });
});

test('a page that fails ends the search', () => {
	const page = (number: number) => (number === 1 ? { ...listed(), has_more: true } : undefined);
	expect(walk(page)).toEqual({ asked: 2, quickReplies: undefined });
});

test('a server that always promises more is asked no more than fifty times', () => {
	expect(walk(() => ({ ...listed(), has_more: true })).asked).toBe(50);
});
