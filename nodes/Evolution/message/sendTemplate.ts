import type { SendOperation } from '../../shared/contract/operation';
import { readVariables, variablesPart } from '../../shared/cloudApi/messageFields';
import { languageCode, onOneLine } from '../../shared/cloudApi/template';
import { z } from '../../shared/lib/libraries';
import { id } from '../../shared/validation/schema';
import { instanceLookup, type InstanceKind } from '../instanceKind';
import { notAvailable } from './availability';
import { bodyOf } from './body';
import { everyMessage, pathOf, readEveryMessage, sending } from './everyMessage';
import { templateVariables } from '../../shared/cloudApi/templateVariables';

const template = everyMessage.extend({
	templateName: id('Template Name', 'Enter the name of an approved template.'),
	language: languageCode('Language'),
	variables: variablesPart(templateVariables),
});

const AS_TEXT = 'Use Send Text: templates exist on WhatsApp Business channels only.';

/**
 * Sends an approved template: POST /message/sendTemplate/{instance}, 201. Sources: the server's schemas,
 * and recordings of 1.8.6 and 2.3.7, which pass `components` on to Meta as they are.
 */
export const sendTemplate: SendOperation<z.infer<typeof template>, InstanceKind> = {
	...sending,
	read: (parameters) => ({
		...readEveryMessage(parameters),
		templateName: parameters.value('templateName'),
		language: parameters.value('language'),
		variables: readVariables(parameters.value, () => {
			const variables = parameters.collection('templateVariables');
			return parameters.options.variablesOnOneLine === true ? onOneLine(variables) : variables;
		}),
	}),
	groups: [...sending.groups, 'variables'],
	schema: template,
	lookup: ({ instance }) => instanceLookup(instance),
	refuse: (_message, found) =>
		notAvailable('A template', { phone: AS_TEXT, evolution: AS_TEXT }, found),
	request: (message, found) => {
		const { templateName: name, language, variables } = message;
		const content = { name, language, components: variables.components ?? [] };
		return {
			method: 'POST',
			path: pathOf('sendTemplate', message),
			body: bodyOf(message, { v1: { templateMessage: content }, v2: content }, found),
		};
	},
};
