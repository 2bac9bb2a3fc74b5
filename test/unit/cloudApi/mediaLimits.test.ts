import { mediaLimits } from '../../../nodes/shared/cloudApi/mediaLimits';

/** Meta's "Media", supported media types: 16 MB, 100 MB, 5 MB, 500 KB and 16 MB. */
test("the sizes are Meta's", () => {
	const sizes = Object.entries(mediaLimits).map(([kind, { maxBytes }]) => [kind, maxBytes]);
	expect(Object.fromEntries(sizes)).toEqual({
		audio: 16_777_216,
		document: 104_857_600,
		image: 5_242_880,
		sticker: 512_000,
		video: 16_777_216,
	});
});
