import { vambeTrigger } from '../../../../nodes/Vambe/trigger';
import { providerTrigger } from '../../../providerTrigger';

export class VambeTrigger extends providerTrigger(vambeTrigger) {}
