import fastify, { type FastifyInstance } from 'fastify';
import { acceptForms, uploadsOf } from '../../sandbox/http/forms';

let app: FastifyInstance;
let url: string;
beforeAll(async () => {
	app = fastify();
	await acceptForms(app, 100);
	app.post('/', async (request) => ({
		body: request.body,
		uploads: uploadsOf(request).map(({ bytes, ...upload }) => ({ ...upload, text: String(bytes) })),
	}));
	url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => await app.close());

async function post(form: FormData) {
	const response = await fetch(url, { method: 'POST', body: form });
	return { status: response.status, answer: await response.json() };
}

function formWith(text: string) {
	const form = new FormData();
	form.append('number', '5491122334455');
	form.append('file', new Blob([text], { type: 'application/pdf' }), 'año.pdf');
	return form;
}

test('the fields are the body, as texts; the file is kept aside', async () => {
	const { status, answer } = await post(formWith('%PDF'));
	expect(status).toBe(200);
	expect(answer).toEqual({
		body: { number: '5491122334455' },
		uploads: [{ field: 'file', fileName: 'año.pdf', mimeType: 'application/pdf', text: '%PDF' }],
	});
});

test('a file beyond the limit is refused', async () => {
	expect((await post(formWith('x'.repeat(101)))).status).toBe(413);
});

test('another body has no files', async () => {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: '{"a":1}',
	});
	expect(await response.json()).toEqual({ body: { a: 1 }, uploads: [] });
});
