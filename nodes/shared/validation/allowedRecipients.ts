import type { IExecuteFunctions } from 'n8n-workflow';
import type { Options, PhoneSettings } from '../contract/parameters';
import type { Explanation } from '../outcome/problem';
import { namesOf, personOf } from './person';
import { readPhone } from './phone';

/** Whom a node may write to. */
interface AllowedRecipients {
	/** @returns why this recipient is not allowed, or `undefined` */
	refuse(to: string): (Explanation & { field: string }) | undefined;
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
				code: 'recipient-not-allowed',
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
						code: 'recipient-not-allowed',
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
