import { countries, countryName } from '../../../nodes/shared/lib/countries';
import { getCountries } from '../../../nodes/shared/lib/libraries';

test('the list of countries is that of the library, by name', () => {
	expect(countries.map(({ value }) => value).sort()).toEqual([...getCountries()].sort());
	expect(new Set(countries.map(({ name }) => name)).size).toBe(countries.length);
});

test('a country is shown by its name, and what is none as it is', () => {
	expect(countryName('CL')).toBe('Chile');
	expect(countryName('001')).toBe('001');
});
