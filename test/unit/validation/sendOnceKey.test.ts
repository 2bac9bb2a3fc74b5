import { readSendOnceKey } from '../../../nodes/shared/validation/sendOnceKey';

test.each<[object, 'test' | 'run', object | undefined]>([
	[{}, 'run', undefined],
	[{ sendOnceKey: ' order 7 ' }, 'run', { key: 'order 7', forget: false }],
	[{ sendOnceKey: 7 }, 'run', { key: '7', forget: false }],
	[{ sendOnceKey: undefined }, 'run', { key: '', forget: false }],
	[{ sendOnceKey: { id: 7 } }, 'run', { key: '', forget: false }],
	[{ sendOnceKey: 'a', forgetSendOnceKey: true }, 'run', { key: 'a', forget: true }],
	// A test consumes no keys, but may forget one.
	[{ sendOnceKey: 'a' }, 'test', undefined],
	[{ sendOnceKey: 'a', forgetSendOnceKey: true }, 'test', { key: 'a', forget: true }],
	[{ forgetSendOnceKey: true }, 'run', undefined],
])('%j in a %s: %j', (options, run, key) => {
	expect(readSendOnceKey(options, run === 'test')).toEqual(key);
});
