import type { IDataObject } from 'n8n-workflow';
import type { QueryOperation } from '../../shared/contract/operation';
import { at, listOf, textOf, type Given } from '../../shared/lib/jsonAccess';
import { z } from '../../shared/lib/libraries';
import { instance } from '../destination';
import { evolution } from '../evolution';
import { instanceLookup, type InstanceKind } from '../instanceKind';
import { onlyOnPhones } from '../message/availability';
import { recipient } from '../recipient';
import { chatRules } from './rules';

const question = z.object({ instance, phoneNumber: recipient('Phone Number') });

type Question = z.infer<typeof question>;

const isLid = (id: string | null) => id?.endsWith('@lid') ?? false;

/** One entry of the answer. Version 2 writes the word "lid" beside the JID of a chat that is known by one. */
function found(entry: Given, { phoneNumber }: Question): IDataObject {
	const jid = textOf(at(entry, 'jid'));
	const lid = textOf(at(entry, 'lid'));
	return {
		number: /^\d+$/.test(phoneNumber) ? `+${phoneNumber}` : phoneNumber,
		exists: at(entry, 'exists') === true,
		jid,
		lid: [lid, jid].find(isLid) ?? null,
		name: textOf(at(entry, 'name')),
	};
}

/** No document bounds it; so many are answered within the usual time. */
const MAX_NUMBERS = 50;

/** The server refuses a number that is there twice. */
const requestFor = (questions: readonly Question[]) => ({
	method: 'POST' as const,
	path: `/chat/whatsappNumbers/${encodeURIComponent(questions[0].instance)}`,
	body: { numbers: [...new Set(questions.map(({ phoneNumber }) => phoneNumber))] },
});

/**
 * Which numbers are on WhatsApp: POST /chat/whatsappNumbers/{instance}, 200 with an entry for each.
 * Sources: the servers' schemas and code, and recordings of 1.8.6 and 2.3.7. Phones only. Numbers that
 * the server looked up before are answered from its memory, even while it is not connected.
 */
export const checkNumbers: QueryOperation<Question, InstanceKind> = {
	kind: 'query',
	provider: evolution,
	read: ({ locatedId, phone }) => ({
		instance: locatedId('instance'),
		phoneNumber: phone('phoneNumber'),
	}),
	schema: question,
	channel: (message) => message.instance,
	lookup: (message) => instanceLookup(message.instance),
	refuse: (_message, kind) => onlyOnPhones('Checking numbers', kind),
	request: (message) => requestFor([message]),
	together: { max: MAX_NUMBERS, request: requestFor },
	data({ body }, message) {
		const entry = listOf(body).find(
			(candidate) => textOf(at(candidate, 'number')) === message.phoneNumber,
		);
		return entry === undefined ? null : found(entry, message);
	},
	rules: chatRules,
};
