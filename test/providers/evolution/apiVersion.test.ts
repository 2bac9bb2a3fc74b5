import { apiVersionIn } from '../../../nodes/Evolution/apiVersion';

test.each([
	['1.8.6', 'v1'],
	['2.3.6', 'v2'],
	['3.0.0', 'v2'],
	['0.9', undefined],
	['beta', undefined],
])('version %s is %s', (version, shape) => expect(apiVersionIn({ version })).toBe(shape));
