import { countryName } from '../lib/countries';
import { parsePhoneNumberFromString } from '../lib/libraries';
import { mayLackMobileDigit } from '../validation/mobileDigit';
import { namesOf, personOf } from '../validation/person';
import { countryOf, isKnown } from '../validation/phone';

const oneOrMore = ([first, ...others]: readonly string[], one: string, more: string) =>
	others.length > 0 ? `${first} and ${others.length} more ${more}` : `${first} ${one}`;

/** The library drops a trunk prefix before it measures. */
function hasUnusualLength(number: string): boolean {
	const read = parsePhoneNumberFromString(number);
	return !isKnown(number) && (read?.number !== number || !read.isPossible());
}

/** How often each is there, the most frequent first. */
function counted(values: readonly string[]): Array<[string, number]> {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts].sort(([, one], [, other]) => other - one);
}

function countries(numbers: readonly string[]): string[] {
	const counts = counted(
		numbers.map((number) => {
			const country = countryOf(number);
			return country ? countryName(country) : 'unknown';
		}),
	);
	if (counts.length < 2) return [];
	const listed = counts.map(([name, count]) => `${name} ${count}`).join(', ');
	return [
		`Recipients are in ${counts.length} countries: ${listed}. Check that all of them are intended.`,
	];
}

function repeated(recipients: readonly string[]): string[] {
	const several = counted(recipients.map((to) => namesOf(personOf(to))[0])).filter(
		([, count]) => count > 1,
	);
	if (several.length === 0) return [];
	const [[name, count]] = several;
	const example = recipients.find((to) => namesOf(personOf(to))[0] === name);
	return [
		several.length === 1
			? `${example} is the recipient of ${count} items of this run.`
			: `${several.length} recipients are in several items of this run, such as ${example} (${count} items).`,
	];
}

/**
 * What may be worth a look before wondering why a message did not arrive, or who got it; no reason
 * to refuse it.
 * @param recipients of all messages of a run, as sent
 */
export function recipientHints(recipients: readonly string[]): string[] {
	const phones = recipients.flatMap((to) => personOf(to).phone ?? []);
	const numbers = [...new Set(phones)];
	const unusual = numbers.filter(hasUnusualLength);
	const withoutDigit = numbers.filter(mayLackMobileDigit);
	return [
		...countries(numbers),
		...repeated(recipients),
		...(unusual.length > 0
			? [
					`${oneOrMore(unusual, 'does not have', 'do not have')} the length of numbers in that country. If a message does not arrive, check its country code.`,
				]
			: []),
		...(withoutDigit.length > 0
			? [
					`${oneOrMore(withoutDigit, 'may be a mobile', 'may be mobiles')} without the mobile digit (9 in Argentina and Brazil, 1 in Mexico). If a message does not arrive, try the option "Mobile Digit".`,
				]
			: []),
	];
}
