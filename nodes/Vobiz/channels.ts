import type { INodeListSearchItems, JsonValue } from 'n8n-workflow';
import type { Lookup } from '../shared/contract/operation';
import { lenientText } from '../shared/lib/lenientText';
import { z } from '../shared/lib/libraries';
import { validEntries } from '../shared/lib/validEntries';

/** GET /channels/whatsapp ("Channels API"): `{ items: […] }`, not paged. */
export const CHANNELS_PATH = '/channels/whatsapp';

const channelList = z.object({ items: z.unknown() });

const listedChannel = z.object({
	id: z.string(),
	waba_id: z.string(),
	phone_number: lenientText,
	display_name: lenientText,
	status: lenientText,
});

function channelsIn(body: JsonValue | undefined) {
	const parsed = channelList.safeParse(body);
	return validEntries(parsed.data?.items, listedChannel);
}

/** As the dropdown shows them; a channel that cannot send says so. */
export const channelEntries = (body: JsonValue | undefined): INodeListSearchItems[] =>
	channelsIn(body).map(({ id, display_name, phone_number, status }) => {
		const label = [display_name, phone_number].filter(Boolean).join(' – ') || id;
		return { name: status && status !== 'active' ? `${label} (${status})` : label, value: id };
	});

/** The WhatsApp Business Account that a channel belongs to, which every message has to name. */
export const wabaIdOf = (channelId: string): Lookup<{ wabaId: string }> => ({
	request: { method: 'GET', path: CHANNELS_PATH },
	find(body) {
		const channel = channelsIn(body).find(({ id }) => id === channelId);
		return channel && { wabaId: channel.waba_id };
	},
	missing: {
		field: 'channel',
		code: 'not-found',
		reason: `Your Vobiz account has no channel with this ID: ${channelId}`,
		whatToDo:
			"Pick 'Channel' from the list. For a channel that the list does not have, add 'WABA ID' under 'Additional Fields'.",
	},
});
