import { isSameEndpoint, isSameNode } from '../../../nodes/shared/webhook/endpoint';

const OURS = 'https://n8n.example/webhook/abc/webhook';

test.each([
	['the same', OURS, true, true],
	['on another host, below a path', 'http://10.0.0.1:5678/n8n/webhook/abc/webhook', true, true],
	['with a secret', `${OURS}?secret=x`, true, true],
	['the test address', 'https://n8n.example/webhook-test/abc/webhook', false, true],
	['of another node', 'https://n8n.example/webhook/abd/webhook', false, false],
	['not an address', 'n8n.example/webhook/abc/webhook', false, false],
	['empty', '', false, false],
])('%s: the same endpoint %s, the same node %s', (_name, other, endpoint, node) => {
	expect(isSameEndpoint(OURS, other)).toBe(endpoint);
	expect(isSameNode(OURS, other)).toBe(node);
});
