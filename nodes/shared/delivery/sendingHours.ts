import type { IExecuteFunctions } from 'n8n-workflow';
import { countryName } from '../lib/countries';
import { nextOpening } from '../lib/openHours';
import { isoTime, timeInWords, timeZonesOf } from '../lib/timeZones';
import { wait } from '../lib/wait';
import type { Explanation } from '../outcome/problem';
import { countryOfRecipient } from '../validation/person';
import type { SendBetween } from '../validation/runOptions';
import type { ValidMessage } from '../validation/validateItem';
import { tellOfWait } from './hints';

/** A clock that is set meanwhile is seen after this time. */
const LOOK_AGAIN_MS = 60_000;

type Messages<Message> = ReadonlyArray<ValidMessage<Message>>;

/** Which messages of a run may leave now, by its option "Send Between". */
export class SendingHours {
	/** When the hours open next, by country, and in which minute this was asked: nothing changes within one. */
	private readonly openings = new Map<string, { opening: number; minute: number }>();

	private readonly told = new Set<number>();

	/** When the first of those that were held may go. */
	private nextRoundAt = Infinity;

	/** Whether a message that is early is held; if not, it is not sent at all. */
	holds = true;

	constructor(
		private readonly node: IExecuteFunctions,
		private readonly settings: SendBetween,
	) {}

	/** @returns what stands against a recipient whose hours never come */
	refuse(to: string): (Explanation & { field: string }) | undefined {
		const country = this.countryOf(to);
		if (this.openingFor(country) !== Infinity) return undefined;
		return {
			field: 'sendBetween',
			code: 'invalid-field',
			reason: `The hours of 'Send Between' never come for ${country ? countryName(country) : 'this time zone'}: they are too short for all of its time zones`,
			whatToDo: "Widen the hours, or choose another 'Time Zone' in this option.",
		};
	}

	/** @returns when a message may go; `undefined`: now */
	closedUntil(to: string): number | undefined {
		const opening = this.opensFor(to);
		if (opening <= Date.now()) return undefined;
		this.nextRoundAt = Math.min(this.nextRoundAt, opening);
		return opening;
	}

	/** Whether a message that was held may go now, before those that are left. */
	get isRoundOver(): boolean {
		return Date.now() >= this.nextRoundAt;
	}

	/**
	 * Sends first what may go now, then what was held as soon as its hours begin.
	 * @param counts whether a message is one that is still to be sent
	 * @param send returns what it held
	 */
	async sendInRounds<Message>(
		messages: Messages<Message>,
		counts: (message: ValidMessage<Message>) => boolean,
		signal: AbortSignal,
		send: (messages: Messages<Message>) => Promise<Messages<Message>>,
	): Promise<void> {
		this.tell(messages.filter(counts));
		for (let left = messages; ; ) {
			this.nextRoundAt = Infinity;
			left = (await send(left)).toSorted((a, b) => a.item - b.item);
			if (left.length === 0) return;
			this.tell(left);
			const first = Math.min(...new Set(left.map(({ to }) => this.opensFor(to))));
			if (this.settings.outside === 'hold') await waitUntil(first, signal);
			else this.holds = first <= Date.now();
		}
	}

	/** Says how many messages wait for their hours, and until when. */
	private tell(messages: Messages<unknown>): void {
		if (this.settings.outside === 'stop') return;
		const counts = new Map<number, number>();
		for (const { to } of messages) {
			const opening = this.opensFor(to);
			counts.set(opening, (counts.get(opening) ?? 0) + 1);
		}
		for (const [opening, count] of counts) {
			if (opening <= Date.now() || this.told.has(opening)) continue;
			tellOfWait(this.node, count, opening, this.inWords(opening));
			this.told.add(opening);
		}
	}

	/** `Monday, 30 November 2026 at 09:00 (America/Santiago)` */
	inWords(opening: number): string {
		return timeInWords(opening, this.settings.timeZone);
	}

	iso(opening: number): string {
		return isoTime(opening, this.settings.timeZone);
	}

	/** Only where it matters. */
	private countryOf(to: string): string {
		const { inCountryOfRecipient } = this.settings;
		return (inCountryOfRecipient && countryOfRecipient(to)) || '';
	}

	private opensFor(to: string | null): number {
		return to === null ? 0 : this.openingFor(this.countryOf(to));
	}

	private openingFor(country: string): number {
		const now = Date.now();
		const minute = Math.floor(now / 60_000);
		const known = this.openings.get(country);
		if (known && (known.opening > now || known.minute === minute)) return known.opening;
		const { hours, timeZone } = this.settings;
		const zones = country ? timeZonesOf(country) : [];
		const opening = nextOpening(hours, zones.length > 0 ? zones : [timeZone], now) ?? Infinity;
		this.openings.set(country, { opening, minute });
		return opening;
	}
}

async function waitUntil(time: number, signal: AbortSignal): Promise<void> {
	for (let left = time - Date.now(); left > 0 && !signal.aborted; left = time - Date.now()) {
		await wait(Math.min(left, LOOK_AGAIN_MS), signal);
	}
}
