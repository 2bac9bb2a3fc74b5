/** Does the one job that a worker is given, answers with what came of it, and lets the process end. */
export function answerJob<Job, Result>(run: (job: Job) => Promise<Result>): void {
	process.once('message', (job: Job) => {
		void run(job).then((result) => process.send!(result, () => process.disconnect()));
	});
}
