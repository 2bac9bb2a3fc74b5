import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
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
 * WhatsApp channels connected by QR code: GET /api/public/channels/web-whatsapp ("Send QR message").
 * docs.vambe.me shows a single channel as the answer, for the official ones; what encloses several
 * is shown nowhere, so every usual way is read.
 */
export const listChannels = listSearch(vambe, '/api/public/channels/web-whatsapp', (body) =>
	listIn(body, 'channels').flatMap((channel) => {
		const value = textAmong(channel, 'id');
		if (value === undefined) return [];
		const label = [textAmong(channel, 'name'), textAmong(channel, 'phone_number', 'phone')];
		return [{ name: label.filter(Boolean).join(' – ') || `Channel ${value}`, value }];
	}),
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
