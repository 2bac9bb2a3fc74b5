import { docsOf, ERROR_CODES } from '../../../nodes/shared/contract/errorCode';
import { homepage } from '../../../package.json';

test('each code is there once, in words that an address takes as they are', () => {
	expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length);
	for (const code of ERROR_CODES) expect(code).toMatch(/^[a-z\d]+(-[a-z\d]+)*$/);
});

test('its entry is on a page of this project', () => {
	expect(docsOf('out-of-window')).toBe(
		`${homepage}/blob/main/docs/troubleshooting.md#out-of-window`,
	);
});
