import type { AnswerRule } from '../shared/contract/verdict';
import type { ApiVersion } from './apiVersion';
import { instanceLookup, versionOf, type InstanceKind } from './instanceKind';

/**
 * For requests of which the versions have methods of their own, so that none suits both. Version 2 lists
 * an instance to its own token, and version 1 does not: where nothing is said, it is version 1.
 */
export const versionLookup = (instance: string) => ({
	...instanceLookup(instance),
	otherwise: { version: 'v1' as const },
});

/** PUT was POST from version 2 on. */
export const methodOf = (
	message: { apiVersion: ApiVersion | 'auto' },
	found: InstanceKind | undefined,
): 'PUT' | 'POST' => (versionOf(message, found) === 'v1' ? 'PUT' : 'POST');

/** The server knows the path with another method. */
export const otherVersion: AnswerRule = {
	status: 404,
	says: /^Cannot (PUT|POST) \//,
	verdict: {
		outcome: 'notSent',
		evidence: { recording: 'v2.3.7-phone-line/updateMessage-otherVersion.json' },
		code: 'wrong-api-version',
		reason: 'The Evolution server speaks another version of the API',
		whatToDo: "Set 'API Version' to the other version.",
		field: 'apiVersion',
		stops: 'channel',
		failure: { cause: 'configuration-invalid' },
	},
};
