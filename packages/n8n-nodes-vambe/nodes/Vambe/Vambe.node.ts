import { vambeTrigger } from '../../../../nodes/Vambe/trigger';
import { VambeMessage } from '../../../../nodes/Vambe/VambeMessage.node';
import { VambeQrMessage } from '../../../../nodes/Vambe/VambeQrMessage.node';
import { VambeTicket } from '../../../../nodes/Vambe/VambeTicket.node';
import { providerNode } from '../../../providerNode';

export class Vambe extends providerNode(
	vambeTrigger,
	[VambeMessage, VambeQrMessage, VambeTicket],
	'Sends WhatsApp messages through Vambe, and opens, reads, updates and closes its tickets',
) {}
