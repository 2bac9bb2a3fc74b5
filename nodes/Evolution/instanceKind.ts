import type { JsonValue } from 'n8n-workflow';
import { at, listOf, textOf, type Given } from '../shared/lib/jsonAccess';
import type { ApiVersion } from './apiVersion';

/** What an instance writes through: a phone, Meta's Cloud API, or a channel of one's own. */
export type ChannelKind = 'phone' | 'business' | 'evolution';

/** What is known of an instance; absent: the server does not say it. */
export interface InstanceKind {
	version?: ApiVersion;
	channel?: ChannelKind;
}

const CHANNELS: Record<string, ChannelKind> = {
	'WHATSAPP-BAILEYS': 'phone',
	'WHATSAPP-BUSINESS': 'business',
	EVOLUTION: 'evolution',
};

const channelOf = (integration: Given) => CHANNELS[textOf(integration) ?? ''];

/** Reads what `instanceLookup` asks for: version 1 nests what version 2 has flat. */
export function instanceKindIn(body: JsonValue | undefined): InstanceKind | undefined {
	const given = listOf(body)[0] ?? body;
	const nested = at(given, 'instance');
	if (nested !== undefined) {
		const integration = at(nested, 'integration', 'integration');
		return { version: 'v1', channel: channelOf(integration) };
	}
	if (textOf(at(given, 'name')) === null) return undefined;
	return { version: 'v2', channel: channelOf(at(given, 'integration')) };
}

/**
 * GET /instance/fetchInstances?instanceName=…, which shows version and channel by its form. Version 1
 * answers it to the global key alone, so that a message has to do without where it is refused.
 */
export const instanceLookup = (instance: string) => ({
	request: {
		method: 'GET' as const,
		path: `/instance/fetchInstances?instanceName=${encodeURIComponent(instance)}`,
	},
	find: instanceKindIn,
	missing: {
		field: 'instance',
		code: 'not-found' as const,
		reason: 'The Evolution server does not say what kind of instance this is',
		whatToDo: "Pick 'Instance' from the list: names are case-sensitive.",
	},
	otherwise: {},
});

/** The version that the field says, or else the server; `auto` where nobody says it. */
export const versionOf = (
	{ apiVersion }: { apiVersion: ApiVersion | 'auto' },
	found: InstanceKind | undefined,
): ApiVersion | 'auto' => (apiVersion === 'auto' ? (found?.version ?? 'auto') : apiVersion);
