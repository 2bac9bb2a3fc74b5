import type { INodeProperties } from 'n8n-workflow';
import { replyToOption } from '../../shared/descriptions/fields';
import { sendAndWaitFields, sendAndWaitOptions } from '../../shared/descriptions/sendAndWait';

/** Vambe sends texts, and no buttons that a person could tap. */
const pageNotice: INodeProperties = {
	displayName:
		'The message has a link to a page of this n8n, where the person answers. The person has to be able to open the address of this n8n.',
	name: 'pageNotice',
	type: 'notice',
	default: '',
};

export const questionFields = sendAndWaitFields([pageNotice]);

export const qrQuestionOptions = sendAndWaitOptions();

export const questionOptions = sendAndWaitOptions(replyToOption);
