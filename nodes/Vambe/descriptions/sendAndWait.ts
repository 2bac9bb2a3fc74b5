import type { INodeProperties } from 'n8n-workflow';
import { replyToOption } from '../../shared/descriptions/fields';
import { sendAndWaitFields } from '../../shared/descriptions/sendAndWait';

/** Vambe sends texts, and no buttons that a person could tap. */
const pageNotice: INodeProperties = {
	displayName:
		'The message has a link to a page of this n8n, where the person answers. It must be a URL that the person can reach.',
	name: 'pageNotice',
	type: 'notice',
	default: '',
};

export const qrQuestionFields = sendAndWaitFields([pageNotice]);

export const questionFields = sendAndWaitFields([pageNotice], replyToOption);
