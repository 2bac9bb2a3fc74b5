import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Counterpart } from './counterparts';
import { moveWorkflow, type Move } from './moveWorkflow';
import type { WorkflowJson } from '../n8n/n8nClient';
import { UserError } from '../setup/progress';

const USAGE = `npm run move-workflows -- --to PACKAGE FILE...
  FILE           as n8n downloads or exports it: a workflow, or a list of them
  --to PACKAGE   n8n-nodes-whatsapp-gateways, or one or several packages of
                 single providers, separated by commas
  --out FOLDER   where to write; without it, shop.json becomes shop.moved.json
  --overwrite    replace files that are there
  --help         this text`;

type Workflow = Pick<WorkflowJson, 'nodes'> & { name?: string };

/** What became of a file. */
interface Result {
	file: string;
	target: string;
	moves: Array<Move<Workflow>>;
	content: Workflow | Workflow[];
}

const workflow = z.object({
	nodes: z.array(
		z.object({
			name: z.string(),
			type: z.string(),
			typeVersion: z.number(),
			parameters: z.record(z.unknown()),
		}),
	),
});

function readArguments(args: string[]) {
	try {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: {
				to: { type: 'string', default: '' },
				out: { type: 'string' },
				overwrite: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		});
		return { ...values, files: positionals };
	} catch (error) {
		throw new UserError(`${(error as Error).message}\n\n${USAGE}`);
	}
}

/** @throws UserError where nothing can move to them */
function packagesIn(to: string, counterparts: Counterpart[]): string[] {
	const [{ main }] = counterparts;
	const singles = [...new Set(counterparts.map(({ single }) => single.package))];
	const packages = to.split(',').filter(Boolean);
	const isAway = packages.length > 0 && packages.every((name) => singles.includes(name));
	if (isAway || to === main.package) return packages;
	throw new UserError(
		`--to takes ${main.package}, or one or several of ${singles.join(', ')}, not "${to}".`,
	);
}

/** @throws UserError where there is no workflow in the file */
function readWorkflows(file: string): Workflow | Workflow[] {
	let content: unknown;
	try {
		content = JSON.parse(readFileSync(file, 'utf8'));
	} catch (error) {
		throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
	}
	const { error } = z.array(workflow).safeParse([content].flat());
	if (!error) return content as Workflow | Workflow[];
	const [{ path, message }] = error.issues;
	throw new UserError(
		`${file} is not a workflow as n8n downloads it. ${path.slice(1).join('.') || 'Content'}: ${message}.`,
	);
}

const isChanged = ({ moves }: Result) => moves.some(({ moved }) => moved.length > 0);

/** @throws UserError where a file would be lost */
function refuseToReplace(results: Result[], overwrite: boolean): void {
	for (const [index, { file, target }] of results.entries()) {
		if (results.slice(0, index).some((earlier) => earlier.target === target)) {
			throw new UserError(
				`${file} would replace ${target}, which another of these files becomes. Move them one by one, each with an --out of its own. Nothing was written.`,
			);
		}
		if (existsSync(target) && !overwrite) {
			throw new UserError(
				`${file} would replace ${target}. Use --out with another folder, or --overwrite. Nothing was written.`,
			);
		}
	}
}

/** @returns what is said of a workflow */
function linesOf({ workflow: { name = 'Workflow' }, moved, left, remarks }: Move<Workflow>) {
	const lines = [
		...moved.map((node) => `moved       "${node.name}"`),
		...left.map(({ node, reason }) => `NOT MOVED   "${node.name}" (${node.type}): ${reason}`),
		...remarks.map((remark) => `look at     ${remark}`),
	];
	return lines.length > 0 ? [`  ${name}`, ...lines.map((line) => `    ${line}`)] : [];
}

/**
 * @param args as they are typed
 * @returns what is to be printed
 * @throws UserError where nothing was written
 */
export function moveFiles(args: string[], counterparts: Counterpart[]): string {
	const { to, out, overwrite, help, files } = readArguments(args);
	if (help) return USAGE;
	if (files.length === 0) throw new UserError(`Name the files to move.\n\n${USAGE}`);

	const packages = packagesIn(to, counterparts);
	const results = files.map((file): Result => {
		const content = readWorkflows(file);
		const moves = [content].flat().map((each) => moveWorkflow(each, packages, counterparts));
		const workflows = moves.map((move) => move.workflow);
		return {
			file,
			target: out ? join(out, basename(file)) : file.replace(/(\.json)?$/, '.moved.json'),
			moves,
			content: Array.isArray(content) ? workflows : workflows[0],
		};
	});
	const changed = results.filter(isChanged);
	refuseToReplace(changed, overwrite);
	for (const { target, content } of changed) {
		mkdirSync(dirname(target), { recursive: true });
		writeFileSync(target, `${JSON.stringify(content, null, 2)}\n`);
	}
	return results
		.flatMap((result) => [
			`${result.file} ${isChanged(result) ? `→ ${result.target}` : 'is not written: nothing moved'}`,
			...result.moves.flatMap(linesOf),
		])
		.join('\n');
}
