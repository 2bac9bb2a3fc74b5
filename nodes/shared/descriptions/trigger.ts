import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import type { TriggerPart } from '../contract/triggerPart';
import { eventsOf } from './events';
import { inWords } from './inWords';

/** What a trigger says of itself, for one provider or several. */
export function triggerDescription(parts: readonly TriggerPart[]) {
	const names = parts.map(({ displayName }) => displayName);
	return {
		group: ['trigger'],
		// For a node of version 1, n8n evaluates an expression at each call, which costs more than all of ours.
		version: [2, 3],
		defaultVersion: 3,
		description: `Starts the workflow when a WhatsApp message or another event comes in through ${inWords(names, 'or')}`,
		eventTriggerDescription: 'Waiting for the provider to call the test URL',
		activationMessage: 'Your workflow now starts on every event you selected.',
		sensitiveOutputFields: parts.flatMap(({ sensitiveOutputFields = [] }) => sensitiveOutputFields),
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '',
				path: 'webhook',
			},
		],
	} satisfies Partial<INodeTypeDescription>;
}

/** The form of one provider. */
export const fieldsOf = (part: TriggerPart): INodeProperties[] => [...part.fields, eventsOf(part)];
