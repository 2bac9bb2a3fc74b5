import type { INodeProperties } from 'n8n-workflow';
import { messageTextField } from '../../../shared/descriptions/messageFields';

export const sendTextFields: INodeProperties[] = [
	{ ...messageTextField, placeholder: 'e.g. Your order is on its way.' },
];
