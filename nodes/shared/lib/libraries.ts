/**
 * All that we need from npm. n8n removes a community package's dependencies when it installs it, so
 * the build replaces this file's output with a bundle that has them inside.
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
