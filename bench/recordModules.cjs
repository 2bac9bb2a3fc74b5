/** Preloaded into n8n: notes which modules of community packages it loads. */
const { appendFileSync } = require('node:fs');
const { registerHooks } = require('node:module');

registerHooks({
	load(url, context, next) {
		if (url.includes('/.n8n/nodes/')) appendFileSync(String(process.env.BENCH_MODULES), `${url}\n`);
		return next(url, context);
	},
});
