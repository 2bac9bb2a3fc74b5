const said = (type: string) => ({ id: 'wamid.1', from: '56912345678', type });

/** Messages in Meta's form that are read as another event each. */
export const metaMessages = [
	...['text', 'revoke', 'request_welcome'].map(said),
	{
		...said('edit'),
		edit: { original_message_id: 'wamid.0', message: { type: 'text', text: { body: 'Hi' } } },
	},
	{ ...said('system'), system: { type: 'user_changed_number', wa_id: '56912345679' } },
];
