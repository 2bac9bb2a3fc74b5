import type { Provider } from '../contract/provider';
import type { Receipt } from '../contract/receipt';
import { countryOfRecipient } from '../validation/person';
import type { Result } from './result';

/** Whom a message would have gone to, where a test recipient gets it. */
export const intended = ({ intendedTo }: Pick<Receipt, 'intendedTo'>): Partial<Receipt> =>
	intendedTo === undefined ? {} : { intendedTo };

/** What a message became that was accepted, or is not sent now for a good reason. */
export const receipt = (
	{ name }: Provider,
	to: string | null,
	outcome: Receipt['outcome'],
	known: Partial<Receipt> = {},
): Result => ({
	kind: 'receipt',
	receipt: {
		provider: name,
		outcome,
		to: to ?? '',
		toCountry: to === null ? null : countryOfRecipient(to),
		messageId: null,
		status: null,
		attempts: 0,
		sentAt: null,
		response: null,
		...known,
	},
});
