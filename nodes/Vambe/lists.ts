import type { ILoadOptionsFunctions, INodeListSearchResult, JsonValue } from 'n8n-workflow';
import { entriesIn } from '../shared/entries';
import { z } from '../shared/libraries';
import { askForList, searched } from '../shared/lists';
import { vambe } from './vambe';

const idOf = z.union([z.string(), z.number()]).transform(String);

const channel = z.object({
	id: idOf,
	name: z.string().nullish(),
	phone_number: z.coerce.string().nullish(),
	phone: z.coerce.string().nullish(),
});

const pipeline = z.object({
	name: z.string(),
	stages: z.unknown(),
});

const stage = z.object({ id: idOf, name: z.string() });

/** No page shows what encloses the list of channels, so every usual way is read. */
function listIn(body: JsonValue | undefined): unknown {
	if (Array.isArray(body) || typeof body !== 'object' || body === null) return body;
	return [body.data, body.channels, body.items, body.pipelines].find(Array.isArray);
}

/** WhatsApp channels connected by QR code: GET /api/public/channels/web-whatsapp ("Send QR message"). */
export async function listChannels(
	node: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const body = await askForList(node, vambe, '/api/public/channels/web-whatsapp');
	return searched(
		entriesIn(listIn(body), channel).map(({ id, name, phone_number, phone }) => {
			const number = phone_number ?? phone;
			const label = [name, number].filter(Boolean).join(' – ');
			return { name: label || `Channel ${id}`, value: id };
		}),
		filter,
	);
}

/** The stages of all pipelines: GET /api/public/pipeline (docs.vambe.me, "Get pipelines"). */
export async function listStages(
	node: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const body = await askForList(node, vambe, '/api/public/pipeline');
	return searched(
		entriesIn(listIn(body), pipeline).flatMap(({ name, stages }) =>
			entriesIn(stages, stage).map((each) => ({ name: `${name} › ${each.name}`, value: each.id })),
		),
		filter,
	);
}
