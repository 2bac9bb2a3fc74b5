import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	ILoadOptionsFunctions,
	INodeCredentialTestResult,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';
import type { EventName } from './event';
import type { Inbound } from './inbound';

type CredentialTest = (
	context: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
) => Promise<INodeCredentialTestResult>;

type ListSearch = (node: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult>;

/** A provider as a trigger offers it: data at once, and what loads the rest when it is needed. */
export interface TriggerPart {
	/** As nodes store it and events name it; the folder's name in lower case. */
	name: string;
	/** As people name it. */
	displayName: string;
	/** As it is offered for choice, where it has a longer name too. */
	fullName?: string;
	/** The credential type. */
	credential: string;
	/** Its own fields, in the order of the form. */
	fields: INodeProperties[];
	/** What it reports, described where the event's name leaves something open. */
	events: Partial<Record<EventName, { description?: string }>>;
	/** Where secrets may be in its events, as n8n's `sensitiveOutputFields`. */
	sensitiveOutputFields?: string[];
	inbound(): Promise<Inbound>;
	credentialTest(): Promise<CredentialTest>;
	/** By the names that `fields` ask for; no other provider's list may have the same. */
	listSearch?: Record<string, () => Promise<ListSearch>>;
}

/** The name of a credential's test, as every node has it in `testedBy`. */
export const testOf = (credential: string) => `${credential}Test`;
