import type { Parameters } from '../n8n/parameters';

/** What a node of the package does as a node of the main package does it, by the class of that one. */
const CHOICES: Record<string, Parameters> = {
	EvolutionSendContact: { resource: 'message', operation: 'sendContacts' },
	VambeMessage: { resource: 'message' },
	VambeQrMessage: { resource: 'qrMessage' },
	VambeTicket: { resource: 'ticket' },
};

/** The parameters of a node of the main package, in the package of its provider. */
export const inPackage = (className: string, parameters: Parameters): Parameters => ({
	...parameters,
	...CHOICES[className],
});
