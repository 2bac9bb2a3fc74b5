import { countries } from '../../../nodes/shared/lib/countries';
import { getCountries } from '../../../nodes/shared/lib/libraries';

test('the list of countries is that of the library, by name', () => {
	expect(countries.map(({ value }) => value).sort()).toEqual([...getCountries()].sort());
	expect(new Set(countries.map(({ name }) => name)).size).toBe(countries.length);
});
