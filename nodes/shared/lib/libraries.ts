/**
 * The only file that is bundled: n8n removes a community package's dependencies when it installs
 * it, so what we need from npm has to be inside. The build replaces this file's output with the
 * bundle; everything else stays plain tsc output.
 */
// With its full data: the short one takes one in six Chilean mobiles for a number in Iran or Myanmar.
export {
	getCountries,
	getCountryCallingCode,
	isSupportedCountry,
	parsePhoneNumberFromString,
	type CountryCode,
} from 'libphonenumber-js/max';

export { z } from 'zod';
