import { setTimeout as sleep } from 'node:timers/promises';

/** @throws where it does not come true within these seconds */
export async function until(
	seconds: number,
	isTrue: () => boolean | Promise<boolean>,
	what = String(isTrue),
): Promise<void> {
	const deadline = Date.now() + seconds * 1000;
	while (!(await isTrue())) {
		if (Date.now() > deadline) throw new Error(`Not within ${seconds} s: ${what}`);
		await sleep(20);
	}
}
