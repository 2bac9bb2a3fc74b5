import { readFileSync, writeFileSync } from 'node:fs';
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

const sectionText = ({ section, table, targets, chart, notes = [] }: Result, measured: string) =>
	[
		section.title,
		section.method,
		`Measured on ${measured}.`,
		...(targets.length > 0 ? [markdown(targetsTable(targets))] : []),
		markdown(table),
		...(chart ? [drawing(chart)] : []),
		...notes,
	].join('\n\n');

export function print(results: Result[]): void {
	for (const { section, table } of results) console.log(`\n${section.title}\n\n${markdown(table)}`);
	console.log(`\n${markdown(targetsTable(results.flatMap(({ targets }) => targets)))}\n`);
}

const HEADING = /^## /m;

const titleOf = (text: string) => text.split('\n', 1)[0].trim();

/**
 * Writes what was measured now, and keeps the sections that were measured before.
 * @param sections all there are, in their order
 * @param versions of what was measured, by name
 */
export async function write(
	results: Result[],
	sections: readonly Section[],
	versions: Record<string, string>,
): Promise<void> {
	const machine = `${cpus().length} cores (${cpus()[0].model.trim()}), ${process.platform}`;
	const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
	const measured = `${new Date().toISOString().slice(0, 10)} with ${named.join(', ')}; ${machine}`;
	const file = join(project, 'docs', 'benchmarks.md');
	const texts = new Map([
		...readFileSync(file, 'utf8')
			.split(HEADING)
			.slice(1)
			.map((text): [string, string] => [titleOf(text), text.trim()]),
		...results.map((result): [string, string] => [
			result.section.title,
			sectionText(result, measured),
		]),
	]);
	const text = [
		'# Benchmarks',
		'Written by `npm run bench`, section by section. Times of one machine say little about another, so look at the ratios; all that are compared in a section ran in the same run, in turns. Run it on yours: it takes about 40 minutes.',
		...sections.flatMap(({ title }) => {
			const known = texts.get(title);
			return known === undefined ? [] : [`## ${known}`];
		}),
	];
	const style = { ...(await resolveConfig(file)), filepath: file };
	writeFileSync(file, await format(text.join('\n\n'), style));
}
