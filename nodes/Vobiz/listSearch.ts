import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	ResourceMapperFields,
} from 'n8n-workflow';
import { fetchList, filterByName, listSearch, templateLabel } from '../shared/methods/listSearch';
import { CHANNELS_PATH, channelEntries } from './channels';
import {
	MAX_TEMPLATE_PAGES,
	templateKey,
	templatesIn,
	templatesPath,
	variableFields,
	type Template,
} from './templates';
import { vobiz } from './vobiz';

export const listChannels = listSearch(vobiz, CHANNELS_PATH, channelEntries);

export async function listTemplates(
	node: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const templates = await approvedTemplates(node);
	return filterByName(
		templates.map((template) => ({
			name: templateLabel(template.name, template.language),
			value: templateKey(template),
		})),
		filter,
	);
}

/** The variables of the chosen template, as the fields to fill in. */
export async function listTemplateVariables(
	node: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const chosen = node.getCurrentNodeParameter('template', { extractValue: true });
	const templates = await approvedTemplates(node);
	const template = templates.find((candidate) => templateKey(candidate) === chosen);
	return {
		fields: template ? variableFields(template) : [],
		emptyFieldsNotice: template
			? 'This template has no variables.'
			: 'Pick a template of this channel first.',
	};
}

async function approvedTemplates(node: ILoadOptionsFunctions): Promise<Template[]> {
	const channel = node.getCurrentNodeParameter('channel', { extractValue: true });
	if (typeof channel !== 'string' || channel === '') return [];
	const all: Template[] = [];
	for (let page = 1; page <= MAX_TEMPLATE_PAGES; page++) {
		const body = await fetchList(node, vobiz, templatesPath(channel, page));
		const { templates, more } = templatesIn(body);
		all.push(...templates);
		if (!more) break;
	}
	return all;
}
