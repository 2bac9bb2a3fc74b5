import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../http/refusal';
import type { Contacts, Details } from './contacts';

type List = FastifyRequest<{
	Querystring: { page?: string; limit?: string; search?: string; tag?: string };
}>;
type ById<Body = unknown> = FastifyRequest<{ Params: { id: string }; Body: Body }>;
type Create = FastifyRequest<{ Body: Details & { phone_number: string } }>;

/** The "Contacts API", but for the import of files. */
export const contactOperations = (contacts: Contacts) => ({
	async listContacts({ query }: List) {
		const page = Number(query.page ?? 1);
		const limit = Number(query.limit ?? 25);
		const found = contacts.found(query);
		const items = found.slice((page - 1) * limit, page * limit);
		// Beside the items, the page shows nothing of the form; so it is that of the templates.
		return { items, total: found.length, page, limit, has_more: page * limit < found.length };
	},
	getContact: async ({ params }: ById) => contactNamed(contacts, params.id),
	async createContact({ body: { phone_number, ...details } }: Create, reply: FastifyReply) {
		// No page says what happens to a number that is there already.
		if (contacts.withPhone(phone_number)) throw new Refusal(409, 'Contact already exists');
		return await reply.status(201).send(contacts.create(phone_number, details));
	},
	updateContact: async ({ params, body }: ById<Details>) =>
		contacts.update(contactNamed(contacts, params.id), body),
	async deleteContact({ params }: ById, reply: FastifyReply) {
		if (!contacts.remove(params.id)) throw new Refusal(404, 'Contact not found');
		return await reply.status(204).send();
	},
});

function contactNamed(contacts: Contacts, id: string) {
	const contact = contacts.withId(id);
	if (!contact) throw new Refusal(404, 'Contact not found');
	return contact;
}
