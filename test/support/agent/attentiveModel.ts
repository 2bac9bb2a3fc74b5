import type { Arguments, Script } from './standInModel';

/**
 * A model that knows only what it is told. It makes one call; where the answer is an error, it
 * corrects an argument only if the error names it, quotes its value and shows what would be right.
 */
export const attentive =
	(first: Arguments): Script =>
	({ said, tools: [tool], calls }) => {
		const last = calls[calls.length - 1];
		if (!last) return { call: tool.name, arguments: first };
		const error = errorIn(last.result);
		if (error === undefined) return { say: 'Done.' };
		const given = Object.entries(last.arguments).filter(
			([name]) => name in tool.parameters.properties,
		);
		const corrected = correction(error, given, said[said.length - 1]);
		return corrected
			? { call: tool.name, arguments: { ...Object.fromEntries(given), ...corrected } }
			: { say: `It was not done. ${error}` };
	};

function errorIn(result: string): string | undefined {
	const [answer] = [JSON.parse(result) as Array<{ error?: string }>].flat();
	return answer?.error;
}

/**
 * Numbers are all that it can correct: of those that the error shows, it takes the one of the country
 * that the user said.
 */
function correction(
	error: string,
	given: Array<[string, unknown]>,
	asked: string,
): Arguments | undefined {
	const wrong = given.find(
		([name, value]) =>
			error.includes(`'${name.replaceAll('_', ' ')}'`) && error.includes(JSON.stringify(value)),
	);
	const [, countryCode] = /\((\+\d{1,3})\)/.exec(asked) ?? [];
	const shown = error.match(/\+\d{7,15}\b/g) ?? [];
	const right = countryCode && shown.find((number) => number.startsWith(countryCode));
	return wrong && right ? { [wrong[0]]: right } : undefined;
}
