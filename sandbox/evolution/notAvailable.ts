import { EvolutionError } from './evolutionError';
import type { Instance } from './instances';

interface Lack {
	status: number;
	words: unknown;
	operations: string[];
}

const ONLY_PHONES = [
	'sendSticker',
	'sendPoll',
	'whatsappNumbers',
	'sendPresence',
	'markMessageAsRead',
	'updateMessage',
	'deleteMessage',
	'fetchAllGroups',
];

/** What a channel cannot do, as recorded of both versions. */
const LACKS: Record<Instance['integration'], Lack[]> = {
	'WHATSAPP-BUSINESS': [
		{
			status: 400,
			words: ['Method not available on WhatsApp Business API'],
			operations: ONLY_PHONES,
		},
	],
	EVOLUTION: [
		{
			status: 400,
			words: ['Method not available on Evolution Channel'],
			operations: [
				...ONLY_PHONES,
				'sendContact',
				'sendLocation',
				'sendReaction',
				'sendList',
				'sendTemplate',
				'getBase64',
			],
		},
	],
	'WHATSAPP-BAILEYS': [
		{
			status: 500,
			words: 'Method not available in the Baileys service',
			operations: ['sendTemplate'],
		},
	],
};

const BUTTONS_OF_V1: Lack = {
	status: 400,
	words: ['Method not available on WhatsApp Baileys'],
	operations: ['sendButtons'],
};

/** @throws EvolutionError where the channel of the instance has no such method */
export function requireMethod(
	operation: string,
	{ integration }: Instance,
	{ sendButtons }: { sendButtons: boolean },
): void {
	const lacks = [...LACKS[integration]];
	if (integration === 'WHATSAPP-BAILEYS' && !sendButtons) lacks.push(BUTTONS_OF_V1);
	const lack = lacks.find(({ operations }) => operations.includes(operation));
	if (lack) throw new EvolutionError(lack.status, lack.words);
}
