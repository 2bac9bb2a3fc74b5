import { TestEnvironment } from 'jest-environment-node';
import { endOnInterrupt } from './endOnInterrupt';

/** With another code, Jest would start the worker again. */
const ENDED_ON_PURPOSE = 143;

// Where Jest has workers, each of them ends what it started. Only a worker has somebody to send to.
if (process.send) endOnInterrupt(ENDED_ON_PURPOSE);

export default TestEnvironment;
