/**
 * Asks the sandbox for something.
 * @throws Error with the sandbox's own words
 */
export async function ask<Answer>(
	method: 'GET' | 'POST' | 'PUT' | 'DELETE',
	path: string,
	body?: object,
): Promise<Answer> {
	const response = await fetch(path, {
		method,
		...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
	});
	const text = await response.text();
	const answer: unknown = text === '' ? null : JSON.parse(text);
	if (!response.ok) throw new Error((answer as { message: string }).message);
	return answer as Answer;
}
