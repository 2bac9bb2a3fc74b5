import type { Editor } from './editor';
import { takePicture, takesPictures } from './pictures';

/**
 * Takes the parameters of the open node and what is left or right of them, with nothing on top.
 * @param height of a window that has room for all parameters
 */
export async function takeNode(
	editor: Editor,
	name: string,
	beside: 'input' | 'output' = 'output',
	height?: number,
): Promise<void> {
	if (!takesPictures) return;
	await editor.closeToasts();
	await editor.page.mouse.move(0, 0);
	const size = editor.page.viewportSize()!;
	if (height) await editor.page.setViewportSize({ ...size, height });
	const output = (await editor.output.boundingBox())!;
	const left = (await (beside === 'input' ? editor.node : editor.parameters).boundingBox())!;
	const right = beside === 'input' ? output.x : output.x + output.width;
	await takePicture(name, editor.page, { ...output, x: left.x, width: right - left.x });
	await editor.page.setViewportSize(size);
}
