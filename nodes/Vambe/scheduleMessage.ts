import type { SendOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { metadata } from '../shared/validation/metadata';
import { isBlank, optionalText, phoneNumber, uuid } from '../shared/validation/schema';
import { timeToCome } from '../shared/validation/time';
import { acceptanceIn, officialVambe, scheduleVerdicts, senderNumber } from './officialApi';
import { readTemplateVariables, templateVariables } from './templateVariables';

const scheduledMessage = z.object({
	channel: senderNumber,
	recipient: phoneNumber('Recipient Phone Number'),
	scheduledDate: timeToCome('Send At'),
	templateId: uuid('Template', 'Pick a template from the list, or enter its ID, which is a UUID.'),
	variables: templateVariables,
	contactName: optionalText('Contact Name'),
	isSmart: z.boolean().default(false),
	metadata: metadata('Metadata'),
	stage: uuid(
		'Pipeline Stage',
		'Pick a stage from the list, or enter its ID, which is a UUID for scheduled messages.',
	).optional(),
});

type ScheduledMessage = z.infer<typeof scheduledMessage>;

/** Vambe's Academy names the first one; the others are guesses. */
const SCHEDULED_ID = ['scheduled_message_id', 'scheduledMessageId', 'id'];

/**
 * Has Vambe send a template later: POST /api/public/whatsapp/message/programmed/create, 201.
 * Sources: docs.vambe.me, "Send a program a template message to send at a specific time" (meta_data is
 * required; IDs are UUIDs); Vambe's Academy, by which the answer has the ID that cancels it. The
 * channel's own ID is left out: that page calls it a UUID, and the list of channels has numbers.
 */
export const scheduleMessage: SendOperation<ScheduledMessage> = {
	kind: 'send',
	provider: officialVambe,
	verdicts: scheduleVerdicts,
	read(parameters) {
		const { locatedId, collection, phone, time } = parameters;
		const stage = locatedId('additionalFields.stage');
		return {
			...collection('additionalFields'),
			channel: locatedId('channel'),
			recipient: phone('recipient'),
			scheduledDate: time('scheduledDate'),
			templateId: locatedId('templateId'),
			variables: readTemplateVariables(parameters),
			stage: isBlank(stage) ? undefined : stage,
		};
	},
	groups: ['variables'],
	schema: scheduledMessage,
	to: ({ recipient }) => recipient,
	redirect: (message, recipient) => ({ ...message, recipient }),
	channel: ({ channel }) => channel ?? 'default',
	request: (message) => ({
		method: 'POST',
		path: '/api/public/whatsapp/message/programmed/create',
		body: {
			scheduledDate: message.scheduledDate,
			templateId: message.templateId,
			contactIdentifier: message.recipient,
			channel: 'whatsapp',
			content: message.variables,
			meta_data: message.metadata,
			isSmart: message.isSmart,
			...(message.contactName !== undefined && { contactName: message.contactName }),
			...(message.channel !== undefined && { fromPhoneNumber: message.channel }),
			...(message.stage !== undefined && { stageId: message.stage }),
		},
	}),
	acceptance: (answer) => acceptanceIn(answer, SCHEDULED_ID),
};
