import type { IDataObject } from 'n8n-workflow';
import { isWebPage } from '../shared/contract/answer';
import type { QueryOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { field, isBlank, quote, readText } from '../shared/validation/schema';
import { saysNo } from './answer';
import { contactVerdicts } from './contact';
import { identifier, readTicketReference, ticketReference } from './ticketReference';
import { vambe } from './vambe';

/** A number as JSON has it: of "1.500,00" nobody knows what it means. */
const amount = field((value, refuse) => {
	const whatToDo =
		'Enter a number without currency and without separators, such as 150000 or 1500.5.';
	if (isBlank(value)) return refuse("'Amount' is empty", whatToDo);
	const given = typeof value === 'string' ? value.trim() : value;
	const isNumber =
		typeof given === 'number'
			? Number.isFinite(given)
			: typeof given === 'string' && /^[+-]?\d+(\.\d+)?$/.test(given);
	return isNumber ? Number(given) : refuse(`'Amount' is not a number: ${quote(value)}`, whatToDo);
});

const currency = field((value, refuse) => {
	if (isBlank(value)) return undefined;
	const code = readText('Currency', value, refuse).trim().toUpperCase();
	return /^[A-Z]{3}$/.test(code)
		? code
		: refuse(
				`'Currency' is not a currency code: ${quote(value)}`,
				'Enter the three letters of the currency, such as CLP or USD, or leave it empty.',
			);
});

const update = z.object({
	ticket: ticketReference,
	amount,
	currency,
	allowClosedTicket: z.boolean(),
});

/**
 * Sets what a ticket is worth: POST /api/public/ticket/amount.
 * Source: docs.vambe.me, "Update the amount of a ticket": a ticket whose amount is a price needs a
 * currency, one whose amount is a custom field ignores it, and which it is only Vambe knows.
 */
export const updateAmount: QueryOperation<z.infer<typeof update>> = {
	kind: 'query',
	provider: vambe,
	read: (parameters) => ({
		ticket: readTicketReference(parameters),
		amount: parameters.value('amount'),
		currency: parameters.value('currency'),
		allowClosedTicket: parameters.value('allowClosedTicket'),
	}),
	groups: ['ticket'],
	schema: update,
	verdicts: {
		...contactVerdicts,
		400: {
			outcome: 'notSent',
			evidence: { unsent: 'this changes data and sends no message' },
			code: 'refused',
			reason: 'Vambe did not accept this amount',
			whatToDo: "Check the ID, and enter a 'Currency': a ticket whose amount is a price needs one.",
		},
	},
	request: (message) => ({
		method: 'POST',
		path: '/api/public/ticket/amount',
		body: {
			...identifier(message.ticket),
			amount: message.amount,
			...(message.currency !== undefined && { currency: message.currency }),
			allow_closed_ticket: message.allowClosedTicket,
		},
	}),
	data({ body, text }) {
		if (isWebPage(text) || saysNo(body)) return null;
		return typeof body === 'object' && body !== null && !Array.isArray(body)
			? (body as IDataObject)
			: { status: 'ok', response: body ?? text };
	},
};
