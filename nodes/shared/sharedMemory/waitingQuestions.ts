import { createHash } from 'node:crypto';
import type { RequestingNode } from '../http/account';
import { parseJson } from '../lib/json';
import type { ResumeReference } from '../lib/resumeReference';
import type { DataTable } from './dataTable';
import { n8nDataTables } from './n8nDataTables';
import { lookupOf, newToken, type Row } from './row';
import { seal, unseal } from './seal';
import { openSharedMemory } from './sharedMemory';

const KIND = 'Waiting question';

/** Whose a question is: two n8n may share one table, and one person may be asked through two providers. */
interface Chat {
	provider: string;
	/** By which the person is known. */
	names: readonly string[];
}

/** A question of Send and Wait, as its rows name it. */
interface Place {
	/** Of the node that waits. */
	node: string;
	execution: string;
	round: string;
}

interface NewQuestion extends Chat, Place {
	reference: ResumeReference;
	to: string;
	messageId: string | null;
	workflow: string;
}

/**
 * - `waiting`: the next words of this person may answer it.
 * - `in hand`: a message of this person is being handed to it, by the process whose token the row has.
 * - `answered`: by that message.
 */
type State = 'waiting' | 'in hand' | 'answered';

/** A message on its way to a question. */
export interface Claim {
	token: string;
	/** What all claims of the same message begin with: one provider may call twice. */
	message: string;
}

/** @param messageId `null`: nobody can tell that it comes again */
export function claimFor(messageId: string | null): Claim {
	const random = newToken();
	const message =
		messageId === null
			? random
			: createHash('sha256').update(messageId).digest('base64url').slice(0, 22);
	return { message, token: `${message}.${random}` };
}

export const isState = ({ outcome }: Row, state: State): boolean => outcome === state;

/** Whether the row was last written for this message. */
export const isFor = ({ token }: Row, { message }: Claim): boolean =>
	token.startsWith(`${message}.`);

/** The questions that wait for an answer, from person to execution, for all processes of n8n. */
export class WaitingQuestions {
	private readonly instance: string;

	constructor(
		private readonly node: RequestingNode,
		private readonly table: DataTable,
	) {
		this.instance = node.getInstanceId();
	}

	async add({ reference, to, messageId, workflow, ...question }: NewQuestion): Promise<void> {
		const data = seal(JSON.stringify(reference), await this.secret());
		await this.table.insert(
			this.lookupsOf(question).map((lookup) => ({
				kind: KIND,
				key: keyOf(question),
				outcome: 'waiting' satisfies State,
				to,
				messageId: messageId ?? '',
				workflow,
				data,
				lookup,
				token: newToken(),
			})),
		);
	}

	/** @returns the oldest first, answered ones among them */
	async of(chat: Chat): Promise<Row[]> {
		return await this.table.find(this.lookupsOf(chat));
	}

	/** @returns `undefined` where the row was written with another API key */
	async referenceIn({ data }: Row): Promise<ResumeReference | undefined> {
		const text = unseal(data, await this.secret());
		return text === undefined ? undefined : (parseJson(text) as unknown as ResumeReference);
	}

	/** @returns whether this claim has the row now: of several at once, one */
	async take({ lookup, token }: Row, claim: Claim): Promise<boolean> {
		const rows = await this.table.update(
			{ all: { lookup, token } },
			{ outcome: 'in hand' satisfies State, token: claim.token },
		);
		return rows.some((row) => row.token === claim.token);
	}

	/** @param token of the message that answered it, where it is not this one */
	async settle({ lookup }: Row, claim: Claim, token = claim.token): Promise<void> {
		const outcome: State = 'answered';
		await this.table.update({ all: { lookup, token: claim.token } }, { outcome, token });
	}

	/** So that another message may answer it. With a token of its own: one claim has one row. */
	async giveBack({ lookup }: Row, { token }: Claim): Promise<void> {
		const outcome: State = 'waiting';
		await this.table.update({ all: { lookup, token } }, { outcome, token: newToken() });
	}

	/** What nobody waits for any more. */
	async drop({ lookup }: Row, { token }: Claim): Promise<void> {
		await this.table.remove({ all: { lookup, token } });
	}

	/** A question that was answered without these rows; one in hand is left to whoever has it. */
	async forget(question: Chat & Place): Promise<void> {
		for (const lookup of this.lookupsOf(question)) {
			await this.table.remove({
				all: { lookup, key: keyOf(question), outcome: 'waiting' satisfies State },
			});
		}
	}

	private lookupsOf({ provider, names }: Chat): string[] {
		return names.map((name) => lookupOf(KIND, this.instance, provider, name));
	}

	/** Read where it is needed: most of what comes in answers nothing. */
	private async secret(): Promise<string> {
		const { apiKey } = await this.node.getCredentials(n8nDataTables.credential);
		return String(apiKey);
	}
}

const keyOf = ({ node, execution, round }: Place): string =>
	`${node}, execution ${execution}${round === '0' ? '' : `, question ${Number(round) + 1}`}`;

/**
 * @param hurried give up at once where n8n does not answer
 * @returns `undefined` where the option is off
 * @throws SharedMemoryError where it is not set up
 */
export async function openWaitingQuestions(
	node: RequestingNode,
	hurried = false,
): Promise<WaitingQuestions | undefined> {
	const memory = await openSharedMemory(node);
	return memory && new WaitingQuestions(node, hurried ? memory.hurried : memory.table);
}
