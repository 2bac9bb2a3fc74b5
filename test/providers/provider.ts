import type { Arbitrary } from 'fast-check';
import type { IDataObject, JsonValue } from 'n8n-workflow';
import type { Operation } from '../../nodes/shared/contract/operation';
import type { FaultKind } from '../../sandbox/faults/kinds';
import type { Parameters } from '../support/n8n/parameters';

/**
 * What the shared suites need to know of a provider. Each of these is a file of this name in
 * `test/providers/<provider>/`, which exports it under this name.
 */
export interface ProviderParts {
	samples: ProviderSamples;
	documents: DocumentExample[];
	errors: DocumentedError[];
	properties: Property[];
	/** Bodies that, taken together, have every event that the provider reports. */
	reports: object[];
}

export interface ProviderSamples {
	credential: {
		/** Its class, which its file is named after. */
		className: string;
		/** The field of the address. */
		address: string;
		/** The field of the key. */
		key: string;
		/** A path that answers a GET with this key. */
		path: string;
	};
	/** One message of every node that sends, by the name that `nodesAt` gives to the node. */
	senders: Record<string, Sender>;
	webhook: WebhookSamples;
	/** The titles of the provider's pages that verdicts may name as their evidence. */
	pages: string[];
	/** The hosts that our pages may link to. */
	hosts: string[];
	/** Variables of the provider's own server that our pages may name. */
	serverVariables?: string[];
	/** What people type into n8n’s node panel, and the titles of the nodes that they want, the best one first. */
	searches?: Record<string, string[]>;
}

export type Outcome = 'accepted' | 'notSent' | 'unknown';

export interface Sender {
	/** Of the node; where there are several of one node, with what tells them apart. */
	title: string;
	/** The class of the node, which its file is named after. */
	className: string;
	/** Its server, as the sandbox names it. */
	server: string;
	/** Sends `text` of the item to `to` of the item, with nothing to ask beforehand. */
	parameters: Parameters;
	/** What to change in them, so that the node has something to ask beforehand. */
	looksUp?: Parameters;
	/** What to change in them, so that it sends the question `text` of an approval and waits. */
	asks?: Parameters;
	/** An acceptance, as short as possible. */
	accepted: { status: number; body: IDataObject };
	/**
	 * The faults of the sandbox that only this server has words for, and those that end differently
	 * here than elsewhere, or have to be made differently.
	 */
	faults?: Partial<Record<FaultKind, { fault?: IDataObject; outcome: Outcome }>>;
}

/** What a call carries beside its body. */
export interface Signature {
	headers?: Record<string, string>;
	query?: Record<string, string>;
}

export interface WebhookSamples {
	/** A text "Hi" from +56912345678. */
	message: object;
	/** Signs a body with the secret of the credential, or with the one that is derived from its key. */
	sign(body: string, secret: string): Signature;
	/** A body that has this value wherever it may be read. */
	filledWith(value: JsonValue): object;
	/** What a person enters at the provider; absent where n8n registers the address. */
	enteredByHand?(url: string): { url: string; secret?: string };
	/** Who reports in the sandbox; of several versions, the usual one first. */
	players: Player[];
}

export interface Player {
	/** As the sandbox names it. */
	server: string;
	account?: string;
	/** What a person picks in the trigger to hear from it. */
	listener?: Parameters;
}

/** A request in a document of the provider, and what a person enters to send the same. */
export interface DocumentExample {
	/** The page, and the example on it. */
	title: string;
	sender: string;
	parameters: Parameters;
	/** A POST where it does not say so. */
	request: { method?: string; path: string; headers: Record<string, string>; body: object };
}

/** An error that the provider documents, or that a server of it was recorded with. */
export interface DocumentedError {
	title: string;
	sender: string;
	/** With a key that the provider does not know. */
	wrongKey?: true;
	/** What differs from the parameters of the sender. */
	parameters?: Parameters;
	/** What happened and what to do, as the message says it. */
	says: [string, string];
	outcome: Outcome;
	httpStatus: number;
	cause?: string;
	field?: string;
}

/** Whatever is entered ends in a problem, or in a body that the sandbox's document of the provider allows. */
export interface Property {
	title: string;
	operation: Operation<never, never>;
	parameters: Record<string, Arbitrary<unknown>>;
	/** What a look-up would have found. */
	found?: unknown;
	/** The document in the provider's folder of the sandbox, and the request in it. */
	document: { file: string; path: string; method?: 'post' | 'put' | 'delete' };
}

/** Each asks for a message of its own, and gets the one that it read itself. */
export const anyOperation = (operation: unknown) => operation as Operation<never, never>;
