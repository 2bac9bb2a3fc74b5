import type { Provider, Receipt } from './operation';
import { countryOfRecipient } from './person';

/** What a message became that was accepted, or is not sent now for a good reason. */
export const receipt = (
	{ name }: Provider,
	to: string | null,
	outcome: Receipt['outcome'],
	known: Partial<Receipt> = {},
): { json: Receipt } => ({
	json: {
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
