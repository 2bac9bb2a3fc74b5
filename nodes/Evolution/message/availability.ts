import type { Complaint } from '../../shared/contract/file';
import type { ChannelKind, InstanceKind } from '../instanceKind';

const CHANNEL_NAMES: Record<ChannelKind, string> = {
	phone: 'a phone connected by QR code',
	business: 'a WhatsApp Business channel',
	evolution: 'a channel of the type EVOLUTION',
};

/**
 * Says before sending what the server would refuse with "Method not available".
 * @param what the message, as the start of a sentence
 * @param instead what each channel that cannot send it can do; absent: it can
 */
export function notAvailable(
	what: string,
	instead: Partial<Record<ChannelKind, string>>,
	found: InstanceKind | undefined,
): Complaint | undefined {
	const whatToDo = found?.channel && instead[found.channel];
	if (!found?.channel || !whatToDo) return undefined;
	return {
		field: 'instance',
		code: 'not-supported',
		reason: `${what} cannot be sent from this instance, which is ${CHANNEL_NAMES[found.channel]}`,
		whatToDo,
	};
}

/**
 * The same of what only phones can do.
 * @param doing as the start of a sentence
 * @param instead what other channels can do
 */
export function onlyOnPhones(
	doing: string,
	found: InstanceKind | undefined,
	instead = "Pick an 'Instance' that is a phone.",
): Complaint | undefined {
	if (!found?.channel || found.channel === 'phone') return undefined;
	return {
		field: 'instance',
		code: 'not-supported',
		reason: `${doing} works on phones connected by QR code only, and this instance is ${CHANNEL_NAMES[found.channel]}`,
		whatToDo: instead,
	};
}
