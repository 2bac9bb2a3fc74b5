import type { IDataObject } from 'n8n-workflow';
import type { Receipt } from '../contract/receipt';

/** What an item becomes: a receipt, or the data that was asked for. */
export interface Result {
	json: Receipt | IDataObject;
}
