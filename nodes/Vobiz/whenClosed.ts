import type { Lookup } from '../shared/contract/operation';
import type { Parameters } from '../shared/contract/parameters';
import { z } from '../shared/lib/libraries';
import { windowOf, type WindowSearch } from './conversationWindow';
import type { EveryMessage } from './everyMessage';
import { readTemplate, templateMessage, type TemplateMessage } from './templateMessage';

/** What to do where no template can take the place of the message. */
export const whenClosedAlone = z.object({ ifWindowClosed: z.enum(['sendAnyway', 'skip']) });

/** What to do about a recipient who did not write within the last 24 hours. */
export const whenClosed = z.discriminatedUnion('ifWindowClosed', [
	whenClosedAlone,
	z.object({ ifWindowClosed: z.literal('sendTemplate'), instead: z.object(templateMessage) }),
]);

type WhenClosed = z.infer<typeof whenClosed>;

interface Careful {
	whenClosed: WhenClosed;
}

type Known = Pick<WindowSearch, 'window'>;

/** Of a template, which goes either way. */
export const NEVER_MIND = { ifWindowClosed: 'sendAnyway' } as const;

export function readWhenClosed(parameters: Parameters) {
	const ifWindowClosed = parameters.value('ifWindowClosed') || NEVER_MIND.ifWindowClosed;
	return ifWindowClosed === 'sendTemplate'
		? { ifWindowClosed, instead: readTemplate(parameters) }
		: { ifWindowClosed };
}

/** Asks for the window, where it matters. */
export const windowFor = <Found extends WindowSearch>(
	{ channel, recipient, whenClosed: { ifWindowClosed } }: EveryMessage & Careful,
	known: Found,
): Lookup<Found> | undefined =>
	ifWindowClosed === 'sendAnyway' ? undefined : windowOf(channel, recipient, known);

/** The template that goes instead of the message. */
export const templateInstead = (
	{ whenClosed: when }: Careful,
	known: Known | undefined,
): TemplateMessage | undefined =>
	when.ifWindowClosed === 'sendTemplate' && known?.window === 'closed' ? when.instead : undefined;

const WINDOW_CLOSED =
	'The 24-hour window is closed: the recipient did not write within the last 24 hours';

const SENT_TEMPLATE = 'The 24-hour window is closed: the template goes instead';

const WINDOW_UNKNOWN = 'Vobiz did not say whether the 24-hour window is open: it goes as asked';

/** What is said of it. */
export const windowRemarks = {
	skip: ({ whenClosed: { ifWindowClosed } }: Careful, known: Known | undefined) =>
		ifWindowClosed === 'skip' && known?.window === 'closed' ? WINDOW_CLOSED : undefined,
	remark(message: Careful, known: Known | undefined) {
		if (templateInstead(message, known)) return SENT_TEMPLATE;
		return known?.window === 'unknown' ? WINDOW_UNKNOWN : undefined;
	},
};
