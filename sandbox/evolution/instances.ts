import type { FastifyRequest } from 'fastify';

/** The Evolution server that the sandbox plays. */
export const GLOBAL_KEY = 'evolution-sandbox-key';

export interface Instance {
	id: string;
	name: string;
	/** The instance's own key. */
	token: string;
	integration: 'WHATSAPP-BUSINESS' | 'WHATSAPP-BAILEYS' | 'EVOLUTION';
	state: 'open' | 'close';
	/** Whether a phone was ever connected to it. */
	paired: boolean;
	number: string | null;
	businessId: string | null;
	/** Of the phone that is connected. */
	ownerJid: string | null;
	profileName: string | null;
}

/** The first two are those of the recorded servers. */
export const instances: Instance[] = [
	{
		id: '4a6ef1b3-43c5-41ce-9aff-3aa49ed74712',
		name: 'cap',
		token: 'inst-token-1',
		integration: 'WHATSAPP-BUSINESS',
		state: 'open',
		paired: false,
		number: '1234567890',
		businessId: '999',
		ownerJid: null,
		profileName: null,
	},
	{
		id: '7b28f012-abc1-42af-8315-1e877304f7cf',
		name: 'capbai',
		token: 't2',
		integration: 'WHATSAPP-BAILEYS',
		state: 'close',
		paired: true,
		number: null,
		businessId: null,
		ownerJid: null,
		profileName: null,
	},
	{
		id: '0e3c5a52-7d19-4c0b-9a57-5f5f0b7c1d03',
		name: 'phone',
		token: 'phone-token',
		integration: 'WHATSAPP-BAILEYS',
		state: 'open',
		paired: true,
		number: null,
		businessId: null,
		ownerJid: '551155550000@s.whatsapp.net',
		profileName: 'Shop',
	},
	{
		id: '0e3c5a52-7d19-4c0b-9a57-5f5f0b7c1d04',
		name: 'channel',
		token: 'channel-token',
		integration: 'EVOLUTION',
		state: 'open',
		paired: false,
		number: null,
		businessId: null,
		ownerJid: null,
		profileName: null,
	},
	{
		id: '0e3c5a52-7d19-4c0b-9a57-5f5f0b7c1d05',
		name: 'unpaired',
		token: 'unpaired-token',
		integration: 'WHATSAPP-BAILEYS',
		state: 'close',
		paired: false,
		number: null,
		businessId: null,
		ownerJid: null,
		profileName: null,
	},
];

/** Outside the 24-hour window, as recorded on the Cloud API. */
export const NUMBER_OUTSIDE_WINDOW = '5511000000000';

export const NUMBER_NOT_ON_WHATSAPP = '5511000000001';

/** Looked up before: the server asks the phone nothing, and fails only when it sends. */
export const NUMBER_LOOKED_UP = '5511000000002';

export const instanceNamed = (name: string): Instance | undefined =>
	instances.find((instance) => instance.name === name);

/** A request about an instance. */
export type OfInstance = FastifyRequest<{ Params: { instance: string } }>;
