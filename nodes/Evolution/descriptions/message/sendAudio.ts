import type { INodeProperties } from 'n8n-workflow';
import { fileFields } from './file';

export const sendAudioFields: INodeProperties[] = [
	{
		displayName: 'Audio Type',
		name: 'audioType',
		type: 'options',
		options: [
			{ name: 'File', value: 'file', description: 'An audio file, such as a song' },
			{
				name: 'Voice',
				value: 'voice',
				description: 'A voice message. Phones show it as if it were recorded just now.',
			},
		],
		default: 'voice',
		description: 'How the recipient sees the audio',
	},
	...fileFields('https://example.com/message.mp3'),
];
