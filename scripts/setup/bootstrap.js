/** Makes a bare clone ready for everything else; says nothing when there is nothing to do. */
const { join } = require('node:path');
const { ensureInstalled } = require('./install');
const { printFailure } = require('./progress');

ensureInstalled(join(__dirname, '..', '..'), {
	title: 'Installing the tools of this project (half a minute the first time)',
}).catch((error) => {
	printFailure(error);
	process.exitCode = 1;
});
