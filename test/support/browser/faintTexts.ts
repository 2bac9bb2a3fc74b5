/** Run in a page: texts whose contrast to their ground is under the 4.5 of WCAG AA. */
export function faintTexts(): string[] {
	type Color = [number, number, number, number];
	const parse = (color: string) => {
		const [r, g, b, a = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
		return [r, g, b, a] as Color;
	};
	const luminance = (color: Color) => {
		const [r, g, b] = color.slice(0, 3).map((part) => {
			const share = part / 255;
			return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const groundOf = (element: Element | null): Color => {
		if (!element) return [255, 255, 255, 1];
		const color = parse(getComputedStyle(element).backgroundColor);
		return color[3] === 1 ? color : groundOf(element.parentElement);
	};
	const faint = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) => {
		const hasText = [...element.childNodes].some(
			(node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== '',
		);
		// What is disabled may be faint.
		if (!hasText || !element.checkVisibility() || element.closest(':disabled')) return false;
		const [one, other] = [parse(getComputedStyle(element).color), groundOf(element)]
			.map(luminance)
			.sort((a, b) => b - a);
		return (one + 0.05) / (other + 0.05) < 4.5;
	});
	return faint.map((element) => `${element.tagName}.${element.className}: ${element.innerText}`);
}
