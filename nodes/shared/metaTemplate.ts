import type { IDataObject } from 'n8n-workflow';

/** Media of a message or a template: where it is, or the id under which Meta has it. */
export type MediaReference = { link: string } | { id: string };

/** A value for one variable of a WhatsApp template. */
export type TemplateVariable =
	| { place: 'header'; kind: 'text'; value: string; name?: string }
	| {
			place: 'header';
			kind: 'image' | 'video' | 'document';
			media: MediaReference;
			filename?: string;
	  }
	| { place: 'body'; value: string; name?: string }
	| { place: 'button'; index: number; kind: 'copy_code' | 'quick_reply' | 'url'; value: string };

const textParameter = ({ value, name }: { value: string; name?: string }): IDataObject => ({
	type: 'text',
	...(name !== undefined && { parameter_name: name }),
	text: value,
});

const BUTTON_PARAMETERS = {
	copy_code: (value: string) => ({ type: 'coupon_code', coupon_code: value }),
	quick_reply: (value: string) => ({ type: 'payload', payload: value }),
	url: (value: string) => ({ type: 'text', text: value }),
};

/**
 * The `components` of a template message, as Meta's Cloud API takes them and the gateways pass them
 * on. Body variables keep their order.
 */
export function templateComponents(variables: readonly TemplateVariable[]): IDataObject[] {
	const header = variables.flatMap((variable): IDataObject[] => {
		if (variable.place !== 'header') return [];
		if (variable.kind === 'text') return [textParameter(variable)];
		const { kind, media, filename } = variable;
		return [{ type: kind, [kind]: { ...media, ...(filename !== undefined && { filename }) } }];
	});
	const body = variables.flatMap((variable) =>
		variable.place === 'body' ? [textParameter(variable)] : [],
	);
	const buttons = variables.flatMap((variable) =>
		variable.place === 'button'
			? [
					{
						type: 'button',
						sub_type: variable.kind,
						index: String(variable.index),
						parameters: [BUTTON_PARAMETERS[variable.kind](variable.value)],
					},
				]
			: [],
	);
	return [
		...(header.length > 0 ? [{ type: 'header', parameters: header }] : []),
		...(body.length > 0 ? [{ type: 'body', parameters: body }] : []),
		...buttons,
	];
}
