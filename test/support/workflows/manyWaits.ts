import { atOnce } from '../../../bench/atOnce';
import type { SandboxMessage } from '../../../sandbox/conversations';
import type { N8nClient } from '../../../scripts/n8n/n8nClient';
import type { Inbox } from '../sandbox/inbox';
import { until } from '../stack/until';
import { executionIn, referencesOf, type AskingWorkflow } from './askingWorkflow';
import { AFTER } from './triggerWorkflow';

/** What became of many questions that were open at once. */
interface ManyWaits {
	/** Executions that went on once, with an answer of the person that they asked. */
	ownAnswer: number;
	/** All others. */
	other: number;
	/** How many replies came in of each kind. */
	replies: Record<Reply['kind'], number>;
	/** From each first reply to the moment at which its execution got the answer. */
	ms: number[];
}

interface Options {
	n8n: N8nClient;
	inbox: Inbox;
	/** Through AIsoule: an approval with buttons, or a free text. */
	asking: AskingWorkflow;
	/** How people answer. */
	by: 'taps' | 'words';
	/** What tells n8n of what people say; absent: the inbox, and it is waited for. */
	tell?(from: string, said: Said): Promise<void>;
	count: number;
	/** How many people ask and answer at the same time. */
	most: number;
}

/** As the inbox takes it. */
interface Said {
	type: string;
	text?: string;
	button?: { title: string; id: string };
}

interface Reply {
	kind: 'right' | 'repeated' | 'forged' | 'foreign';
	from: string;
	said: Said;
}

/** A question that was asked, and what may come in for it. */
interface Wait {
	person: string;
	executionId: string;
	replies: Reply[];
	/** What the execution may go on with. */
	answers: string[];
}

const SECONDS = 600;

const personOf = (place: number) => `+9198${String(place).padStart(8, '0')}`;

const strangerTo = (person: string) => person.replace('+9198', '+9199');

const LABELS = ['Approve', 'Decline'];

const tapOn = (id: string) => ({ type: 'button', button: { title: 'Yes', id } });

/** Each person answers one of the two, by chance, and taps again; strangers tap, too. */
function byTaps({ content }: SandboxMessage, ids: string[]): Pick<Wait, 'replies' | 'answers'> {
	const person = content.to!;
	const chosen = Math.random() < 0.5 ? 0 : 1;
	const [right, other] = chosen === 0 ? ids : [...ids].reverse();
	const signature = (id: string) => id.split('.').at(-1)!;
	const forged = right.replace(signature(right), signature(other));
	return {
		answers: [LABELS[chosen]],
		replies: [
			{ kind: 'right', from: person, said: tapOn(right) },
			{ kind: 'repeated', from: person, said: tapOn(right) },
			{ kind: 'forged', from: person, said: tapOn(forged) },
			{ kind: 'foreign', from: strangerTo(person), said: tapOn(other) },
		],
	};
}

/** Each person writes two messages, of which the one that comes first is the answer; strangers write, too. */
function byWords({ content }: SandboxMessage): Pick<Wait, 'replies' | 'answers'> {
	const person = content.to!;
	const [one, other] = [`Yes, says ${person}`, `And again, says ${person}`];
	const text = (words: string) => ({ type: 'text', text: words });
	return {
		answers: [one, other],
		replies: [
			{ kind: 'right', from: person, said: text(one) },
			{ kind: 'repeated', from: person, said: text(other) },
			{ kind: 'foreign', from: strangerTo(person), said: text('Me too') },
		],
	};
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
 * replies of strangers and forged ones among them. Clears the inbox.
 */
export async function answerMany(options: Options): Promise<ManyWaits> {
	const { n8n, inbox, asking, count, most } = options;
	const tell =
		options.tell ??
		(async (from, said) => void (await inbox.reply({ provider: 'aisoule', from, ...said })));
	const waits = await askMany(options);
	await until(SECONDS, async () => (await waitingOf(n8n, asking)) === count, 'all waits');

	const replies = shuffled(waits.flatMap((wait) => wait.replies));
	const repliedAt = new Map<string, number>();
	for (let place = 0; place < replies.length; place += most) {
		const some = replies.slice(place, place + most);
		for (const { kind, from } of some) {
			const first = !repliedAt.has(from) && ['right', 'repeated'].includes(kind);
			if (first) repliedAt.set(from, Date.now());
		}
		await Promise.all(some.map(async ({ from, said }) => await tell(from, said)));
		await until(SECONDS, async () => await allTold(inbox), 'the deliveries of these replies');
		await inbox.clear();
	}

	const results = await atOnce(most, count, async (place) => {
		const { person, executionId, answers } = waits[place];
		const outputs = (await n8n.untilEnded(executionId)).outputOf(AFTER);
		const [{ answer, answeredBy, answeredAt }] = outputs;
		const { phone } = answeredBy as { phone: string };
		return {
			own: outputs.length === 1 && answers.includes(String(answer)) && phone === person,
			ms: Date.parse(String(answeredAt)) - repliedAt.get(person)!,
		};
	});
	const countOf = (kind: Reply['kind']) => replies.filter((each) => each.kind === kind).length;
	const ownAnswer = results.filter(({ own }) => own).length;
	return {
		ownAnswer,
		other: count - ownAnswer,
		replies: {
			right: countOf('right'),
			repeated: countOf('repeated'),
			forged: countOf('forged'),
			foreign: countOf('foreign'),
		},
		ms: results.map(({ ms }) => ms),
	};
}

async function askMany({ inbox, asking, by, count, most }: Options): Promise<Wait[]> {
	await inbox.clear();
	await atOnce(most, count, async (place) => {
		await asking.post({ to: personOf(place), text: `Do you approve order ${place}?` });
	});
	await until(SECONDS, async () => (await inbox.messages()).length === count, 'all questions');
	return (await inbox.messages()).map((message) => ({
		person: message.content.to!,
		executionId: executionIn(message),
		...(by === 'taps' ? byTaps(message, referencesOf(message)) : byWords(message)),
	}));
}

async function waitingOf(n8n: N8nClient, { workflowId }: AskingWorkflow): Promise<number> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['waiting'] }));
	return (await n8n.rest<{ count: number }>('GET', `/executions?filter=${filter}&limit=1`)).count;
}

const allTold = async (inbox: Inbox) =>
	(await inbox.deliveries()).every(({ state }) => state === 'delivered' || state === 'failed');
