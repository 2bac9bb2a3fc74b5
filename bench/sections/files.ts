import type { ContenderName } from '../contenders';
import { interleaved, ratio } from '../figures';
import { measure, startProvider } from '../processes';
import type { Section } from '../section';
import type { Files, FilesJob } from '../workers/files';

const DOCUMENTS = 20;
const MEGABYTES = 15;
const MAX_MEGABYTES = 60;

const STREAMED = 'Evolution Send, as a form';

const names = [
	STREAMED,
	'Evolution Send, as a form, and the answer has the file',
	'Evolution Send, as base64',
	'Vobiz Send, by link',
	'HTTP Request, as a form, one at a time',
	'HTTP Request, as a form',
] satisfies ContenderName[];

type Way = (typeof names)[number];

/** Those that hold no file: all of ours, but where only base64 works. */
const WITHOUT_FILE = names.filter((name) => /form|link/.test(name) && !name.startsWith('HTTP'));

const megabytes = (bytes: number) => bytes / 2 ** 20;

/** What files of n8n take while they are sent. */
export const files: Section = {
	name: 'files',
	title: 'Files from n8n',
	method: `${DOCUMENTS} documents of ${MEGABYTES} MB, which n8n keeps on disk, one after the other through n8n's own engine and request helper, to a stand-in on the same machine that reads them whole. A process of its own for each run; the most memory that it took (RSS), above what it had before with all garbage collected, and above what it had after a first such document. One run each. A WhatsApp Business channel of the Evolution API 2 answers with the file that it got, as base64.`,
	async measure() {
		const provider = await startProvider(0);
		const runs = await interleaved(names, 1, async (contender) => {
			const job: FilesJob = {
				contender,
				url: provider.url,
				documents: DOCUMENTS,
				bytes: MEGABYTES * 2 ** 20,
			};
			return await measure<Files>('files.ts', job);
		});
		await provider.stop();

		const grown = (name: Way) => megabytes(runs[name][0].grownBytes);
		const whole = (name: Way) => megabytes(runs[name][0].wholeBytes);
		return {
			table: {
				columns: [
					'Way',
					'MB in all',
					'× streamed',
					'MB above the first document',
					'× streamed',
					's for a document',
				],
				rows: names.map((name) => [
					name,
					whole(name).toFixed(1),
					ratio(whole(name) / whole(STREAMED)),
					grown(name).toFixed(1),
					ratio(grown(name) / grown(STREAMED)),
					(runs[name][0].ms / 1000 / DOCUMENTS).toFixed(2),
				]),
			},
			targets: WITHOUT_FILE.map((name) => ({
				what: `Memory of ${DOCUMENTS} documents of ${MEGABYTES} MB: ${name}`,
				measured: `${whole(name).toFixed(1)} MB`,
				wanted: `under ${MAX_MEGABYTES} MB`,
				met: whole(name) < MAX_MEGABYTES,
			})),
			notes: [
				'HTTP Request sends all at once unless it is told to send one at a time. By link, the file is read by whoever follows the link, in pieces.',
				'What streams does not grow with the number of documents: most of it is what was read and not collected yet. With 60 documents instead of 20, the form took 62.8 MB.',
			],
		};
	},
};
