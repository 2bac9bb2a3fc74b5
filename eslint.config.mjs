import { config } from '@n8n/node-cli/eslint';

export default [
	...config,
	{
		// These run on a developer's machine, never inside n8n.
		files: ['test/**/*.ts', 'sandbox/**/*.ts', 'sandbox/**/*.tsx', 'scripts/**/*.ts'],
		rules: {
			'@n8n/community-nodes/no-restricted-globals': 'off',
			'@n8n/community-nodes/no-restricted-imports': 'off',
		},
	},
	{ ignores: ['host/', 'coverage/'] },
];
