import { z } from '../../shared/lib/libraries';
import { parseUrl } from '../../shared/lib/parseUrl';
import { addRefusal, quote, webAddress } from '../../shared/validation/schema';

/** The server takes nothing longer for an address. */
const MAX_CHARACTERS = 2083;

/** An IP address, or labels of letters, digits and dashes with a dot between them. */
const HOST = /^(\[[\da-f:.]+\]|([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z\d-]{2,}|[\d.]+)$/i;

/**
 * The address of a file that the server, or Meta, downloads. Source: `isURL` of class-validator, which the
 * controllers ask: a host without a dot, such as localhost, is no address to it.
 */
export const fileLink = (label: string) =>
	webAddress(label, ['https', 'http']).superRefine((address, context) => {
		const url = address === z.NEVER ? undefined : parseUrl(address);
		if (url === undefined) return;
		const { hostname } = url;
		if (!HOST.test(hostname)) {
			addRefusal(
				context,
				`'${label}' leads to a host that the Evolution server does not take: ${quote(hostname)}`,
				'Use a host name with a dot and without _, or take the file from n8n.',
			);
		}
		if (address.length > MAX_CHARACTERS) {
			addRefusal(
				context,
				`'${label}' has ${address.length} characters, but the Evolution server takes only ${MAX_CHARACTERS}`,
				'Use a shorter link, or take the file from n8n.',
			);
		}
	});

const EXTENSION = /\.[a-z\d]{2,5}$/i;

/**
 * Whether an address as a whole ends like the name of a file. The server looks for the type there, behind
 * the ? and the # too.
 */
export const endsWithExtension = (address: string) =>
	EXTENSION.test(new URL(address).pathname) && EXTENSION.test(address);

/** The name of the file at an address, if that has one with an extension. */
export function fileNameIn(address: string): string | undefined {
	const last = new URL(address).pathname.split('/').at(-1) ?? '';
	if (!EXTENSION.test(last)) return undefined;
	try {
		return decodeURIComponent(last);
	} catch {
		return last;
	}
}

/** A name with the extension that the server tells the type by, from another name where it has none. */
export function withExtension(name: string, other: string): string {
	if (EXTENSION.test(name)) return name;
	const [extension = ''] = EXTENSION.exec(other) ?? [];
	return name + extension;
}
