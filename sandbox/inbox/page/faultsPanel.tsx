import { useEffect, useMemo, useState } from 'preact/hooks';
import type { SandboxMessage } from '../../conversations';
import type { Fault } from '../../faults/fault';
import { KINDS, type FaultKind } from '../../faults/kinds';
import type { Settings } from '../../faults/settings';
import type { ProviderGuide } from '../../provider';
import { ask } from './ask';

/** What the panel can ask for: one fault, and what holds for all. */
interface Wish {
	kind: FaultKind | '';
	provider: string;
	percent: number;
	latencyMs: number;
	limits: boolean;
}

interface Props {
	settings: Settings;
	messages: SandboxMessage[];
	guides: ProviderGuide[];
}

/** Switches faults on and off, says which are on, and counts what they did. */
export function FaultsPanel({ settings, messages, guides }: Props) {
	const [wish, setWish] = useState(() => wishOf(settings));
	const [problem, setProblem] = useState('');
	useEffect(() => setWish(wishOf(settings)), [settings]);

	const change = (changes: Partial<Wish>) => setWish({ ...wish, ...changes });
	const switchTo = async (method: 'PUT' | 'DELETE', body?: object) => {
		try {
			await ask(method, '/inbox/faults', body);
			setProblem('');
		} catch (error) {
			setProblem((error as Error).message);
		}
	};

	const on = wordsFor(settings);
	return (
		<details class={on.length > 0 ? 'panel faults on' : 'panel faults'} name="panel">
			<summary>
				Misbehave <span class="tag">{on.length > 0 ? 'On' : 'Off'}</span>
			</summary>
			<div class="panel-body">
				<Tally messages={messages} />
				{on.length > 0 && (
					<ul class="switched-on" aria-label="Switched on">
						{on.map((words) => (
							<li key={words}>{words}</li>
						))}
					</ul>
				)}
				<form
					onSubmit={(event) => {
						event.preventDefault();
						void switchTo('PUT', bodyFor(wish));
					}}
				>
					<label>
						What happens
						<select
							value={wish.kind}
							onChange={({ currentTarget }) =>
								change({ kind: currentTarget.value as Wish['kind'] })
							}
						>
							<option value="">Nothing</option>
							{Object.entries(KINDS).map(([kind, { title }]) => (
								<option key={kind} value={kind}>
									{title}
								</option>
							))}
						</select>
					</label>
					<label>
						Provider
						<select
							value={wish.provider}
							onChange={({ currentTarget }) => change({ provider: currentTarget.value })}
						>
							<option value="">All providers</option>
							{guides.map(({ name, title }) => (
								<option key={name} value={name}>
									{title}
								</option>
							))}
						</select>
					</label>
					<div class="side-by-side">
						<label>
							How often: {wish.percent} %
							<input
								type="range"
								min="0"
								max="100"
								step="5"
								value={wish.percent}
								onInput={({ currentTarget }) => change({ percent: currentTarget.valueAsNumber })}
							/>
						</label>
						<label>
							Latency (ms)
							<input
								type="number"
								min="0"
								step="any"
								required
								value={wish.latencyMs}
								onInput={({ currentTarget }) => change({ latencyMs: currentTarget.valueAsNumber })}
							/>
						</label>
					</div>
					<label class="switch">
						<input
							type="checkbox"
							role="switch"
							checked={wish.limits}
							onChange={({ currentTarget }) => change({ limits: currentTarget.checked })}
						/>
						Documented rate limits
					</label>
					<div class="panel-buttons">
						<button type="submit">Switch on</button>
						<button type="button" onClick={() => void switchTo('DELETE')}>
							Behave again
						</button>
					</div>
				</form>
				{problem && (
					<p class="refusal" role="alert">
						{problem}
					</p>
				)}
			</div>
		</details>
	);
}

function Tally({ messages }: { messages: SandboxMessage[] }) {
	const counts = useMemo(() => {
		const sent = messages.filter(({ direction }) => direction === 'outgoing');
		const accepted = sent.filter((message) => message.accepted).length;
		return {
			Accepted: accepted,
			Refused: sent.length - accepted,
			'Struck by faults': sent.filter(({ fault }) => fault).length,
		};
	}, [messages]);
	return (
		<dl class="tally">
			{Object.entries(counts).map(([name, count]) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd>{count.toLocaleString()}</dd>
				</div>
			))}
		</dl>
	);
}

const wishOf = ({ faults: [fault], latencyMs, limits }: Settings): Wish => ({
	kind: fault?.kind ?? '',
	provider: fault?.provider ?? '',
	percent: Math.round((fault?.probability ?? 1) * 100),
	latencyMs,
	limits: limits === 'documented',
});

const bodyFor = ({ kind, provider, percent, latencyMs, limits }: Wish) => ({
	latencyMs,
	limits: limits ? 'documented' : 'off',
	faults: kind
		? [{ kind, probability: percent / 100, provider: provider === '' ? undefined : provider }]
		: [],
});

/** What is on, one line each. */
function wordsFor({ faults, latencyMs, limits, timeScale }: Settings): string[] {
	const words = faults.map(faultWords);
	if (latencyMs > 0) words.push(`Answers ${latencyMs.toLocaleString()} ms late`);
	if (limits !== 'off') {
		const faster = timeScale === 1 ? '' : `, on a clock ${timeScale} times as fast`;
		words.push(`${limitWords(limits)}${faster}`);
	}
	return words;
}

function limitWords(limits: Exclude<Settings['limits'], 'off'>): string {
	if (limits === 'documented') return 'Documented rate limits';
	const { perSecond, perMinute } = limits;
	return [perSecond && `${perSecond} in a second`, perMinute && `${perMinute} in a minute`]
		.filter(Boolean)
		.join(', ');
}

const faultWords = ({ kind, provider, probability, times, to }: Fault) =>
	[
		KINDS[kind].title,
		provider,
		probability < 1 && `${Math.round(probability * 100)} %`,
		times && (times === 1 ? 'only once' : `${times} times at most`),
		to && `to ${to}`,
	]
		.filter(Boolean)
		.join(' · ');
