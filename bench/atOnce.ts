/** Does a work for each number below `count`, so many at once, and gives the results in their order. */
export async function atOnce<Result>(
	most: number,
	count: number,
	work: (index: number) => Promise<Result>,
): Promise<Result[]> {
	const results: Result[] = [];
	let next = 0;
	const worker = async () => {
		while (next < count) {
			const index = next++;
			results[index] = await work(index);
		}
	};
	await Promise.all(Array.from({ length: most }, worker));
	return results;
}
