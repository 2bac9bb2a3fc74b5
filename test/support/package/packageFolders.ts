import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { providers } from '../../../nodes/WhatsAppGateway/providers';

const packages = join(__dirname, '..', '..', '..', 'packages');

interface Manifest {
	name: string;
	n8n: { nodes: string[]; credentials: string[] };
}

/** The packages of single providers, as their folders say. */
export const packageFolders = () =>
	readdirSync(packages, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map((entry) => {
			const { name, n8n } = JSON.parse(
				readFileSync(join(packages, entry.name, 'package.json'), 'utf8'),
			) as Manifest;
			const [, , folder] = n8n.nodes[0].split('/');
			const part = providers.find((each) => each.name === folder.toLowerCase())!;
			const nodes = n8n.nodes
				.map((file) => basename(file, '.node.js'))
				.map((node) => node[0].toLowerCase() + node.slice(1));
			return {
				name,
				folder,
				n8n,
				/** The names of its node types. */
				nodes: nodes.sort(),
				provider: part.name,
				displayName: part.displayName,
				credential: part.credential,
			};
		});
