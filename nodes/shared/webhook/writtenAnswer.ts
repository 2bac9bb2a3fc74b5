import { sleep, type IWebhookFunctions } from 'n8n-workflow';
import type { ReadEvent } from '../contract/event';
import type { Inbound } from '../contract/inbound';
import { runExclusive } from '../lib/mutex';
import { reasonOf } from '../lib/reasonOf';
import type { Row } from '../sharedMemory/row';
import { SharedMemoryError } from '../sharedMemory/sharedMemoryError';
import {
	claimFor,
	isFor,
	isState,
	openWaitingQuestions,
	type Claim,
	type WaitingQuestions,
} from '../sharedMemory/waitingQuestions';
import { namesOf } from '../validation/person';
import { withCachedCredentials } from './cachedCredential';
import { resume, type Resumed } from './resume';

/** How often one looks whether another process is done with a question, and how long it may take. */
const PAUSE_MS = 250;
const MAX_PAUSES = 60;

/** More questions than anybody leaves open, with the looks that others cost. */
const MAX_LOOKS = 200;

/** `failed`: the provider has to call again. */
export type HandedOn = 'handedOn' | 'noAnswer' | 'failed';

/**
 * Hands words that quote nothing to the question that waits for this person, of several to the oldest: the
 * shared memory knows it. One message answers one question, however many processes hear of it.
 *
 * Where the memory does not answer, nobody knows whether these words are an answer. Started with them, the
 * workflow would use up an answer that an execution waits for; dropped, a plain message would be lost. So
 * neither is done, and the provider is asked to call again. Where the memory is wrongly set up or full, no
 * repetition helps: the words go on as a message, and the execution that they start says what is wrong.
 */
export async function handOnWritten(
	node: IWebhookFunctions,
	{ provider }: Inbound,
	event: ReadEvent,
): Promise<HandedOn> {
	const chat = { provider: provider.name, names: namesOf(event.contact ?? {}) };
	try {
		const questions = await openWaitingQuestions(withCachedCredentials(node));
		if (!questions) return 'noAnswer';
		return await runExclusive(
			`written by ${chat.names[0]}`,
			async () => await new WrittenAnswer(node, questions, event).handOn(chat),
		);
	} catch (error) {
		node.logger.warn(
			`${node.getNode().name}: could not find out whether a message answers a question: ${reasonOf(error)}`,
		);
		const isAway =
			error instanceof SharedMemoryError && error.verdict.code === 'shared-memory-unavailable';
		return isAway ? 'failed' : 'noAnswer';
	}
}

/** One message that may answer a question. */
class WrittenAnswer {
	private readonly claim: Claim;

	/** Rows that it does not answer. */
	private readonly others = new Set<number>();

	/** How often a row was seen in the hand of the same other process, by its token. */
	private readonly seen = new Map<string, number>();

	constructor(
		private readonly node: IWebhookFunctions,
		private readonly questions: WaitingQuestions,
		private readonly event: ReadEvent,
	) {
		this.claim = claimFor(event.message?.id ?? null);
	}

	async handOn(chat: { provider: string; names: string[] }): Promise<HandedOn> {
		for (let looks = 0; looks < MAX_LOOKS; looks++) {
			const rows = await this.questions.of(chat);
			if (rows.some((row) => isState(row, 'answered') && isFor(row, this.claim))) {
				return 'handedOn';
			}
			if (rows.some((row) => this.isInOtherHands(row))) {
				await sleep(PAUSE_MS);
				continue;
			}
			const next = this.nextOf(rows);
			if (!next) return 'noAnswer';
			const state = await this.answer(next);
			if (state !== undefined) return state;
		}
		return 'failed';
	}

	/** Whoever has it so long was ended in the middle of it. */
	private isInOtherHands(row: Row): boolean {
		const { token } = row;
		if (!isState(row, 'in hand') || token === this.claim.token) return false;
		const pauses = this.seen.get(token) ?? 0;
		this.seen.set(token, pauses + 1);
		return pauses < MAX_PAUSES;
	}

	/** The one that is quoted, else the oldest. */
	private nextOf(rows: Row[]): Row | undefined {
		const open = rows.filter((row) => !isState(row, 'answered') && !this.others.has(row.id));
		const quoted = this.event.message?.messageId;
		return open.find(({ messageId }) => messageId !== '' && messageId === quoted) ?? open[0];
	}

	/** @returns `undefined` where another question may be meant, or another process was faster */
	private async answer(row: Row): Promise<HandedOn | undefined> {
		const { node, questions, claim, event } = this;
		const reference = await questions.referenceIn(row);
		if (!reference) {
			this.others.add(row.id);
			node.logger.warn(
				`${node.getNode().name}: a question in the shared memory cannot be read, as the API key changed since: ${row.key}`,
			);
			return undefined;
		}
		if (row.token !== claim.token && !(await questions.take(row, claim))) return undefined;
		const state = await resume(node, reference, {
			contact: { ...event.contact },
			messageId: event.message?.id ?? null,
			text: event.message?.text ?? '',
		});
		return await this.settle(row, state);
	}

	private async settle(row: Row, state: Resumed): Promise<HandedOn | undefined> {
		const { node, questions, claim } = this;
		switch (state) {
			case 'taken':
				// The execution goes on: that cannot be taken back.
				await questions.settle(row, claim).catch((error: unknown) => {
					node.logger.warn(
						`${node.getNode().name}: an answer was taken, but its row in the shared memory does not say so: ${reasonOf(error)}`,
					);
				});
				return 'handedOn';
			case 'notAnAnswer':
				this.others.add(row.id);
				await questions.giveBack(row, claim);
				return undefined;
			case 'over':
			case 'refused':
				// What was left in the hand of another process was answered by that message.
				await (isState(row, 'in hand') && row.token !== claim.token
					? questions.settle(row, claim, row.token)
					: questions.drop(row, claim));
				return undefined;
			case 'failed':
				await questions.giveBack(row, claim);
				return 'failed';
		}
	}
}
