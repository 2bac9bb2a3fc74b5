import { mayLackMobileDigit, withMobileDigit } from '../../../nodes/shared/validation/mobileDigit';

test.each([
	['Argentina', '+541123456789', '+5491123456789'],
	['Brazil', '+551198765432', '+5511998765432'],
	['Mexico', '+525512345678', '+5215512345678'],
])('%s: the digit is added and removed, and once', (_country, without, withDigit) => {
	for (const number of [without, withDigit]) {
		expect(withMobileDigit(number, 'add')).toBe(withDigit);
		expect(withMobileDigit(number, 'remove')).toBe(without);
		expect(withMobileDigit(number, 'keep')).toBe(number);
		expect(withMobileDigit(number)).toBe(number);
	}
	expect(mayLackMobileDigit(without)).toBe(true);
	expect(mayLackMobileDigit(withDigit)).toBe(false);
});

test.each(['+56912345678', '+551134567890', '+13108207129'])('%s has no such digit', (number) => {
	expect(withMobileDigit(number, 'add')).toBe(number);
	expect(withMobileDigit(number, 'remove')).toBe(number);
	expect(mayLackMobileDigit(number)).toBe(false);
});
