import type { IDataObject, JsonValue } from 'n8n-workflow';
import type { QueryOperation } from '../../shared/contract/operation';
import { at, listOf, numberOf, textOf, timeOf, type Given } from '../../shared/lib/jsonAccess';
import { z } from '../../shared/lib/libraries';
import { chatRules } from '../chat/rules';
import { instance } from '../destination';
import { evolution } from '../evolution';
import { instanceLookup, type InstanceKind } from '../instanceKind';
import { onlyOnPhones } from '../message/availability';
import { groupsPath } from './groups';

const question = z.object({ instance, participants: z.boolean() });

const participantOf = (entry: Given): IDataObject => ({
	id: textOf(at(entry, 'id')),
	phone: textOf(at(entry, 'phoneNumber')),
	admin: textOf(at(entry, 'admin')) !== null,
});

function groupsIn(entry: Given): IDataObject[] {
	const id = textOf(at(entry, 'id'));
	if (id === null) return [];
	const participants = at(entry, 'participants');
	const group = {
		id,
		subject: textOf(at(entry, 'subject')),
		description: textOf(at(entry, 'desc')),
		size: numberOf(at(entry, 'size')),
		owner: textOf(at(entry, 'owner')),
		createdAt: timeOf(at(entry, 'creation')),
		onlyAdminsWrite: at(entry, 'announce') === true,
		pictureUrl: textOf(at(entry, 'pictureUrl')),
		...(participants !== undefined && { participants: listOf(participants).map(participantOf) }),
	};
	return [group];
}

/**
 * The groups that a phone is in: GET /group/fetchAllGroups/{instance}, 200. Sources: the servers' code, and
 * recordings of 1.8.6 and 2.3.7. Phones only. Version 1 answers with nothing where the instance ignores
 * groups. The server asks WhatsApp for the picture of each group, which takes its time.
 */
export const getAll: QueryOperation<z.infer<typeof question>, InstanceKind> = {
	kind: 'query',
	provider: evolution,
	read: ({ locatedId, value }) => ({
		instance: locatedId('instance'),
		participants: value('participants'),
	}),
	schema: question,
	channel: (asked) => asked.instance,
	lookup: (asked) => instanceLookup(asked.instance),
	refuse: (_asked, found) => onlyOnPhones('Listing groups', found),
	request: (asked) => ({ method: 'GET', path: groupsPath(asked.instance, asked.participants) }),
	data: ({ body, text }) => {
		if (text.trim() === '') return [];
		return Array.isArray(body) ? (body as JsonValue[]).flatMap(groupsIn) : null;
	},
	rules: chatRules,
};
