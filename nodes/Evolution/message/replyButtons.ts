import type { JsonValue } from 'n8n-workflow';
import type { Lookup } from '../../shared/contract/operation';
import { at, textOf } from '../../shared/lib/jsonAccess';
import { instanceLookup, type InstanceKind } from '../instanceKind';

/** Of an instance, whether the people who get its reply buttons see them, and their taps come back. */
export interface ButtonsKind extends InstanceKind {
	showsButtons?: boolean;
}

/** The first whose buttons WhatsApp shows on phones. */
const SHOWN_FROM = [2, 4];

function isShownBy(version: string): boolean {
	const [major, minor] = version.split('.').map(Number);
	return major > SHOWN_FROM[0] || (major === SHOWN_FROM[0] && minor >= SHOWN_FROM[1]);
}

/** What the instance is; of a phone of version 2, the exact version too, which GET / says. */
export const buttonsLookup = (instance: string): Lookup<ButtonsKind> => ({
	...instanceLookup(instance),
	next: (kind) =>
		kind.channel === 'phone' && kind.version === 'v2' && kind.showsButtons === undefined
			? {
					request: { method: 'GET', path: '/' },
					find: (body) => ({ ...kind, showsButtons: isShownBy(versionIn(body)) }),
					missing: instanceLookup(instance).missing,
					otherwise: { ...kind, showsButtons: false },
				}
			: undefined,
});

const versionIn = (body: JsonValue | undefined) => textOf(at(body, 'version')) ?? '';
