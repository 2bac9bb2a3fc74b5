import { config } from '@n8n/node-cli/eslint';

const ofNodes = '@n8n/community-nodes/';
const rulesOfNodes = config
	.flatMap(({ rules }) => Object.keys(rules ?? {}))
	.filter((rule) => rule.startsWith(ofNodes));

/** n8n's configuration knows .ts only; the inbox page has .tsx. */
const tsx = config
	.filter(({ files }) => files?.includes('**/*.ts'))
	.map((block) => ({ ...block, files: ['**/*.tsx'] }));

export default [
	...config,
	...tsx,
	{
		// These run on a developer's machine, never inside n8n: its rules for nodes do not apply.
		files: ['bench/**/*.ts', 'test/**/*.ts', 'sandbox/**/*.{ts,tsx}', 'scripts/**/*.ts'],
		rules: {
			...Object.fromEntries(rulesOfNodes.map((rule) => [rule, 'off'])),
			'no-console': 'off',
		},
	},
	{ ignores: ['host/', 'coverage/', 'packages/*/dist/', 'test/fixtures/'] },
];
