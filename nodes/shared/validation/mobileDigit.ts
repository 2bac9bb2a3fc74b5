import type { MobileDigit } from '../contract/parameters';

export const MOBILE_DIGIT_CHOICES: readonly MobileDigit[] = ['keep', 'add', 'remove'];

/** Mobile numbers with and without the digit that other networks dial and WhatsApp may not know. */
const MOBILES = [
	{ without: /^\+54([1-8]\d{9})$/, with: /^\+549(\d{10})$/, add: '+549$1', remove: '+54$1' },
	{
		without: /^\+55(\d{2})([6-9]\d{7})$/,
		with: /^\+55(\d{2})9([6-9]\d{7})$/,
		add: '+55$19$2',
		remove: '+55$1$2',
	},
	{ without: /^\+52([2-9]\d{9})$/, with: /^\+521(\d{10})$/, add: '+521$1', remove: '+52$1' },
];

export function withMobileDigit(number: string, mobileDigit: MobileDigit = 'keep'): string {
	for (const mobile of MOBILES) {
		if (mobileDigit === 'add') number = number.replace(mobile.without, mobile.add);
		if (mobileDigit === 'remove') number = number.replace(mobile.with, mobile.remove);
	}
	return number;
}

/** Landlines of Argentina and Mexico look the same. */
export const mayLackMobileDigit = (number: string) =>
	MOBILES.some(({ without }) => without.test(number));
