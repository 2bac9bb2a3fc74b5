import type { IWebhookFunctions } from 'n8n-workflow';
import type { EventName, ReadEvent } from '../contract/event';

/** Which events start the workflow. */
export interface EventFilter {
	/** `all`, or these. */
	events: 'all' | ReadonlySet<string>;
	groups: boolean;
	broadcasts: boolean;
	/** Channels, accounts or instances; empty: all. */
	accounts: ReadonlySet<string>;
	/** Empty: all. */
	messageTypes: ReadonlySet<string>;
}

const ALL = '*';

interface Filters {
	includeGroups?: boolean;
	includeBroadcasts?: boolean;
	accounts?: string;
	messageTypes?: string[];
}

/** The chosen events, as the node stores them. */
export const chosenEvents = (chosen: unknown): EventName[] | 'all' => {
	const events = Array.isArray(chosen) ? (chosen as string[]) : [];
	return events.includes(ALL) ? 'all' : (events as EventName[]);
};

export function readFilters(node: IWebhookFunctions): EventFilter {
	const events = chosenEvents(node.getNodeParameter('events', []));
	const filters = node.getNodeParameter('filters', {}) as Filters;
	const accounts = String(filters.accounts ?? '').split(/[,;\n]/);
	return {
		events: events === 'all' ? events : new Set(events),
		groups: filters.includeGroups ?? false,
		broadcasts: filters.includeBroadcasts ?? false,
		accounts: new Set(
			accounts.map((account) => account.trim()).filter((account) => account !== ''),
		),
		messageTypes: new Set(filters.messageTypes ?? []),
	};
}

export function passes(
	{ event, account, chat, message }: ReadEvent,
	{ events, groups, broadcasts, accounts, messageTypes }: EventFilter,
): boolean {
	return (
		(events === 'all' || events.has(event)) &&
		(groups || chat !== 'group') &&
		(broadcasts || chat !== 'broadcast') &&
		(accounts.size === 0 || (typeof account === 'string' && accounts.has(account))) &&
		(messageTypes.size === 0 || message?.type === undefined || messageTypes.has(message.type))
	);
}
