import { readCounterparts } from './move/counterparts';
import { moveFiles } from './move/moveFiles';
import { printFailure } from './setup/progress';

/**
 * npm run move-workflows -- --to n8n-nodes-vambe shop.json    has the nodes be those of another package
 */
try {
	console.log(moveFiles(process.argv.slice(2), readCounterparts()));
} catch (error) {
	printFailure(error);
	process.exitCode = 1;
}
