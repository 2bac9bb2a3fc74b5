import { readSections, refuseRepeated } from '../../shared/cloudApi/interactive';
import type { SendOperation } from '../../shared/contract/operation';
import type { Complaint } from '../../shared/contract/file';
import { z } from '../../shared/lib/libraries';
import { addRefusal, optionalId, optionalText, requiredText } from '../../shared/validation/schema';
import { instanceLookup, versionOf, type InstanceKind } from '../instanceKind';
import { notAvailable } from './availability';
import { bodyOf } from './body';
import { everyMessage, pathOf, readEveryMessage, sending } from './everyMessage';

const row = z
	.object({
		title: requiredText('Row Title', 'Enter the label of the row.'),
		id: optionalId('Row ID'),
		description: optionalText('Row Description'),
	})
	.transform(({ title, id, description }) => ({
		title,
		...(description !== undefined && { description }),
		rowId: id ?? title,
	}));

const section = z.object({
	title: requiredText('Section Title', 'Enter the heading of the section.'),
	rows: z.array(row),
});

const sections = z.array(section).superRefine((given, context) => {
	if (given.length === 0) addRefusal(context, "'Sections' is empty", 'Add a section with rows.');
	const empty = given.findIndex(({ rows }) => rows.length === 0);
	if (empty >= 0) {
		addRefusal(context, 'A section has no rows', 'Add a row to it, or remove the section.', [
			empty,
		]);
	}
	refuseRepeated(
		context,
		'sections',
		given.map(({ title }) => title),
	);
	refuseRepeated(
		context,
		'row IDs',
		given.flatMap(({ rows }) => rows.map(({ rowId }) => rowId)),
	);
});

const listMessage = everyMessage.extend({
	title: requiredText('Title', 'Enter the heading of the list.'),
	description: optionalText('Description'),
	footer: optionalText('Footer'),
	listButton: requiredText('List Button', 'Enter the label of the button that opens the list.'),
	sections,
});

type ListMessage = z.infer<typeof listMessage>;

/**
 * Sends a list: POST /message/sendList/{instance}, 201. Sources: the server's schemas and code, and
 * recordings of 1.8.6 and 2.3.7. Version 2 wants a footer, version 1 a description; both take empty ones.
 */
export const sendList: SendOperation<ListMessage, InstanceKind> = {
	...sending,
	read: (parameters) => ({
		...readEveryMessage(parameters),
		title: parameters.value('title'),
		description: parameters.value('description'),
		footer: parameters.value('footer'),
		listButton: parameters.value('listButton'),
		sections: readSections(parameters.collection('sections').section),
	}),
	schema: listMessage,
	lookup: ({ instance }) => instanceLookup(instance),
	refuse: (message, found) =>
		notAvailable('A list', { evolution: 'Use Send Buttons.' }, found) ??
		refuseOnBusiness(message, found),
	request: (message, found) => {
		const { title, description, footer, listButton: buttonText, sections: given } = message;
		return {
			method: 'POST',
			path: pathOf('sendList', message),
			body: bodyOf(
				message,
				{
					v1: {
						listMessage: {
							title,
							description: description ?? '',
							...(footer !== undefined && { footerText: footer }),
							buttonText,
							sections: given,
						},
					},
					v2: {
						title,
						...(description !== undefined && { description }),
						footerText: footer ?? '',
						buttonText,
						sections: given,
					},
				},
				found,
			),
			delayMs: message.extras.delay,
		};
	},
};

/** Meta wants a text above a list, and version 2 cuts the descriptions of rows, also where there is none. */
function refuseOnBusiness(
	message: ListMessage,
	found: InstanceKind | undefined,
): Complaint | undefined {
	if (found?.channel !== 'business') return undefined;
	if (message.description === undefined) {
		return {
			field: 'description',
			code: 'empty-field',
			reason: "'Description' is empty, which is the text of a list on a WhatsApp Business channel",
			whatToDo: 'Enter the text above the button of the list.',
		};
	}
	const rows = message.sections.flatMap((each) => each.rows);
	const bare = rows.find((each) => !('description' in each));
	return bare && versionOf(message, found) === 'v2'
		? {
				field: 'sections',
				code: 'empty-field',
				reason: `The row "${bare.title}" has no description, without which version 2 of the Evolution API fails on a WhatsApp Business channel`,
				whatToDo: 'Enter a description for each row.',
			}
		: undefined;
}
