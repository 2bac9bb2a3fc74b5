import type { SendOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { metadata } from '../shared/validation/metadata';
import {
	id,
	isBlank,
	jsonOf,
	optionalEmail,
	optionalId,
	optionalText,
	phoneNumber,
	uuid,
} from '../shared/validation/schema';
import {
	acceptanceIn,
	MESSAGE_ID,
	officialVambe,
	senderNumber,
	templateVerdicts,
} from './officialApi';
import { readTemplateVariables, templateVariables } from './templateVariables';

const templateMessage = z.object({
	channel: senderNumber,
	recipient: phoneNumber('Recipient Phone Number'),
	templateId: id('Template', 'Pick a template from the list, or enter its ID.'),
	variables: templateVariables,
	agentId: uuid('Agent ID', 'Enter the ID that the agent has in Vambe.').optional(),
	carouselVariables: jsonOf(
		'Carousel Variables (JSON)',
		'list',
		'[{…}, {…}], one object for each card',
	).optional(),
	contactName: optionalText('Contact Name'),
	email: optionalEmail('Email'),
	metadata: metadata('Metadata'),
	stage: optionalId('Pipeline Stage'),
});

type TemplateMessage = z.infer<typeof templateMessage>;

const presentOrAbsent = (value: unknown) => (isBlank(value) ? undefined : value);

/**
 * Sends an approved template: POST /api/public/whatsapp/message/send/{phone}/template/{templateId}, 201.
 * Sources: docs.vambe.me, "Send a template message" (variables and meta_data are required) and the
 * guide "Send template message", one of whose lists requires toPhoneNumber too: it is always sent.
 * Neither shows the body of an answer.
 */
export const sendTemplate: SendOperation<TemplateMessage> = {
	kind: 'send',
	provider: officialVambe,
	verdicts: templateVerdicts,
	read(parameters) {
		const { locatedId, collection, phone } = parameters;
		const { agentId, carouselVariables, ...additional } = collection('additionalFields');
		return {
			...additional,
			channel: locatedId('channel'),
			recipient: phone('recipient'),
			templateId: locatedId('templateId'),
			variables: readTemplateVariables(parameters),
			agentId: presentOrAbsent(agentId),
			carouselVariables: presentOrAbsent(carouselVariables),
			stage: locatedId('additionalFields.stage'),
		};
	},
	groups: ['variables'],
	schema: templateMessage,
	to: ({ recipient }) => recipient,
	redirect: (message, recipient) => ({ ...message, recipient }),
	channel: ({ channel }) => channel ?? 'default',
	request: (message) => ({
		method: 'POST',
		path: templatePath(message),
		body: {
			variables: message.variables,
			meta_data: message.metadata,
			toPhoneNumber: message.recipient,
			...(message.contactName !== undefined && { contactName: message.contactName }),
			...(message.email !== undefined && { email: message.email }),
			...(message.stage !== undefined && { stageId: message.stage }),
			...(message.agentId !== undefined && { agent_id: message.agentId }),
			...(message.carouselVariables !== undefined && {
				carouselVariables: message.carouselVariables,
			}),
		},
	}),
	acceptance: (answer) => acceptanceIn(answer, MESSAGE_ID),
};

function templatePath({ recipient, templateId, channel }: TemplateMessage): string {
	const path = `/api/public/whatsapp/message/send/${encodeURIComponent(recipient)}/template/${encodeURIComponent(templateId)}`;
	return channel === undefined ? path : `${path}?from-phone-number=${channel}`;
}
