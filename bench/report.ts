import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { project } from './packages';
import type { Chart, Findings, Section, Table, Target } from './section';

export interface Result extends Findings {
	section: Section;
}

function markdown({ columns, rows }: Table): string {
	const line = (cells: ReadonlyArray<string | number>) => `| ${cells.join(' | ')} |`;
	return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

/** All targets of a run, as one table. */
export const targetsTable = (targets: Target[]): Table => ({
	columns: ['What', 'measured', 'target', ''],
	rows: targets.map(({ what, measured, wanted, met }) => [
		what,
		measured,
		wanted,
		met ? 'met' : '**missed**',
	]),
});

/** In the language of the diagrams that GitHub draws. */
const drawing = ({ title, unit, bars }: Chart) => `\`\`\`mermaid
xychart-beta horizontal
    title "${title}"
    x-axis [${bars.map(({ name }) => `"${name}"`).join(', ')}]
    y-axis "${unit}"
    bar [${bars.map(({ value }) => value.toFixed(2)).join(', ')}]
\`\`\``;

const sectionText = ({ section, table, chart, notes = [] }: Result) =>
	[
		`## ${section.title}`,
		section.method,
		markdown(table),
		...(chart ? [drawing(chart)] : []),
		...notes,
	].join('\n\n');

export function print(results: Result[]): void {
	for (const { section, table } of results) console.log(`\n${section.title}\n\n${markdown(table)}`);
	console.log(`\n${markdown(targetsTable(results.flatMap(({ targets }) => targets)))}\n`);
}

/** @param versions of what was measured, by name */
export async function write(results: Result[], versions: Record<string, string>): Promise<void> {
	const machine = `${cpus().length} cores (${cpus()[0].model.trim()}), ${process.platform}`;
	const measured = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
	const text = [
		'# Benchmarks',
		`Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${measured.join(', ')}; ${machine}. Times of one machine say little about another, so look at the ratios; all that are compared ran in the same run, in turns. Run it on yours: it takes about 20 minutes.`,
		'## Targets',
		markdown(targetsTable(results.flatMap(({ targets }) => targets))),
		...results.map(sectionText),
	];
	const file = join(project, 'docs', 'benchmarks.md');
	const style = { ...(await resolveConfig(file)), filepath: file };
	writeFileSync(file, await format(text.join('\n\n'), style));
}
