import type { Locator, Page } from 'playwright-core';

/** A data table as n8n shows it, by clicks as a person makes them. */
export class DataTablePage {
	private constructor(readonly page: Page) {}

	/** Opens the one with this name, from the list of all. */
	static async open(page: Page, n8nUrl: string, name: string): Promise<DataTablePage> {
		await page.goto(`${n8nUrl}/home/datatables`);
		await page.getByText(name, { exact: true }).click();
		const table = new DataTablePage(page);
		await table.grid.waitFor();
		return table;
	}

	get grid(): Locator {
		return this.page.locator('[data-test-id="data-table-grid"]');
	}

	/** The row in which these words are a whole cell. */
	row(words: string): Locator {
		return this.grid
			.locator('.ag-row')
			.filter({ has: this.page.getByText(words, { exact: true }) });
	}

	/** What a row says, in the order of the columns that fit into the window. */
	async cells(words: string): Promise<string[]> {
		await this.row(words).waitFor();
		return await this.row(words).locator('.ag-cell').allInnerTexts();
	}

	async deleteRow(words: string): Promise<void> {
		await this.row(words).locator('input[type=checkbox]').click();
		await this.page.locator('[data-test-id="delete-selected-button"]').click();
		await this.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
		await this.row(words).waitFor({ state: 'detached' });
		await this.page.getByText('Saving…').waitFor({ state: 'hidden' });
	}
}
