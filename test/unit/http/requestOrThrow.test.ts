import { docsOf } from '../../../nodes/shared/contract/errorCode';
import type { Verdict } from '../../../nodes/shared/contract/verdict';
import { requestOrThrow } from '../../../nodes/shared/http/requestOrThrow';
import { acme, acmeNode, type AcmeAnswer } from '../../support/n8n/acme';

const unclear: Verdict = {
	outcome: 'notSent',
	evidence: { unsent: 'a test' },
	code: 'no-usable-answer',
	reason: '{provider} gave no list',
	whatToDo: 'Open the list again.',
};

const ask = async (answer: AcmeAnswer, expectation = {}) => {
	const { node, requests } = acmeNode({ answers: [answer] });
	const request = { method: 'GET', path: '/list' } as const;
	const reply = await requestOrThrow(node as never, acme, request, { unclear, ...expectation });
	return { ...reply, requests };
};

test('gives a 2xx answer as it came, and what hides the key in it', async () => {
	const { status, body, hide, requests } = await ask({ status: 200, body: ['acme-key'] });
	expect({ status, body }).toEqual({ status: 200, body: ['acme-key'] });
	expect(hide.value(body!)).toEqual(['[hidden]']);
	expect(requests).toMatchObject([{ method: 'GET', url: 'https://acme.example/list' }]);
});

test('an answer without a body is one, unless the body is needed', async () => {
	const empty = { status: 204 };
	expect(await ask(empty)).toMatchObject({ status: 204, body: undefined });
	await expect(ask(empty, { needsBody: true })).rejects.toThrow('Acme gave no list (HTTP 204)');
});

test('a refusal says what happened, what to do and what the provider said, without the key', async () => {
	await expect(ask({ status: 401, body: { message: 'acme-key?' } })).rejects.toMatchObject({
		message:
			'Acme did not accept the key (HTTP 401, "[hidden]?"). Open the credential "My account" and enter a valid key.',
		description: `Code: wrong-key. ${docsOf('wrong-key')}`,
		failure: { cause: 'credential-invalid' },
	});
});

test('a table of its own goes before the provider’s', async () => {
	const verdicts = { 401: { ...unclear, reason: 'Not for lists' } };
	await expect(ask({ status: 401 }, { verdicts })).rejects.toThrow('Not for lists (HTTP 401)');
});

test('a web page in place of the API is said so', async () => {
	await expect(ask({ status: 200, body: '<html>' }, { needsBody: true })).rejects.toThrow(
		'A web page answered instead of the API of Acme',
	);
});

test('no answer: the host is named, in our own words', async () => {
	const refused = { cause: { code: 'ECONNREFUSED', cause: { syscall: 'connect' } } };
	await expect(ask({ throws: refused })).rejects.toThrow(
		'Acme could not be reached (ECONNREFUSED): acme.example. Open the list again.',
	);
});

test('a server that wants HTTPS is said to, with its host, whatever the answer looks like', async () => {
	const body = '<html>The plain HTTP request was sent to HTTPS port</html>';
	await expect(ask({ status: 400, body })).rejects.toThrow(
		/speaks HTTPS, but the address begins with http:\/\/: acme\.example \(HTTP 400\)\. Open the list again\.$/,
	);
});

test('what stays open of a question is only what to say', async () => {
	await expect(ask({ throws: new Error('?') })).rejects.toThrow(
		/^Acme gave no list\. Open the list again\.$/,
	);
});
