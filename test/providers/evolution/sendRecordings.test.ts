import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { JsonValue } from 'n8n-workflow';
import { acceptanceIn } from '../../../nodes/Evolution/answer';
import { evolution } from '../../../nodes/Evolution/evolution';
import { edit } from '../../../nodes/Evolution/message/edit';
import { linkRules } from '../../../nodes/Evolution/message/linkRules';
import { isSuccess } from '../../../nodes/shared/contract/answer';
import { verdictOnAnswer } from '../../../nodes/shared/outcome/answerVerdict';

/**
 * Every message that was sent through a real server, and what the server answered, held against what
 * really went out. A file that is added to the folder is taken up by itself.
 */
const folder = join(__dirname, '..', '..', 'fixtures', 'evolution');

interface Recording {
	request?: { path: string };
	response?: { status: number; body: JsonValue };
	/** What the server sent to Meta. */
	graph?: Array<{ method: string; url: string }>;
	/** What it sent to the phone's line. */
	line?: JsonValue[][];
}

/** Meta took these, or may have, although the answer is an error. */
const PERHAPS_OUT = /graph-(reset|html502|500|503)|SENT-but-400|(closed|timedOut)AfterSend/;

/** Meta refused these by a code, or they fail before anything leaves, and still nothing in the answer says so. */
const CERTAIN_BUT_UNKNOWN = [
	'v1.8.6-phone-line/sendSticker',
	'v2.3.7-phone-line/sendContact-closedInSend',
	'v2.3.7/sendText-400-connectionClosed-knownNumber.phone',
	'v2.3.7/sendText-empty.cloud',
];

const CARRIES_A_FILE = /\/(sendMedia|sendWhatsAppAudio|sendSticker)\//;

function judge(path: string, { status, body }: NonNullable<Recording['response']>) {
	const answer = { status, body, text: JSON.stringify(body), headers: {} };
	const acceptance = isSuccess(answer) ? acceptanceIn(answer) : null;
	const rules = CARRIES_A_FILE.test(path) ? linkRules : [];
	return acceptance && acceptance !== 'refused'
		? { outcome: 'accepted' as const }
		: verdictOnAnswer(answer, evolution, { rules, refused: acceptance === 'refused', sends: true });
}

const sends = (readdirSync(folder, { recursive: true }) as string[])
	.filter((file) => file.endsWith('.json'))
	.map((file) => {
		const recording = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording;
		const name = `${dirname(file).split(sep).join('/')}/${basename(file, '.json')}`;
		return { name, ...recording };
	})
	.filter(({ request }) => request?.path?.startsWith('/message/'))
	.map(({ name, request, response, graph, line }) => {
		const reachedMeta = graph?.some(
			({ method, url }) => method === 'POST' && /\/messages$/.test(url),
		);
		const refusedByCode = /graph-\d{2,}|meta-\d+/.test(name) && !PERHAPS_OUT.test(name);
		const onTheLine = line?.some(([kind]) => kind === 'message');
		const out = PERHAPS_OUT.test(name) || (reachedMeta && !refusedByCode) || onTheLine;
		return { name, response: response!, out: Boolean(out), ...judge(request!.path, response!) };
	});

test('there are recordings of every kind', () => {
	expect(sends.length).toBeGreaterThan(150);
	for (const outcome of ['accepted', 'notSent', 'unknown']) {
		expect(sends.filter((send) => send.outcome === outcome).length).toBeGreaterThan(5);
	}
});

test('a message that is out, or perhaps out, is never called notSent', () => {
	expect(sends.filter(({ out, outcome }) => out && outcome === 'notSent')).toEqual([]);
});

test('an answer with the ID of a message is accepted, and nothing else', () => {
	for (const { name, response, outcome } of sends) {
		const { key } = (response.body ?? {}) as { key?: { id?: string } };
		expect([name, outcome === 'accepted']).toEqual([name, Boolean(key?.id)]);
	}
});

test('what is certainly not sent is called so, but for a few', () => {
	const open = sends.filter(({ out, outcome }) => !out && outcome === 'unknown');
	expect(open.map(({ name }) => name).sort()).toEqual(CERTAIN_BUT_UNKNOWN);
	expect(open.length).toBeLessThanOrEqual(6);
});

test('of what carries no file, a connection that broke behind the server says nothing', () => {
	const body = {
		status: 500,
		error: 'Internal Server Error',
		response: { message: 'connect ECONNREFUSED 127.0.0.1:6379' },
	};
	const answer = { status: 500, body };
	expect(judge('/message/sendText/shop', answer)).toMatchObject({ outcome: 'unknown' });
	expect(judge('/message/sendMedia/shop', answer)).toMatchObject({ outcome: 'notSent' });
});

test('of an edit, what a program stumbled over may have come after it', () => {
	const said = (message: string) => {
		const body = { status: 500, error: 'Internal Server Error', response: { message } };
		const answer = { status: 500, body, text: JSON.stringify(body) };
		return verdictOnAnswer(answer, evolution, { rules: edit.rules, sends: true }).outcome;
	};
	expect(said("Cannot set properties of undefined (setting 'caption')")).toBe('unknown');
	expect(said("Cannot read properties of undefined (reading 'sendMessage')")).toBe('notSent');
});
