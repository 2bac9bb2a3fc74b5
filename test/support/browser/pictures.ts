import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

const project = join(__dirname, '..', '..', '..');

/** SCREENSHOTS=1 asks for the pictures of the documentation. */
export const takesPictures = Boolean(process.env.SCREENSHOTS);

interface Area {
	x: number;
	y: number;
	width: number;
	height: number;
}

/**
 * Takes one on the way, where they are asked for.
 * @param clip the part of a page
 */
export const takePicture = async (name: string, of: Page | Locator, clip?: Area): Promise<void> =>
	await savePicture(`docs/images/${name}.png`, of, clip);

/** The same, of another file of the project. */
export async function savePicture(file: string, of: Page | Locator, clip?: Area): Promise<void> {
	if (!takesPictures) return;
	await of.screenshot({ path: join(project, file), animations: 'disabled', clip });
}
