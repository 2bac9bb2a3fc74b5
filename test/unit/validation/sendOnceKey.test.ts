import type { WorkflowExecuteMode } from 'n8n-workflow';
import { readSendOnceKey } from '../../../nodes/shared/validation/sendOnceKey';

test.each<[object, WorkflowExecuteMode, object | undefined]>([
	[{}, 'webhook', undefined],
	[{ sendOnceKey: ' order 7 ' }, 'webhook', { key: 'order 7', forget: false }],
	[{ sendOnceKey: 7 }, 'trigger', { key: '7', forget: false }],
	[{ sendOnceKey: undefined }, 'webhook', { key: '', forget: false }],
	[{ sendOnceKey: { id: 7 } }, 'webhook', { key: '', forget: false }],
	[{ sendOnceKey: 'a', forgetSendOnceKey: true }, 'webhook', { key: 'a', forget: true }],
	// A manual run consumes no keys, but may forget one.
	[{ sendOnceKey: 'a' }, 'manual', undefined],
	[{ sendOnceKey: 'a', forgetSendOnceKey: true }, 'manual', { key: 'a', forget: true }],
	[{ forgetSendOnceKey: true }, 'webhook', undefined],
])('%j in mode %s: %j', (options, mode, key) => {
	expect(readSendOnceKey(options, mode)).toEqual(key);
});
