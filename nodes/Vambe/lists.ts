import type { ILoadOptionsFunctions, INodeListSearchResult, JsonValue } from 'n8n-workflow';
import { z } from '../shared/libraries';
import { lookUp, searched } from '../shared/lists';
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
	stages: z.array(z.object({ id: idOf, name: z.string() })).default([]),
});

/** No page shows what encloses the list of channels, so every usual way is read. */
function listIn(body: JsonValue | undefined): unknown[] {
	if (Array.isArray(body)) return body;
	if (typeof body !== 'object' || body === null) return [];
	const list = [body.data, body.channels, body.items, body.pipelines].find(Array.isArray);
	return list ?? [];
}

/** Entries that do not look as expected are left out: a list with gaps is better than none. */
function entriesIn<Entry extends z.ZodTypeAny>(body: JsonValue | undefined, entry: Entry) {
	return listIn(body).flatMap((candidate): Array<z.output<Entry>> => {
		const parsed = entry.safeParse(candidate);
		return parsed.success ? [parsed.data] : [];
	});
}

/** WhatsApp channels connected by QR code: GET /api/public/channels/web-whatsapp ("Send QR message"). */
export async function listChannels(
	node: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const body = await lookUp(node, vambe, '/api/public/channels/web-whatsapp');
	return searched(
		entriesIn(body, channel).map(({ id, name, phone_number, phone }) => {
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
	const body = await lookUp(node, vambe, '/api/public/pipeline');
	return searched(
		entriesIn(body, pipeline).flatMap(({ name, stages }) =>
			stages.map((stage) => ({ name: `${name} › ${stage.name}`, value: stage.id })),
		),
		filter,
	);
}
