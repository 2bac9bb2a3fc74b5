import type { IExecuteFunctions } from 'n8n-workflow';
import type { Provider, RateLimit } from '../contract/provider';

/** How a run behaves as a whole: these options take no expressions. */
export interface DeliverySettings {
	timeoutSeconds: number | undefined;
	messagesAtOnce: number;
	/** Those of the user, beside the provider's. */
	limits: RateLimit[];
	/** Passes those messages of the account that are not. */
	urgent: boolean;
	/** The pace over the time of a limit, instead of a burst and a pause. */
	spreadEvenly: boolean;
	/** Repeat what may have been sent. */
	retryWhenUnsure: boolean;
	preview: boolean;
	/** The field that the receipt stands in, beside those of the input; absent: the receipt alone. */
	receiptField: string | undefined;
	oncePerRecipient: boolean;
	/** Whoever is in the Opt-Out List gets nothing. */
	respectOptOuts: boolean;
	/** Of links to files of n8n. */
	linkLifetimeMinutes: number;
	/** Where n8n serves its files; blank: as n8n itself says. */
	n8nAddress: string;
}

export function readDeliverySettings(
	node: IExecuteFunctions,
	provider: Provider,
): DeliverySettings {
	// One by one: an expression in another option, broken for one item, must not stop all of them.
	const option = <Value>(name: string) =>
		node.getNodeParameter(`options.${name}`, 0, null) as Value | null;
	const messagesPerMinute = option<number>('messagesPerMinute');
	const delay = option<number>('delay');
	return {
		timeoutSeconds: option<number>('timeout') ?? undefined,
		messagesAtOnce: Math.floor(option<number>('messagesAtOnce') ?? 0) || provider.messagesAtOnce,
		limits: [
			...(messagesPerMinute
				? [{ messages: Math.max(1, Math.floor(messagesPerMinute)), ms: 60_000 }]
				: []),
			...(delay ? [{ messages: 1, ms: delay * 1000, jitter: true }] : []),
		],
		urgent: option<string>('priority') === 'urgent',
		spreadEvenly: option<boolean>('spreadEvenly') ?? false,
		retryWhenUnsure: option<boolean>('retryWhenUnsure') ?? false,
		preview: option<boolean>('preview') ?? false,
		receiptField: receiptFieldOf(option<string>('keepInputFields')?.trim()),
		oncePerRecipient: option<boolean>('oncePerRecipient') ?? false,
		respectOptOuts: option<boolean>('respectOptOuts') ?? false,
		linkLifetimeMinutes: option<number>('linkLifetime') || 60,
		n8nAddress: option<string>('n8nAddress')?.trim() ?? '',
	};
}

/** To n8n, an item with a field `error` failed. */
const receiptFieldOf = (name: string | undefined) =>
	name === 'error' ? 'receipt' : name || undefined;
