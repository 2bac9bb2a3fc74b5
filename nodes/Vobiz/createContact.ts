import type { QueryOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { phoneNumber } from '../shared/validation/schema';
import { contactDetails, detailsBody } from './contactDetails';
import { contactIn, CONTACTS_PATH, contactVerdicts } from './contacts';
import { vobiz } from './vobiz';

const newContact = z.object({
	phoneNumber: phoneNumber('Phone Number'),
	...contactDetails,
});

/** POST /contacts, 201 with the contact. Source: "Contacts API". */
export const createContact: QueryOperation<z.infer<typeof newContact>> = {
	kind: 'query',
	once: true,
	provider: vobiz,
	read: ({ phone, collection }) => ({
		phoneNumber: phone('phoneNumber'),
		...collection('additionalFields'),
	}),
	schema: newContact,
	verdicts: contactVerdicts,
	request: ({ phoneNumber: phone_number, ...details }) => ({
		method: 'POST',
		path: CONTACTS_PATH,
		body: { phone_number, ...detailsBody(details) },
	}),
	data: ({ body }) => contactIn(body),
};
