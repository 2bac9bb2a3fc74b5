import type { IHookFunctions } from 'n8n-workflow';
import type { GatewayEvent } from '../shared/contract/event';
import type { Inbound } from '../shared/contract/inbound';
import type { Verdict } from '../shared/contract/verdict';
import { beforeDeadline } from '../shared/http/deadline';
import { requestOrThrow } from '../shared/http/requestOrThrow';
import { at, listOf, textOf } from '../shared/lib/jsonAccess';
import { isOfCloud } from './channel';
import { evolution } from './evolution';

/**
 * Of ten people who write at the same time to a WhatsApp Business channel, these servers report nine
 * under somebody else's number. Measured on 2.3.7; mended in 2.4.
 */
const MIXED_UP =
	'Evolution 2.0 to 2.3 mixes up the senders of a WhatsApp Business channel when several people write at the same time: a message may come with the number and the name of another person. Update the server to 2.4 or newer before you answer these messages.';

/** Servers from 2.4 on name themselves in the headers of their calls. */
const NAMED_SINCE_2_4 = 'x-instance-id';

/** What comes from version 1 has no ID of the instance beside its name. */
const isOfV2 = ({ raw }: GatewayEvent) => {
	const data = listOf(at(raw, 'data'))[0] ?? at(raw, 'data');
	return at(data, 'instanceId') !== undefined;
};

/** The call itself shows channel and version, so that nothing has to be kept since the registration. */
export const caution: Inbound['caution'] = (event, headers) =>
	event.event === 'message.received' &&
	isOfCloud(event.message?.id) &&
	isOfV2(event) &&
	headers[NAMED_SINCE_2_4] === undefined
		? MIXED_UP
		: undefined;

/** The webhook is registered already, so that it waits for nothing else. */
const LIMIT_MS = 1_500;

const unclear: Verdict = {
	outcome: 'notSent',
	evidence: { unsent: 'asking for instances sends no message' },
	code: 'no-usable-answer',
	reason: 'The Evolution server did not say what kind of channel this is',
	whatToDo: 'Nothing depends on it.',
};

async function answerTo(node: IHookFunctions, path: string) {
	const question = async () =>
		await requestOrThrow(node, evolution, { method: 'GET', path }, { unclear });
	try {
		return (await beforeDeadline(LIMIT_MS, question)).body;
	} catch {
		return undefined;
	}
}

/**
 * Writes a warning to the log of n8n where the instance is a WhatsApp Business channel of a server that
 * is not known to be newer: GET / may not answer, see `registered` in webhook.ts.
 */
export async function warnOfMixedUpSenders(node: IHookFunctions): Promise<void> {
	const name = node.getNodeParameter('instance', undefined, { extractValue: true });
	const instances = listOf(await answerTo(node, '/instance/fetchInstances'));
	const instance = instances.find((each) => at(each, 'name') === name);
	if (at(instance, 'integration') !== 'WHATSAPP-BUSINESS') return;
	const version = textOf(at(await answerTo(node, '/'), 'version'));
	if (version !== null && !/^2\.[0-3]\./.test(version)) return;
	node.logger.warn(`${node.getNode().name}: ${MIXED_UP}`);
}
