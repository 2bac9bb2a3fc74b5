/** Preloaded by a process whose wall clock is wrong. `performance.now()` stays right. */
const offMs = Number(process.env.WRONG_CLOCK_MINUTES) * 60_000;
const RightDate = Date;
const rightNow = Date.now;
const now = () => rightNow() + offMs;

globalThis.Date = new Proxy(RightDate, {
	construct: (date, given, newTarget) =>
		Reflect.construct(date, given.length === 0 ? [now()] : given, newTarget),
	apply: () => String(new RightDate(now())),
	get: (date, name) => (name === 'now' ? now : Reflect.get(date, name)),
});
