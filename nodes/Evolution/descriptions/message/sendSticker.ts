import type { INodeProperties } from 'n8n-workflow';
import { fileFields } from './file';

export const sendStickerFields: INodeProperties[] = fileFields('https://example.com/sticker.webp');
