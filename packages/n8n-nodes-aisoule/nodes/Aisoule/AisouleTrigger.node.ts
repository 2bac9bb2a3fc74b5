import { aisouleTrigger } from '../../../../nodes/Aisoule/trigger';
import { providerTrigger } from '../../../providerTrigger';

export class AisouleTrigger extends providerTrigger(aisouleTrigger) {}
