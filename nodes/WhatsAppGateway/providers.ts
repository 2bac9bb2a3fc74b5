import type { TriggerPart } from '../shared/contract/triggerPart';
// generated: providers
import { vambeTrigger } from '../Vambe/trigger';
import { vobizTrigger } from '../Vobiz/trigger';
import { aisouleTrigger } from '../Aisoule/trigger';
import { evolutionTrigger } from '../Evolution/trigger';

export const providers: readonly TriggerPart[] = [
	vambeTrigger,
	vobizTrigger,
	aisouleTrigger,
	evolutionTrigger,
];
// end
