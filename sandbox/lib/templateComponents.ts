import type { Button } from '../conversations';
import { listAt, textAt, valueAt } from './jsonAccess';

/** The parameters that a template message has for one of its components, in Meta's words. */
export const parametersFor = (components: unknown[], type: string, index?: number): unknown[] =>
	components
		.filter((component) => textAt(component, 'type') === type)
		.filter((sent) => index === undefined || String(valueAt(sent, 'index')) === String(index))
		.flatMap((component) => listAt(component, 'parameters'));

/** Without a payload of its own, Meta answers with the label. */
export const quickReply = (label: string, [parameter]: unknown[]): Button => ({
	label,
	detail: null,
	tap: { payload: textAt(parameter, 'payload') ?? label },
});
