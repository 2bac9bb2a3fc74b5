import { vobizTrigger } from '../../../../nodes/Vobiz/trigger';
import { VobizSend } from '../../../../nodes/Vobiz/VobizSend.node';
import { providerNode } from '../../../providerNode';

export class Vobiz extends providerNode(vobizTrigger, [VobizSend]) {}
