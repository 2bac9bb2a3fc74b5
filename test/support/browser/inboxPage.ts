import type { Browser, Locator, Page } from 'playwright-core';

/** The inbox page of the sandbox in a browser. */
export class InboxPage {
	private constructor(readonly page: Page) {}

	/** Opens it in a new tab. */
	static async open(browser: Browser, sandboxUrl: string): Promise<InboxPage> {
		const page = await browser.newPage({ viewport: { width: 1100, height: 720 }, locale: 'en-US' });
		await page.goto(sandboxUrl);
		return new InboxPage(page);
	}

	get conversations(): Locator {
		return this.page.locator('.conversations li');
	}

	conversation(words: string): Locator {
		return this.page.locator('.conversations button', { hasText: words });
	}

	/** Finds a conversation by its number, whatever name it has by now. */
	async openConversation(number: string): Promise<void> {
		const search = this.page.getByRole('searchbox');
		await search.fill(number);
		await this.conversations.getByRole('button').click();
		await search.fill('');
	}

	get bubbles(): Locator {
		return this.page.locator('.bubble');
	}

	/** Whether something sticks out of the page, which scrolls in its parts alone. */
	async scrolls(): Promise<boolean> {
		return await this.page.evaluate(() => {
			const { scrollHeight, clientHeight } = document.documentElement;
			return scrollHeight > clientHeight;
		});
	}

	/** What the contact wrote. */
	get incoming(): Locator {
		return this.page.locator('.bubble.incoming');
	}

	/** The message with these words, whoever wrote it. */
	bubble(words: string): Locator {
		return this.bubbles.filter({ hasText: words });
	}

	/** These words in the last message that n8n sent and the provider took. */
	sent(words: string): Locator {
		const last = this.page.locator('.bubble:not(.incoming, .refused)').last();
		return last.getByText(words).first();
	}

	/**
	 * A person who writes first.
	 * @param account where it is not the first channel or instance
	 */
	async newConversation(
		writesTo: string,
		number: string,
		name: string,
		account?: string,
	): Promise<void> {
		await this.page.locator('.new-conversation summary').click();
		await this.page.getByRole('combobox', { name: 'Writes to' }).selectOption({ label: writesTo });
		if (account !== undefined) {
			const accounts = this.page.getByRole('combobox', { name: 'Channel or instance' });
			await accounts.selectOption({ label: account });
		}
		await this.page.getByRole('textbox', { name: 'Number' }).fill(number);
		await this.page.getByRole('textbox', { name: 'Name' }).fill(name);
		await this.page.getByRole('button', { name: 'Start' }).click();
	}

	/** Writes as the contact of the open conversation. */
	async write(text: string): Promise<void> {
		const field = this.page.getByRole('textbox', { name: /^Write as/ });
		await field.fill(text);
		await field.press('Enter');
		await this.incoming.getByText(text).waitFor();
	}
	/** Sends a file from this computer as the contact of the open conversation. */
	async attach(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
		const sent = await this.incoming.count();
		await this.page.getByLabel('File', { exact: true }).setInputFiles(file);
		await this.incoming.nth(sent).waitFor();
	}
}
