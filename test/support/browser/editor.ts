import type { Browser, Locator, Page } from 'playwright-core';
import type { Login } from '../../../scripts/n8n/dataFolder';
import { until } from '../stack/until';

/** n8n's editor in a browser, by clicks and keys as a person makes them. */
export class Editor {
	private constructor(
		readonly page: Page,
		private readonly n8nUrl: string,
	) {}

	/** Opens it in a new tab. */
	static async open(browser: Browser, n8nUrl: string): Promise<Editor> {
		const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
		// A hint of the editor lies over the first node that is opened.
		const hint = page.getByRole('dialog').filter({ hasText: 'browse nodes' });
		await page.addLocatorHandler(hint, async () => await hint.getByText('Got it').click());
		return new Editor(page, n8nUrl);
	}

	async signIn({ email, password }: Login): Promise<void> {
		await this.page.goto(`${this.n8nUrl}/signin`);
		await this.page.fill('input[name=emailOrLdapLoginId]', email);
		await this.page.fill('input[type=password]', password);
		await this.page.keyboard.press('Enter');
		await this.page.waitForURL((address) => !address.pathname.includes('signin'));
	}

	private byId(testId: string): Locator {
		return this.page.locator(`[data-test-id="${testId}"]`);
	}

	// The canvas

	async newWorkflow(): Promise<void> {
		// Left open by a test that failed, it would lie over everything.
		if (await this.node.isVisible()) await this.page.goto(`${this.n8nUrl}/home/workflows`);
		await this.byId('universal-add').click();
		await this.page.getByRole('menuitem', { name: 'New workflow' }).click();
		await this.byId('canvas-add-button').waitFor();
		await this.page.keyboard.press('Escape');
	}

	/** Opens a workflow, all of which fits into the window. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.n8nUrl}/workflow/${id}`);
		await this.byId('canvas-node').first().waitFor();
		await this.page.keyboard.press('1');
	}

	get canvas(): Locator {
		return this.byId('canvas');
	}

	/** The part of the page with all nodes and notes, and not the buttons below. */
	async workflowArea() {
		const boxes = await this.canvas
			.locator('.vue-flow__node')
			.evaluateAll((nodes) =>
				nodes.map((node) => node.getBoundingClientRect().toJSON() as DOMRect),
			);
		const x = Math.min(...boxes.map(({ left }) => left)) - 8;
		const y = Math.min(...boxes.map(({ top }) => top)) - 8;
		// A label may be wider than its node.
		const width = Math.max(...boxes.map(({ right }) => right)) + 48 - x;
		const height = Math.max(...boxes.map(({ bottom }) => bottom)) + 8 - y;
		return { x, y, width, height };
	}

	get nodePanel(): Locator {
		return this.byId('node-creator');
	}

	/** Opens the panel from which nodes are dropped. */
	async openNodePanel(): Promise<void> {
		await this.byId('node-creator-plus-button').click();
		await this.byId('node-creator-search-bar').waitFor();
	}

	/** Opens the panel at the + behind the last node. */
	async openNodePanelBehind(node: string): Promise<void> {
		await this.nodeOnCanvas(node).locator('[data-test-id="canvas-handle-plus"]').click();
		await this.byId('node-creator-search-bar').waitFor();
	}

	/** The entry of the panel with exactly these words. */
	inNodePanel(words: string): Locator {
		return this.byId('node-creator-item-name').getByText(words, { exact: true });
	}

	/** What the panel lists, from the top. */
	async namesInNodePanel(): Promise<string[]> {
		return await this.byId('node-creator-item-name').allInnerTexts();
	}

	async search(words: string): Promise<void> {
		await this.byId('node-creator-search-bar').click();
		await this.page.keyboard.type(words);
	}

	/** Searches a node, drags one of its actions out of the panel and drops it, which opens it. */
	async drop(node: string, action: string): Promise<void> {
		await this.search(node);
		await this.inNodePanel(node).click();
		await this.inNodePanel(action).dragTo(this.byId('canvas'), {
			targetPosition: { x: 400, y: 300 },
		});
		await this.parameters.waitFor();
	}

	/** The same by a click, which puts it behind the node that is there. */
	async add(node: string, action: string): Promise<void> {
		await this.search(node);
		await this.inNodePanel(node).click();
		await this.inNodePanel(action).click();
		await this.parameters.waitFor();
	}

	nodeOnCanvas(name: string): Locator {
		return this.byId('canvas-node').filter({ hasText: name });
	}

	async openNode(name: string): Promise<void> {
		await this.nodeOnCanvas(name).first().dblclick();
		await this.parameters.waitFor();
	}

	async closeNode(): Promise<void> {
		await this.byId('ndv-close-button').click();
		await this.byId('ndv').waitFor({ state: 'hidden' });
	}

	/** The button at the top and that of the window that it opens. */
	async publish(): Promise<void> {
		await this.byId('workflow-open-publish-modal-button').click();
		await this.byId('workflow-publish-button').click();
		await this.byId('workflow-active-version-indicator').waitFor();
		await this.byId('activation-modal').getByText('Got it').click();
	}

	/** The button below the canvas. */
	async executeWorkflow(): Promise<void> {
		await this.byId('execute-workflow-button').click();
	}

	// An open node

	get node(): Locator {
		return this.byId('ndv');
	}

	get parameters(): Locator {
		return this.byId('node-parameters');
	}

	get input(): Locator {
		return this.byId('ndv-input-panel');
	}

	get output(): Locator {
		return this.byId('output-panel');
	}

	/** @param which of several with that name, from 0 */
	parameter(name: string, which = 0): Locator {
		return this.byId(`parameter-input-${name}`).nth(which);
	}

	/** Pastes: of keys that follow each other faster than a person types, the editor loses some. */
	async enter(parameter: string, text: string, which = 0): Promise<void> {
		await this.parameter(parameter, which).locator('input, textarea').click();
		await this.page.keyboard.press('ControlOrMeta+a');
		await this.page.keyboard.insertText(text);
	}

	async choose(parameter: string, option: string): Promise<void> {
		await this.parameter(parameter).click();
		await this.pickFromDropdown(option);
	}

	/** The options of the dropdown that is open. */
	private get dropdown(): Locator {
		return this.page.locator('.el-select-dropdown__item').filter({ visible: true });
	}

	/** Waits until it is closed, too: it takes clicks until then. */
	private async pickFromDropdown(option: string): Promise<void> {
		await this.dropdown.getByText(option, { exact: true }).click();
		await this.dropdown.first().waitFor({ state: 'hidden' });
	}

	/** What the live list of a parameter offers, once it is there. */
	async listOf(parameter: string): Promise<string[]> {
		await this.parameter(parameter).locator('[data-test-id="rlc-input"]').click();
		await this.byId('rlc-item').first().waitFor();
		return await this.byId('rlc-item').allInnerTexts();
	}

	/** Picks from the list that is open. */
	async pickFromList(parameter: string, entry: string): Promise<void> {
		await this.byId('rlc-item').getByText(entry, { exact: true }).click();
		const chosen = this.parameter(parameter).locator('[data-test-id="rlc-input"]');
		await until(5, async () => (await chosen.inputValue()) === entry);
	}

	async pick(parameter: string, entry: string): Promise<void> {
		await this.listOf(parameter);
		await this.pickFromList(parameter, entry);
	}

	/** Adds an entry to a collection that has several kinds of them. */
	async addTo(collection: string, kind: string): Promise<void> {
		const add = this.byId(`fixed-collection-${collection}`).getByPlaceholder(/^Add /).last();
		await add.click();
		await this.pickFromDropdown(kind);
	}

	/** Adds an option of the node. */
	async addOption(option: string): Promise<void> {
		await this.parameters.getByPlaceholder('Add option').click();
		await this.pickFromDropdown(option);
	}

	/** Drags a field of the input onto a parameter, which makes an expression of it. */
	async drag(field: string, parameter: string): Promise<void> {
		const from = this.input
			.locator('[data-test-id="run-data-schema-node-name"]')
			.getByText(field, { exact: true });
		await from.hover();
		await this.page.mouse.down();
		const { x, y, width, height } = (await this.parameter(parameter).boundingBox())!;
		await this.page.mouse.move(x + width / 2, y + height / 2, { steps: 10 });
		await this.page.mouse.up();
		await this.parameter(parameter).locator('[data-test-id^="inline-expression"]').waitFor();
	}

	// Its credential

	/** Of those that the node has, as its parameters stand. */
	get credentialLabels(): Locator {
		return this.byId('credentials-label');
	}

	async chooseCredential(name: string): Promise<void> {
		await this.openCredentials(this.dropdown.getByText(name, { exact: true }));
		await this.pickFromDropdown(name);
	}

	/** The editor changes the list behind the parameter that it hangs on, and loses clicks meanwhile. */
	private async openCredentials(entry: Locator, which = 0): Promise<void> {
		await until(20, async () => {
			await this.byId('node-credentials-select').nth(which).click();
			return await entry.waitFor({ timeout: 2000 }).then(
				() => true,
				() => false,
			);
		});
	}

	get credential(): Locator {
		return this.byId('editCredential-modal');
	}

	/**
	 * Opens the window for another credential.
	 * @param which of those that the node has, from 0
	 */
	async newCredential(which = 0): Promise<void> {
		const entry = this.byId('node-credentials-select-item-new').filter({ visible: true });
		await this.openCredentials(entry, which);
		await entry.click();
		await this.credential.waitFor();
	}

	/** Opens the one that is chosen. */
	async openCredential(): Promise<void> {
		await this.byId('credential-edit-button').click();
		await this.credential.waitFor();
	}

	/** Presses Save, upon which n8n tests the connection. */
	async saveCredential(): Promise<void> {
		await this.byId('credential-save-button').locator('button').click();
	}

	async closeCredential(): Promise<void> {
		await this.credential.getByLabel('Close this dialog').click();
		await this.credential.waitFor({ state: 'hidden' });
	}

	// A run of it

	async execute(): Promise<void> {
		await this.byId('node-execute-button').click();
	}

	/** The error in the output, when there is one. */
	async error(): Promise<string> {
		const message = this.output.locator('[data-test-id="node-error-message"]');
		return await message.innerText();
	}

	/** What is below the text of the error. */
	get errorDescription(): Locator {
		return this.output.locator('[data-test-id="node-error-description"]');
	}

	/** The first item of the table in the output, when there is one. */
	async receipt(): Promise<Record<string, string>> {
		const table = this.output.locator('table');
		await table.waitFor();
		const names = await table.locator('th').allInnerTexts();
		const values = await table.locator('tbody tr').first().locator('td').allInnerTexts();
		return Object.fromEntries(names.map((name, column) => [name.trim(), values[column].trim()]));
	}

	/** What pops up in the corner. */
	get toasts(): Locator {
		return this.page.locator('.el-notification');
	}

	/** Closes what popped up, unless it goes by itself. */
	async closeToasts(): Promise<void> {
		const close = this.toasts.last().locator('.el-notification__closeBtn');
		await until(20, async () => {
			if ((await this.toasts.count()) === 0) return true;
			await close.click({ timeout: 1000 }).catch(() => {});
			return false;
		});
	}
}
