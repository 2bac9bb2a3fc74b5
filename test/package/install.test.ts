import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from '../../scripts/n8n/communityPackage';
import { project, read } from '../support/package/pages';

/** The commands of docs/install.md, as they are written there. */
const { name } = JSON.parse(read('package.json')) as { name: string };

const blocksUnder = (heading: string) => {
	const [section] = read('docs/install.md').split(`\n${heading}\n`)[1].split(/\n##/);
	return [...section.matchAll(/```sh\n([^`]+)```/g)].map(([, commands]) => commands);
};

/** What is built already, and a container whose home is the one of the person. */
const STAND_INS = `
npm() { if [ "$1" = pack ]; then echo "$TARBALL"; fi; }
docker() {
	case "$1" in
		cp) cp "$2" "$HOME/\${3#n8n:/home/node/}" ;;
		exec) shift 2 && "$@" ;;
	esac
}
set -e
`;

let home: string;
let tarball: string;
let installed: string;

beforeAll(async () => {
	home = mkdtempSync(join(tmpdir(), 'install-'));
	tarball = await pack(project, join(home, 'packed'));
	installed = join(home, '.n8n', 'nodes', 'node_modules', name);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const type = (commands: string) =>
	execFileSync('sh', ['-c', STAND_INS + commands], {
		env: { PATH: process.env.PATH, HOME: home, TARBALL: tarball },
	});

const versionThere = () =>
	(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { version: string })
		.version;

(process.platform === 'win32' ? describe.skip : describe).each([
	'## From a tarball',
	'### An n8n that runs already',
])('%s', (heading) => {
	const [install, uninstall] = blocksUnder(heading);

	test('installs, and updates what is there', () => {
		const { version } = JSON.parse(read('package.json')) as { version: string };
		type(install);
		expect(versionThere()).toBe(version);
		const ofAnEarlierVersion = join(installed, 'dist', 'earlier.js');
		writeFileSync(ofAnEarlierVersion, '');
		type(install);
		expect(versionThere()).toBe(version);
		expect(existsSync(ofAnEarlierVersion)).toBe(false);
		expect(existsSync(join(home, 'nodes.tgz'))).toBe(false);
	});

	test('uninstalls', () => {
		type(uninstall);
		expect(existsSync(installed)).toBe(false);
	});
});
