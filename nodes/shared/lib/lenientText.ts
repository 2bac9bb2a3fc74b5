import { z } from './libraries';

/** A text in an answer that nothing depends on: without it, or with something else, the answer still counts. */
export const lenientText = z.string().nullish().catch(null);
