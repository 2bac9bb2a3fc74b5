import type { Media } from '../../sandbox/conversations';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

/** Files that a provider's API takes itself: they are kept, and no request holds their bytes. */
let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const bytes = Buffer.alloc(15 * 2 ** 20, 'PDF ');

const fields = {
	number: '15550100002',
	mediatype: 'document',
	mimetype: 'application/pdf',
	fileName: 'año.pdf',
};

async function sendMedia(body: string | FormData): Promise<void> {
	const response = await fetch(`${sandbox.url}/evolution-v2/message/sendMedia/phone`, {
		method: 'POST',
		headers: {
			apikey: 'evolution-sandbox-key',
			...(typeof body === 'string' && { 'content-type': 'application/json' }),
		},
		body,
	});
	expect(response.status).toBe(201);
}

const WAYS: Array<[string, () => string | FormData, object]> = [
	[
		'base64',
		() => JSON.stringify({ ...fields, media: bytes.toString('base64') }),
		{ ...fields, media: expect.stringMatching(/^UERGIFBERi.{90}… \(20,971,520 characters\)$/) },
	],
	[
		'a form',
		() => {
			const form = new FormData();
			for (const [name, value] of Object.entries(fields)) form.append(name, value);
			form.append('file', new Blob([bytes], { type: 'application/pdf' }), 'año.pdf');
			return form;
		},
		{ ...fields, file: '[año.pdf, application/pdf, 15,728,640 bytes]' },
	],
];

test.each(WAYS)('a document of 15 MB in %s', async (_, body, shown) => {
	await sendMedia(body());
	const [{ content, request }] = await sandbox.messages();
	const { media } = content as { media: Media };
	expect(media).toMatchObject({
		filename: 'año.pdf',
		mimeType: 'application/pdf',
		size: bytes.length,
		link: expect.stringMatching(/\/inbox\/files\/[\w-]+\/a%C3%B1o\.pdf$/),
	});
	const served = await fetch(media.link!);
	expect(served.headers.get('content-type')).toBe('application/pdf');
	expect(Buffer.from(await served.arrayBuffer()).equals(bytes)).toBe(true);
	expect(request.body).toEqual(shown);
});

test('a contact sends a video of 16 MB', async () => {
	const base64 = Buffer.alloc(16 * 2 ** 20).toString('base64');
	const media = { base64, mimeType: 'video/mp4', fileName: 'walk.mp4' };
	const video = { provider: 'vobiz', from: '+15550100002', type: 'video', media };
	const { message } = await sandbox.reply(video);
	expect((message.content as { media: Media }).media.size).toBe(16 * 2 ** 20);
});

test('clearing the inbox drops the files', async () => {
	await sendMedia(WAYS[1][1]());
	const [{ content }] = await sandbox.messages();
	await sandbox.clear();
	expect((await fetch((content as { media: Media }).media.link!)).status).toBe(404);
});
