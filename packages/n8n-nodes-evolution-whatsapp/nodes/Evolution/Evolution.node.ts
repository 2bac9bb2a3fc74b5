import { EvolutionSend } from '../../../../nodes/Evolution/EvolutionSend.node';
import { evolutionTrigger } from '../../../../nodes/Evolution/trigger';
import { providerNode } from '../../../providerNode';

export class Evolution extends providerNode(evolutionTrigger, [EvolutionSend]) {}
