import { refusesPlainHttp, verdictOnSilence } from '../../../nodes/shared/http/httpsProbe';
import { wantsHttps } from '../../../nodes/shared/outcome/networkVerdict';
import { acmeNode, type AcmeAnswer } from '../../support/n8n/acme';

const answerOf = (status: number, text: string) => ({ status, text, body: undefined, headers: {} });

test.each([
	['nginx', 400, 'The plain HTTP request was sent to HTTPS port', true],
	['Go', 400, 'Client sent an HTTP request to an HTTPS server.', true],
	['Apache', 400, "You're speaking plain HTTP to an SSL-enabled server port.", true],
	['another status', 404, 'The plain HTTP request was sent to HTTPS port', false],
	['other words', 400, 'Bad Request', false],
])('%s: a refusal of plain HTTP is known by its words', (_name, status, text, refuses) => {
	expect(refusesPlainHttp(answerOf(status, text))).toBe(refuses);
});

const failure = (code: string) => ({ cause: { code, request: { writableFinished: true } } });
const RESET = failure('ECONNRESET');

const judged = async (
	thrown: unknown,
	probe: AcmeAnswer,
	baseUrl = 'http://acme.example:8080/api',
) => {
	const { node, requests } = acmeNode({ answers: [probe] });
	return { verdict: await verdictOnSilence(node, baseUrl, thrown, 10), requests };
};

const speaksHttps: AcmeAnswer = { status: 404 };

test.each<[string, unknown, AcmeAnswer]>([
	['answers', RESET, speaksHttps],
	['breaks off in the middle', failure('HPE_INVALID_CONSTANT'), speaksHttps],
	['has a bad certificate', RESET, { throws: failure('CERT_HAS_EXPIRED') }],
	['has a bad certificate, in the error itself', RESET, { throws: { code: 'CERT_HAS_EXPIRED' } }],
])('a server that %s over HTTPS wants HTTPS', async (_name, thrown, probe) => {
	expect((await judged(thrown, probe)).verdict).toBe(wantsHttps);
});

test('it is asked without any key, at the host and port of the address', async () => {
	const { requests } = await judged(RESET, speaksHttps);
	expect(requests).toMatchObject([
		{ method: 'HEAD', url: 'https://acme.example:8080/', disableFollowRedirect: true },
	]);
	const standard = await judged(RESET, speaksHttps, 'http://user:secret@acme.example');
	expect(standard.requests).toMatchObject([{ url: 'https://acme.example:80/' }]);
});

test('one that does not is left as it was', async () => {
	const { verdict } = await judged(RESET, { throws: failure('EPROTO') });
	expect(verdict).toMatchObject({ outcome: 'unknown' });
	expect(verdict).not.toBe(wantsHttps);
});

test.each([
	['an address of https://', RESET, 'https://acme.example'],
	['a certain verdict', failure('ENOTFOUND'), 'http://acme.example'],
	['a timeout', failure('ECONNABORTED'), 'http://acme.example'],
])('%s is not asked', async (_name, thrown, baseUrl) => {
	const { verdict, requests } = await judged(thrown, speaksHttps, baseUrl);
	expect(requests).toEqual([]);
	expect(verdict).not.toBe(wantsHttps);
});
