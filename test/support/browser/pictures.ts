import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

const folder = join(__dirname, '..', '..', '..', 'docs', 'images');

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
export async function takePicture(name: string, of: Page | Locator, clip?: Area): Promise<void> {
	if (!takesPictures) return;
	await of.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', clip });
}
