import { allSenders } from '../../providers/providers';
import { nodeAt, runNode } from '../../support/n8n/engine';
import { startRawServer } from '../../support/servers/rawServer';

/** Half an emoji, as where a text was cut: some servers send it, and then fail to store it. */
test.each(allSenders)(
	'$provider: $name sends whole characters only',
	async ({ name, parameters, accepted: { status, body } }) => {
		const server = await startRawServer((socket) =>
			socket.end(`HTTP/1.1 ${status} OK\r\n\r\n${JSON.stringify(body)}`),
		);
		const items = [{ to: '+56912345678', text: 'Cut \ud83d, whole 😀' }];
		const preview = { ...parameters, options: { preview: true } };
		const shown = await runNode(nodeAt(name, server.url), preview, items);
		const { outputs } = await runNode(nodeAt(name, server.url), parameters, items);
		await server.stop();

		expect(outputs[0][0].json).toMatchObject({ outcome: 'accepted' });
		const [, sent] = server.received[0].split('\r\n\r\n');
		for (const text of [Buffer.from(sent, 'latin1').toString(), JSON.stringify(shown.outputs)]) {
			expect(text).toContain('Cut \ufffd, whole 😀');
			expect(text).not.toMatch(/\\ud83d/i);
		}
	},
);
