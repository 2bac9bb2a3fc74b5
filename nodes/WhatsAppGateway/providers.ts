import type { Inbound } from '../shared/contract/inbound';

/** The inbound parts, a line for each provider. Only the one in use is loaded. */
const providers: Record<string, () => Promise<{ inbound: Inbound }>> = {
	aisoule: async () => await import('../Aisoule/inbound'),
	evolution: async () => await import('../Evolution/inbound'),
	vambe: async () => await import('../Vambe/inbound'),
	vobiz: async () => await import('../Vobiz/inbound'),
};

export async function inboundOf(provider: unknown): Promise<Inbound> {
	const { inbound } = await providers[String(provider)]();
	return inbound;
}
