import { vobizTrigger } from '../../../../nodes/Vobiz/trigger';
import { providerTrigger } from '../../../providerTrigger';

export class VobizTrigger extends providerTrigger(vobizTrigger) {}
