import { createHash } from 'node:crypto';
import type { Provider } from '../contract/provider';
import type { Account } from '../http/account';
import { Register } from '../sharedMemory/register';
import { lookupOf } from '../sharedMemory/row';
import type { SharedMemory } from '../sharedMemory/sharedMemory';
import { RateLimiter } from './rateLimiter';
import { RollingWindows } from './rollingWindows';
import { SharedSlots } from './sharedSlots';
import { NO_SLOTS, type SlotRegister } from './slotHistory';

/** One for each account, shared by all executions of this process. */
const rateLimiters = new Map<string, RateLimiter>();

export function rateLimiterOf(
	provider: Provider,
	account: Account,
	shared?: SharedMemory,
): RateLimiter {
	const key = `${idOf(provider, account)} ${shared?.id}`;
	const limiter =
		rateLimiters.get(key) ?? new RateLimiter(shared ? new SharedSlots() : new RollingWindows());
	rateLimiters.set(key, limiter);
	return limiter;
}

/** Where the slots of this account are, as this execution reaches them. */
export const slotRegisterOf = (
	provider: Provider,
	account: Account,
	{ hurried }: SharedMemory,
): SlotRegister =>
	new Register(
		hurried,
		{
			kind: 'Rate limit',
			key: `${provider.displayName}, ${account.credentialName}`,
			lookup: lookupOf('Rate limit', idOf(provider, account)),
		},
		NO_SLOTS,
	);

const idOf = ({ name }: Provider, { baseUrl, secrets }: Account) =>
	createHash('sha256')
		.update([name, baseUrl, ...secrets].join('\n'))
		.digest('hex');
