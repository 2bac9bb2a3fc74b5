import type { QueryOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { addRefusal, id } from '../shared/validation/schema';
import { contactDetails, detailsBody } from './contactDetails';
import { contactIn, CONTACTS_PATH, contactVerdicts } from './contacts';
import { vobiz } from './vobiz';

const change = z
	.object({
		contactId: id('Contact ID', 'Use the contactId of a receipt, or the id that Get Many returns.'),
		...contactDetails,
	})
	.superRefine((details, context) => {
		if (Object.keys(detailsBody(details)).length > 0) return;
		addRefusal(
			context,
			'There is nothing to update',
			"Add a name, tags or custom attributes under 'Update Fields'.",
			['updateFields'],
		);
	});

/** PUT /contacts/{id}, 200 with the contact; what is left out stays. Source: "Contacts API". */
export const updateContact: QueryOperation<z.infer<typeof change>> = {
	kind: 'query',
	provider: vobiz,
	read: ({ value, collection }) => ({
		contactId: value('contactId'),
		...collection('updateFields'),
	}),
	schema: change,
	verdicts: contactVerdicts,
	request: ({ contactId, ...details }) => ({
		method: 'PUT',
		path: `${CONTACTS_PATH}/${encodeURIComponent(contactId)}`,
		body: detailsBody(details),
	}),
	data: ({ body }) => contactIn(body),
};
