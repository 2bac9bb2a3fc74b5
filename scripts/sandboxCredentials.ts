/** The credentials that the examples name, with what the sandbox takes. */
export const sandboxCredentials = (sandboxUrl: string) => [
	{
		name: 'Vambe (sandbox)',
		type: 'vambeApi',
		data: { apiKey: 'vambe-sandbox-key', baseUrl: `${sandboxUrl}/vambe` },
	},
	{
		name: 'Vobiz (sandbox)',
		type: 'vobizMessagingApi',
		data: {
			authId: 'MA_SANDBOX',
			authToken: 'vobiz-sandbox-token',
			baseUrl: `${sandboxUrl}/vobiz`,
		},
	},
	{
		name: 'AIsoule (sandbox)',
		type: 'aisouleApi',
		data: { apiKey: 'aisoule-sandbox-key', baseUrl: `${sandboxUrl}/aisoule` },
	},
	{
		name: 'Evolution (sandbox)',
		type: 'evolutionServerApi',
		data: { apiKey: 'evolution-sandbox-key', serverUrl: `${sandboxUrl}/evolution-v2` },
	},
];
