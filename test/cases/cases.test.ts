import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataDeduplicationService } from 'n8n-core';
import { MemoryStore } from '../support/n8n/memoryStore';
import { differences, type Expectation } from './expectation';
import { startProvider, type Provider } from './provider';
import { receive, type ReceiveInput } from './received';
import {
	send,
	sendTemplate,
	sendTo,
	type FieldsInput,
	type PhoneInput,
	type SendInput,
} from './sent';

/**
 * What people reported of this and other gateways, each in a file: `fixtures/cases`. All run through
 * the built nodes, in n8n's engine. A file that is added is run.
 */
type Case = { id: string; title: string; why: string; expected: Expectation } & (
	| { kind: 'receive'; input: ReceiveInput }
	| { kind: 'send'; input: SendInput }
	| { kind: 'phone'; input: PhoneInput }
	| { kind: 'fields'; input: FieldsInput }
);

/** Where another answer than that of the case is the better one. */
const BETTER: Record<string, { because: string; expected: Expectation }> = {
	N29: {
		because:
			'ten digits without a country are no valid number of any: a hint comes too late, after the message went to somebody else',
		expected: { requests: { $len: 0 }, error: { $re: 'Default Country' } },
	},
	N31: {
		because: 'nine digits without a country, as N29',
		expected: { requests: { $len: 0 }, error: { $re: 'Default Country' } },
	},
};

const folder = join(__dirname, '..', 'fixtures', 'cases');

const cases = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.sort()
	.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case);

const store = new MemoryStore();
let provider: Provider;
beforeAll(async () => {
	await DataDeduplicationService.init(store.service);
	provider = await startProvider();
});
afterAll(async () => await provider.stop());

async function seenIn({ kind, input }: Case): Promise<object> {
	switch (kind) {
		case 'receive':
			return await receive(input, store);
		case 'send':
			return await send(input, provider);
		case 'phone':
			return await sendTo(input, provider);
		case 'fields':
			return await sendTemplate(input, provider);
		default:
			throw new Error(`There is no kind of case "${String(kind)}"`);
	}
}

test.each(cases.map((each) => [`${each.id} ${each.title}`, each] as const))(
	'%s',
	async (_, each) => {
		const seen = await seenIn(each);
		expect(differences(BETTER[each.id]?.expected ?? each.expected, seen)).toEqual([]);
	},
);
