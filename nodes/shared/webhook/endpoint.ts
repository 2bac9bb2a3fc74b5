import { parseUrl } from '../lib/parseUrl';

/**
 * An address of n8n ends in "webhook/{id of the node}/webhook", or "webhook-test/…": what comes before
 * may change when n8n moves to another host.
 */
const endOf = (address: string, parts: number) =>
	parseUrl(address)?.pathname.split('/').slice(-parts).join('/') ?? address;

/** Whether both are the test address, or both the production address, of one node. */
export const isSameEndpoint = (one: string, other: string): boolean =>
	endOf(one, 3) === endOf(other, 3);

/** Whether both belong to one node. */
export const isSameNode = (one: string, other: string): boolean =>
	endOf(one, 2) === endOf(other, 2);
