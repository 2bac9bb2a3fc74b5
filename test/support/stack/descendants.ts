import { execFileSync } from 'node:child_process';

interface Running {
	pid: number;
	command: string;
}

/** All that this process started, and that those started. */
export function descendants(): Running[] {
	const columns = ['-A', '-o', 'pid=,ppid=,args='];
	const printed = execFileSync('ps', columns, { encoding: 'utf8' });
	const processes = printed.split('\n').flatMap((line) => {
		const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
		return command ? [{ pid: Number(pid), parent: Number(parent), command }] : [];
	});
	const ours = new Set([process.pid]);
	for (let before = 0; before < ours.size; ) {
		before = ours.size;
		for (const { pid, parent } of processes) {
			if (ours.has(parent)) ours.add(pid);
		}
	}
	return processes.filter(
		({ parent, command }) => ours.has(parent) && command !== `ps ${columns.join(' ')}`,
	);
}
