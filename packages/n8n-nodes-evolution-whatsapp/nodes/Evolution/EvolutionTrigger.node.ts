import { evolutionTrigger } from '../../../../nodes/Evolution/trigger';
import { providerTrigger } from '../../../providerTrigger';

export class EvolutionTrigger extends providerTrigger(evolutionTrigger) {}
