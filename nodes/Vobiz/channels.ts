import type { INodeListSearchItems, JsonValue } from 'n8n-workflow';
import { z } from '../shared/libraries';
import type { Lookup } from '../shared/operation';

/** GET /channels/whatsapp ("Channels API"): `{ items: […] }`, not paged. */
export const CHANNELS_PATH = '/channels/whatsapp';

const channelList = z.object({
	items: z.array(
		z.object({
			id: z.string(),
			waba_id: z.string(),
			phone_number: z.string().nullish(),
			display_name: z.string().nullish(),
			status: z.string().nullish(),
		}),
	),
});

function channelsIn(body: JsonValue | undefined) {
	const parsed = channelList.safeParse(body);
	return parsed.success ? parsed.data.items : [];
}

/** As the dropdown shows them; a channel that cannot send says so. */
export const channelEntries = (body: JsonValue | undefined): INodeListSearchItems[] =>
	channelsIn(body).map(({ id, display_name, phone_number, status }) => {
		const label = [display_name, phone_number].filter(Boolean).join(' – ') || id;
		return { name: status && status !== 'active' ? `${label} (${status})` : label, value: id };
	});

/** The WhatsApp Business Account that a channel belongs to, which every message has to name. */
export const wabaIdOf = (channel: string): Lookup<string> => ({
	request: { method: 'GET', path: CHANNELS_PATH },
	find: (body) => channelsIn(body).find(({ id }) => id === channel)?.waba_id,
	missing: {
		field: 'channel',
		reason: `This channel is not among those of your Vobiz account: ${channel}`,
		whatToDo:
			"Pick 'Channel' from the list. For a channel that the list does not have, add 'WABA ID' under 'Additional Fields'.",
	},
});
