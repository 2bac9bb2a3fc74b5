import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Given } from '../shared/lib/jsonAccess';
import { z } from '../shared/lib/libraries';
import { listIn, textAmong } from '../shared/lib/undocumentedList';
import { validEntries } from '../shared/lib/validEntries';
import {
	byName,
	fetchList,
	filterInOrder,
	listSearch,
	templateLabel,
} from '../shared/methods/listSearch';
import { vambe } from './vambe';

const idOf = z.union([z.string(), z.number()]).transform(String);

const pipeline = z.object({
	name: z.string(),
	stages: z.unknown(),
});

const stage = z.object({ id: idOf, name: z.string() });

/**
 * The channels of one kind: GET /api/public/channels/web-whatsapp ("Send QR message") and
 * /api/public/channels/whatsapp (docs.vambe.me, "Send template message"). That guide shows a single
 * channel as the answer; what encloses several is shown nowhere, so every usual way is read.
 * @param valueOf by what a channel is named in a request
 */
const channelsOf = (channelType: string, valueOf: (channel: Given) => string | undefined) =>
	listSearch(vambe, `/api/public/channels/${channelType}`, (body) =>
		listIn(body, 'channels').flatMap((channel) => {
			const value = valueOf(channel);
			if (value === undefined) return [];
			const label = [textAmong(channel, 'name'), textAmong(channel, 'phone_number', 'phone')];
			return [{ name: label.filter(Boolean).join(' – ') || `Channel ${value}`, value }];
		}),
	);

const idOfChannel = (channel: Given) => textAmong(channel, 'id');

/** By ID, of the kind that the node's parameter "Channel Type" says; without it, those by QR code. */
export async function listChannels(
	node: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const isOfficial = node.getCurrentNodeParameter('channelType') === 'whatsapp';
	const list = channelsOf(isOfficial ? 'whatsapp' : 'web-whatsapp', idOfChannel);
	return await list(node, filter);
}

/** The channels of the official API, by their numbers. */
export const listOfficialNumbers = channelsOf('whatsapp', (channel) =>
	textAmong(channel, 'phone_number', 'phone'),
);

/**
 * Templates: GET /api/public/templates. No page of Vambe shows it; a public client of others asks
 * with `get_all`, and the names of the fields are guesses.
 */
export const listTemplates = listSearch(vambe, '/api/public/templates?get_all=true', (body) =>
	listIn(body, 'templates').flatMap((template) => {
		const value = textAmong(template, 'id', '_id', 'template_id', 'templateId', 'uuid');
		if (value === undefined) return [];
		const name = textAmong(template, 'name', 'template_name', 'title') ?? `Template ${value}`;
		const language = textAmong(template, 'language', 'language_code', 'lang');
		return [{ name: templateLabel(name, language, textAmong(template, 'status')), value }];
	}),
);

/**
 * The stages of all pipelines: GET /api/public/pipeline (docs.vambe.me, "Get pipelines"). Within a
 * pipeline they keep their order, which is the way of a customer through it.
 */
export async function listStages(
	node: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const body = await fetchList(node, vambe, '/api/public/pipeline');
	const stages = validEntries(listIn(body, 'pipelines'), pipeline)
		.sort(byName)
		.flatMap((each) =>
			validEntries(each.stages, stage).map(({ id, name }) => ({
				name: `${each.name} › ${name}`,
				value: id,
			})),
		);
	return filterInOrder(stages, filter);
}
