import { descendants } from './descendants';
import { until } from './until';

const STOP_SECONDS = 10;

/** Ends this process on Ctrl-C, after all that it started. */
export function endOnInterrupt(exitCode: number): void {
	let ending: Promise<void> | undefined;
	const end = async () => {
		for (const signal of ['SIGINT', 'SIGKILL'] as const) {
			for (const { pid } of descendants()) signalTo(pid, signal);
			await until(STOP_SECONDS, () => descendants().length === 0).catch(() => {});
		}
		process.exit(exitCode);
	};
	// A process may hear it from the terminal and from the process that started it.
	const interrupt = () => void (ending ??= end());
	process.on('SIGINT', interrupt);
	process.on('SIGTERM', interrupt);
}

function signalTo(pid: number, signal: NodeJS.Signals) {
	try {
		process.kill(pid, signal);
	} catch {
		// It ended in the meantime.
	}
}
