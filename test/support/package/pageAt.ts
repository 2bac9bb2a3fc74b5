import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { anchorsOf, project } from './pages';

const REPOSITORY = 'https://github.com/n8n-nodes-whatsapp-gateways/n8n-nodes-whatsapp-gateways/';

/** @returns the page of ours that a link of the editor leads to, which is there, and its heading */
export function pageAt(url: string): { page: string; anchor: string | undefined } {
	expect(url).toMatch(new RegExp(`^${REPOSITORY}(blob|tree)/main/`));
	const [path, anchor] = url
		.replace(REPOSITORY, '')
		.replace(/^(blob|tree)\/main\//, '')
		.split('#');
	// GitHub shows the README of a folder.
	const page = path.endsWith('.md') ? path : `${path}/README.md`;
	expect(existsSync(join(project, page))).toBe(true);
	if (anchor !== undefined && anchor !== 'readme') expect(anchorsOf(page)).toContain(anchor);
	return { page, anchor };
}
