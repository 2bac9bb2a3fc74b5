import { digitsOf } from '../lib/recipient';
import type { Instance } from './instances';

/** From here on digits are taken for a group's. */
const GROUP_DIGITS = 18;

/** Brazil, area code 31 and up: WhatsApp knows old mobile numbers without their ninth digit. */
const BRAZIL = /^55(3[1-9]|[4-9]\d)\d([7-9]\d{7})$/;

/** Mexico and Argentina: a mobile prefix of one digit behind the country code. */
const MEXICO_ARGENTINA = /^(52|54)\d(\d{10})$/;

/** A number as an instance addresses it: the channel that is not WhatsApp knows it by its digits. */
export const addressOn = (
	{ integration }: Pick<Instance, 'integration'>,
	number: string,
): string =>
	integration === 'EVOLUTION' && !number.includes('@') ? digitsOf(number) : jidOf(number);

/** WhatsApp's address for a number, rewritten as Evolution does. */
export function jidOf(number: string): string {
	if (/@(g\.us|s\.whatsapp\.net|lid|broadcast)/.test(number)) return number;
	const digits = number.replace(/\D/g, '');
	if (digits.length >= GROUP_DIGITS) return `${digits}@g.us`;
	const user = digits.replace(MEXICO_ARGENTINA, '$1$2').replace(BRAZIL, '55$1$2');
	return `${user}@s.whatsapp.net`;
}
