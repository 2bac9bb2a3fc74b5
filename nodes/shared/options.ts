import type { IExecuteFunctions, WorkflowExecuteMode } from 'n8n-workflow';
import type { Provider } from './operation';
import type { Limit } from './pace';
import { namesOf, personOf } from './person';
import { readPhone, type PhoneSettings } from './phone';

/** The values of the shared "Options" of a node for one item; see fields.ts. */
export interface Options extends PhoneSettings {
	allowedRecipients?: unknown;
	forgetSendOnceKey?: boolean;
	sendOnceKey?: unknown;
}

/** How a run behaves as a whole: these options take no expressions. */
export interface DeliverySettings {
	timeoutSeconds: number | undefined;
	messagesAtOnce: number;
	/** Those of the user, beside the provider's. */
	limits: Limit[];
	/** Repeat what may have been sent. */
	retryWhenUnsure: boolean;
	preview: boolean;
}

export function readDeliverySettings(
	node: IExecuteFunctions,
	provider: Provider,
): DeliverySettings {
	// One by one: an expression in another option, broken for one item, must not stop all of them.
	const option = <Value>(name: string) =>
		node.getNodeParameter(`options.${name}`, 0, null) as Value | null;
	const messagesPerMinute = option<number>('messagesPerMinute');
	const delay = option<number>('delay');
	return {
		timeoutSeconds: option<number>('timeout') ?? undefined,
		messagesAtOnce: Math.floor(option<number>('messagesAtOnce') ?? 0) || provider.messagesAtOnce,
		limits: [
			...(messagesPerMinute
				? [{ messages: Math.max(1, Math.floor(messagesPerMinute)), ms: 60_000 }]
				: []),
			...(delay ? [{ messages: 1, ms: delay * 1000, jitter: true }] : []),
		],
		retryWhenUnsure: option<boolean>('retryWhenUnsure') ?? false,
		preview: option<boolean>('preview') ?? false,
	};
}

/** The unique key of a message. */
export interface SendOnceKey {
	/** Blank where the expression gave nothing usable. */
	key: string;
	/** Only forget it, so that the next run sends again. */
	forget: boolean;
}

/** @returns `undefined` where the option is not in use, or in a manual run, which consumes no keys */
export function readSendOnceKey(
	options: Options,
	mode: WorkflowExecuteMode,
): SendOnceKey | undefined {
	const forget = options.forgetSendOnceKey ?? false;
	if (!('sendOnceKey' in options) || (mode === 'manual' && !forget)) return undefined;
	const { sendOnceKey } = options;
	const usable = typeof sendOnceKey === 'string' || typeof sendOnceKey === 'number';
	return { key: usable ? String(sendOnceKey).trim() : '', forget };
}

interface Refusal {
	field: string;
	reason: string;
	whatToDo: string;
}

/** Whom a node may write to. */
interface AllowedRecipients {
	/** @returns why this recipient is not allowed, or `undefined` */
	refuse(to: string): Refusal | undefined;
}

/** What an AI agent passes to its tool is in these, over whatever else they hold. */
const OF_THE_AGENT = /\$(json|data|input|fromAI)\b/i;

/** Whether an option of a tool is in the agent's own hands. */
function isUpToTheAgent(node: IExecuteFunctions, option: keyof Options): boolean {
	const { type, parameters } = node.getNode();
	const written = (parameters.options as Options | undefined)?.[option];
	return type.endsWith('Tool') && OF_THE_AGENT.test(String(written));
}

/**
 * The guard "Allowed Recipients". It fails closed: an entry that cannot be read, an expression that
 * yields nothing, or one that an agent can change, allows nobody.
 * @returns `undefined` where the option is not in use
 */
export function readAllowedRecipients(
	node: IExecuteFunctions,
	options: Options,
	phoneSettings: PhoneSettings,
): AllowedRecipients | undefined {
	if (!('allowedRecipients' in options)) return undefined;

	if (isUpToTheAgent(node, 'allowedRecipients')) {
		return {
			refuse: () => ({
				field: 'allowedRecipients',
				reason: "'Allowed Recipients' is read from what the agent itself passes to this tool",
				whatToDo:
					"The owner of this workflow has to read it from a node before the agent, such as {{ $('Contact').first().json.phone }}.",
			}),
		};
	}
	const { allowedRecipients } = options;
	const entries = Array.isArray(allowedRecipients)
		? allowedRecipients
		: String(allowedRecipients ?? '').split(/[,;\n]/);
	const allowed = namesIn(node, entries, phoneSettings);
	return {
		refuse: (to) =>
			namesOf(personOf(to)).some((name) => allowed.has(name))
				? undefined
				: {
						field: 'recipient',
						reason: `${to.replace(/^\d+$/, '+$&')} is not among the 'Allowed Recipients' of this node`,
						whatToDo:
							allowed.size > 0
								? 'Write only to the numbers that this option allows, or ask the owner of this workflow to add the number.'
								: 'The option allows nobody. Enter phone numbers with country codes, separated by commas.',
					},
	};
}

/** The list as it was last read: it mostly is the same for all items of a run, and may be long. */
const lastRead = new WeakMap<IExecuteFunctions, { list: string; names: Set<string> }>();

/** Who is in a list, by all names; an entry that cannot be read is nobody. */
function namesIn(
	node: IExecuteFunctions,
	entries: readonly unknown[],
	phoneSettings: PhoneSettings,
): Set<string> {
	const list = JSON.stringify([entries, phoneSettings]);
	const last = lastRead.get(node);
	if (last?.list === list) return last.names;
	const names = new Set(
		entries.flatMap((entry) => {
			const reading = readPhone(entry, phoneSettings);
			const [id] = /^\S+@\S+$/.exec(String(entry).trim()) ?? [];
			const recipient = 'number' in reading ? reading.number : id;
			return recipient === undefined ? [] : namesOf(personOf(recipient));
		}),
	);
	lastRead.set(node, { list, names });
	return names;
}
