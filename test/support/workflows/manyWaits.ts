import { atOnce } from '../../../bench/atOnce';
import type { N8nClient } from '../../../scripts/n8n/n8nClient';
import type { Inbox } from '../sandbox/inbox';
import { until } from '../stack/until';
import { referencesOf, type AskingWorkflow } from './askingWorkflow';
import { AFTER } from './triggerWorkflow';

/** What became of many questions that were open at once. */
interface ManyWaits {
	/** Executions that went on once, with the answer of the person that they asked. */
	ownAnswer: number;
	/** All others. */
	other: number;
	taps: { right: number; repeated: number; forged: number; foreign: number };
	/** From each first tap to the moment at which its execution got the answer. */
	ms: number[];
}

interface Options {
	n8n: N8nClient;
	inbox: Inbox;
	/** With buttons, through AIsoule. */
	asking: AskingWorkflow;
	count: number;
	/** How many people ask and tap at the same time. */
	most: number;
}

interface Tap {
	kind: keyof ManyWaits['taps'];
	from: string;
	id: string;
}

const SECONDS = 600;

const personOf = (place: number) => `+9198${String(place).padStart(8, '0')}`;

const LABELS = ['Approve', 'Decline'];

/** Each person answers one of the two, by chance, and taps again; strangers tap, too. */
function tapsOn(person: string, ids: string[], chosen: number): Tap[] {
	const [right, other] = chosen === 0 ? ids : [...ids].reverse();
	const signature = (id: string) => id.split('.').at(-1)!;
	const forged = right.replace(signature(right), signature(other));
	const stranger = person.replace('+9198', '+9199');
	return [
		{ kind: 'right', from: person, id: right },
		{ kind: 'repeated', from: person, id: right },
		{ kind: 'forged', from: person, id: forged },
		{ kind: 'foreign', from: stranger, id: other },
	];
}

function shuffled<Entry>(entries: Entry[]): Entry[] {
	const mixed = [...entries];
	for (let place = mixed.length - 1; place > 0; place--) {
		const other = Math.floor(Math.random() * (place + 1));
		[mixed[place], mixed[other]] = [mixed[other], mixed[place]];
	}
	return mixed;
}

/**
 * Asks many people, and once all executions wait, lets them answer in another order and each twice, with
 * forged taps and those of strangers among them. Clears the inbox.
 */
export async function answerMany({ n8n, inbox, asking, count, most }: Options): Promise<ManyWaits> {
	const waits = await askMany(inbox, asking, count, most);
	await until(SECONDS, async () => (await waitingOf(n8n, asking)) === count, 'all waits');

	const chosen = waits.map(() => (Math.random() < 0.5 ? 0 : 1));
	const taps = shuffled(
		waits.flatMap(({ person, ids }, place) => tapsOn(person, ids, chosen[place])),
	);
	const tappedAt = new Map<string, number>();
	for (let place = 0; place < taps.length; place += most) {
		const some = taps.slice(place, place + most);
		for (const { kind, from } of some) {
			const first = !tappedAt.has(from) && ['right', 'repeated'].includes(kind);
			if (first) tappedAt.set(from, Date.now());
		}
		await Promise.all(some.map(async ({ from, id }) => await tap(inbox, from, id)));
		await until(SECONDS, async () => await allTold(inbox), 'the deliveries of these taps');
		await inbox.clear();
	}

	const results = await atOnce(most, count, async (place) => {
		const { person, executionId } = waits[place];
		const outputs = (await n8n.untilEnded(executionId)).outputOf(AFTER);
		const [{ answer, answeredBy, answeredAt }] = outputs;
		const { phone } = answeredBy as { phone: string };
		return {
			own: outputs.length === 1 && answer === LABELS[chosen[place]] && phone === person,
			ms: Date.parse(String(answeredAt)) - tappedAt.get(person)!,
		};
	});
	const countOf = (kind: Tap['kind']) => taps.filter((each) => each.kind === kind).length;
	const ownAnswer = results.filter(({ own }) => own).length;
	return {
		ownAnswer,
		other: count - ownAnswer,
		taps: {
			right: countOf('right'),
			repeated: countOf('repeated'),
			forged: countOf('forged'),
			foreign: countOf('foreign'),
		},
		ms: results.map(({ ms }) => ms),
	};
}

async function askMany(inbox: Inbox, asking: AskingWorkflow, count: number, most: number) {
	await inbox.clear();
	await atOnce(most, count, async (place) => {
		await asking.post({ to: personOf(place), text: `Do you approve order ${place}?` });
	});
	await until(SECONDS, async () => (await inbox.messages()).length === count, 'all questions');
	return (await inbox.messages()).map((message) => {
		const ids = referencesOf(message);
		return { person: message.content.to!, ids, executionId: ids[0].split('.')[1] };
	});
}

async function waitingOf(n8n: N8nClient, { workflowId }: AskingWorkflow): Promise<number> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['waiting'] }));
	return (await n8n.rest<{ count: number }>('GET', `/executions?filter=${filter}&limit=1`)).count;
}

const tap = async (inbox: Inbox, from: string, id: string) =>
	await inbox.reply({ provider: 'aisoule', from, type: 'button', button: { title: 'Yes', id } });

const allTold = async (inbox: Inbox) =>
	(await inbox.deliveries()).every(({ state }) => state === 'delivered' || state === 'failed');
