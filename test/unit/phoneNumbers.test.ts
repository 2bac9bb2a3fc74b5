import { readPhone } from '../../nodes/shared/validation/phone';
import spellings from '../fixtures/phoneNumbers.json';

/** How people write numbers in ten countries: what is right, and why, was written before the code. */
interface Spelling {
	land: string;
	written: string | number;
	defaultCountry?: string;
	/** The right reading. */
	number?: string;
	/** Part of the reason why it is refused. */
	refused?: string;
	/** The reading that the refusal shows. */
	shows?: string;
	why: string;
}

test('there are about thirty of each country', () => {
	const counts = new Map<string, number>();
	for (const { land } of spellings as Spelling[]) counts.set(land, (counts.get(land) ?? 0) + 1);
	expect(counts.size).toBe(10);
	expect(spellings.length).toBeGreaterThanOrEqual(300);
	for (const count of counts.values()) expect(count).toBeGreaterThanOrEqual(30);
});

test.each(spellings as Spelling[])(
	'$land: $written with $defaultCountry: $why',
	({ written, defaultCountry, number, refused, shows }) => {
		const reading = readPhone(written, { defaultCountry });
		if (number) return expect(reading).toEqual({ number });
		expect(reading).toMatchObject({ reason: expect.stringContaining(refused!) });
		if (shows) expect(Object.values(reading).join(' ')).toContain(shows);
	},
);
