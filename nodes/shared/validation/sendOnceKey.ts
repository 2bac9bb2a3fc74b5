import type { WorkflowExecuteMode } from 'n8n-workflow';
import type { Options } from '../contract/parameters';

/** The unique key of a message. */
export interface SendOnceKey {
	/** Blank where the expression gave nothing usable. */
	key: string;
	/** Only forget it, so that the next run sends again. */
	forget: boolean;
}

/** @returns `undefined` where the option is not in use, or in a manual run, which consumes no keys */
export function readSendOnceKey(
	options: Options,
	mode: WorkflowExecuteMode,
): SendOnceKey | undefined {
	const forget = options.forgetSendOnceKey ?? false;
	if (!('sendOnceKey' in options) || (mode === 'manual' && !forget)) return undefined;
	const { sendOnceKey } = options;
	const usable = typeof sendOnceKey === 'string' || typeof sendOnceKey === 'number';
	return { key: usable ? String(sendOnceKey).trim() : '', forget };
}
