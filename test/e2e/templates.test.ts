import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browser/chromium';
import { Editor } from '../support/browser/editor';
import { savePicture } from '../support/browser/pictures';
import { openStack, type OpenStack } from '../support/stack/openStack';
import { readTemplate, TEMPLATES, templates } from '../support/workflows/templates';

/** The templates as somebody opens them who takes them from n8n's library. */
let stack: OpenStack;
let browser: Browser;
let editor: Editor;

beforeAll(async () => {
	stack = await openStack();
	browser = await launchChromium();
	editor = await Editor.open(browser, stack.n8n.url);
	await editor.page.setViewportSize({ width: 1680, height: 900 });
	await editor.signIn(stack.n8n.login);
});
afterAll(async () => {
	await browser?.close();
	await stack?.stop();
});

test.each(templates)('%s: n8n shows all of it, and knows every node', async (template) => {
	const workflow = readTemplate(template);
	const id = await stack.n8n.importWorkflow(workflow, {});
	await editor.openWorkflow(id);
	for (const { name, type } of workflow.nodes) {
		if (!type.endsWith('.stickyNote')) await editor.nodeOnCanvas(name).first().waitFor();
	}
	await editor.canvas.getByText(workflow.name).waitFor();
	const nodeInfos = workflow.nodes.map(({ type, typeVersion }) => ({
		name: type,
		version: typeVersion,
	}));
	// Refuses those that it does not know.
	await stack.n8n.rest('POST', '/node-types', { nodeInfos });
	const area = await editor.workflowArea();
	await savePicture(`${TEMPLATES}/${template}/picture.png`, editor.page, area);
});
