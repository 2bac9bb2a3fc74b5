import type { Instance } from './instances';
import type { Contact } from './vcard';

/** A message that Evolution hands to WhatsApp. */
export interface Dispatch {
	instance: Instance;
	remoteJid: string;
	contacts: Contact[];
}

/** Where the two major versions differ. */
export interface Dialect {
	version: string;
	specification: string;
	/** Whether an instance's own key may list it. */
	instanceKeyMayList: boolean;
	welcome(serverUrl: string): object;
	contactsIn(body: unknown): Contact[];
	/** Milliseconds that the server waits before it sends. */
	delayIn(body: unknown, instance: Instance): number;
	/** An entry of `fetchInstances`. */
	listed(instance: Instance, serverUrl: string): object;
	/** Words for an instance that `fetchInstances` was asked for and that does not exist. */
	notListed(instanceName: string): { status: number; body: object };
	sent(dispatch: Dispatch): object;
	/** Meta's refusal, as this version passes it on. */
	rejectedByMeta(error: { code: number; message: string; details: string }): {
		status: number;
		body: object;
	};
}

export function refusalBody(status: number, message: unknown, error: string) {
	return { status, error, response: { message } };
}
