import { AisouleSend } from '../../../../nodes/Aisoule/AisouleSend.node';
import { aisouleTrigger } from '../../../../nodes/Aisoule/trigger';
import { providerNode } from '../../../providerNode';

export class Aisoule extends providerNode(aisouleTrigger, [AisouleSend]) {}
