import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Conversations, MessageContent } from './conversations';
import type { Fault } from './faults/fault';
import type { FaultKind } from './faults/kinds';
import type { Files } from './files/files';
import { Refusal } from './http/refusal';
import type { EnteredByHand, Inbound, Status } from './webhooks/inbound';
import type { Webhooks } from './webhooks/webhooks';

/** A provider that the sandbox plays: one folder, under one path. */
export interface SandboxProvider extends Omit<ProviderGuide, 'webhook' | 'accounts'> {
	/** Its place in lists; those without one follow in the order of their folders. */
	place?: number;
	/** The headers that hold a key, in lower case: the inbox hides them. */
	keyHeaders: string[];
	/** The longest body that it takes, in bytes, where that is not the usual length. */
	bodyLimit?: number;
	/** Whether it takes files in forms (multipart/form-data). */
	takesForms?: boolean;
	/**
	 * Its API, checked by its own document. An ES module is imported here and not above, so that
	 * Jest can load the rest.
	 */
	routes: FastifyPluginAsync<ProviderState>;
	/**
	 * Reads a request as a person would, valid or not; `null` where it is not one to send something.
	 * Called more than once; a file that came with the request is kept in `files`, for its address.
	 */
	contentOf(request: FastifyRequest, files: Files): MessageContent | null;
	/** Whether it fetches and converts files itself, where others hand the link to Meta. */
	convertsFiles?: boolean;
	/** Whether a body that came with HTTP 2xx says no all the same. */
	isRefusal?(answer: unknown): boolean;
	/** The body of a refusal. */
	errorBody(status: number, message: string): unknown;
	/** What it says with a status, by its documents; where it has no words, the name of the status. */
	errorWords: Partial<Record<number, string>>;
	/** The answers to faults that this provider has words of its own for. */
	ownWords?: Partial<Record<FaultKind, (fault: Fault) => { status: number; body: unknown }>>;
	/** How it reports what happens. */
	inbound: Inbound;
	/** How much it takes, where its documents say so. */
	limit?: RateLimit;
}

/** What is kept for all providers, and what their API may show of it. */
export interface ProviderState {
	webhooks: Webhooks;
	conversations: Conversations;
	files: Files;
	deliveries: {
		/** What was last reported of a message in the inbox. */
		toldOf(id: number): Status['value'] | undefined;
	};
}

/** At most so many messages in any window of time. */
export interface RateLimit {
	windows: Array<{ max: number; seconds: number }>;
	/** Whom a request counts for; `null`: no limit is documented for it. */
	account(request: FastifyRequest): string | null;
	/** What it says to one too many; `seconds` until the next may come. */
	message(seconds: number): string;
	/** Whether its headers say when to try again. */
	tellsWhen: boolean;
}

/** What a person has to know to use it. */
export interface ProviderGuide {
	/** Also the path: http://…/name is the base URL for the credential. */
	name: string;
	title: string;
	/** As people call it, whatever the version. */
	brand: string;
	/** What to enter into the credential in n8n. */
	credential: {
		/** Its type in n8n. */
		type: string;
		/** The field for the address of the sandbox. */
		baseUrl: CredentialField;
		fields: Array<CredentialField & { value: string }>;
	};
	/** How to see its errors: what to enter, and what it answers then. */
	faults: Array<{ enter: string; answers: string }>;
	/** Where its webhook is entered by hand, what to know of that; `null`: n8n registers it. */
	webhook: EnteredByHand | null;
	/** Its channels, accounts or instances, by name, the usual one first. */
	accounts: string[];
}

interface CredentialField {
	/** Of the property in n8n. */
	name: string;
	/** As people see it. */
	label: string;
}

/** The `operationId` of the request's route in openapi.yaml. */
export function operationOf({ routeOptions }: FastifyRequest): string | undefined {
	return (routeOptions.schema as { operationId?: string } | undefined)?.operationId;
}

/** @throws Refusal that names those that there are */
export function providerNamed(name: string, providers: SandboxProvider[]): SandboxProvider {
	const found = providers.find((provider) => provider.name === name);
	if (found) return found;
	const names = providers.map((provider) => provider.name).join(', ');
	throw new Refusal(400, `provider: must be one of ${names}, not "${name}"`);
}
