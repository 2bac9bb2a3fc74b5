import type { WrittenPhone } from '../../shared/contract/parameters';
import { z } from '../../shared/lib/libraries';
import { isBlank } from '../../shared/validation/schema';
import { recipient } from '../recipient';

/** Who wrote a message in a group, which may be left out. */
export const author = z
	.unknown()
	.transform((given) => (isBlank((given as WrittenPhone).written) ? undefined : given))
	.pipe(recipient('Message Author').optional());
