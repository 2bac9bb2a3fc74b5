import { ensureN8n } from '../n8n/n8nVersions';
import { printFailure } from './progress';

/** Before tests that run side by side would each install it. */
ensureN8n().catch((error) => {
	printFailure(error);
	process.exitCode = 1;
});
