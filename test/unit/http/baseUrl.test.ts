import { readBaseUrl, withoutLogin } from '../../../nodes/shared/http/baseUrl';

test.each([
	['https://user:pw@example.com/a', 'https://example.com/a'],
	['http://token@example.com', 'http://example.com'],
	['https://user:p@w@example.com/a', 'https://example.com/a'],
	['//user:pw@example.com', '//example.com'],
	['https://example.com/a@b?c=d@e', 'https://example.com/a@b?c=d@e'],
	['none', 'none'],
])('%s is shown as %s', (address, shown) => expect(withoutLogin(address)).toBe(shown));

test.each([
	['app.aisoule.com', 'https://app.aisoule.com'],
	['evolution.example.com:8080/', 'https://evolution.example.com:8080'],
	['192.168.1.5:8080', 'http://192.168.1.5:8080'],
	['evolution:8080', 'http://evolution:8080'],
	['nas.local', 'http://nas.local'],
])('%s is %s', (given, address) => expect(readBaseUrl(given)).toBe(address));

test.each(['', ' ', 'ftp://example.com', 'http:///path', null])(
	'%j is not a web address',
	(given) => expect(readBaseUrl(given)).toBeUndefined(),
);
