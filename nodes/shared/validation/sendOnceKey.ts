import type { Options } from '../contract/parameters';

/** The unique key of a message. */
export interface SendOnceKey {
	/** Blank where the expression gave nothing usable. */
	key: string;
	/** Only forget it, so that the next run sends again. */
	forget: boolean;
}

/**
 * @param isTest whether the run is one, which consumes no keys
 * @returns `undefined` where the option is not in use
 */
export function readSendOnceKey(options: Options, isTest: boolean): SendOnceKey | undefined {
	const forget = options.forgetSendOnceKey ?? false;
	if (!('sendOnceKey' in options) || (isTest && !forget)) return undefined;
	const { sendOnceKey } = options;
	const usable = typeof sendOnceKey === 'string' || typeof sendOnceKey === 'number';
	return { key: usable ? String(sendOnceKey).trim() : '', forget };
}
