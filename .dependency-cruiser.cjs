/** The walls of the house: who may import whom. `test/walls` breaks each of them on purpose. */

const rooms = (...names) => `^nodes/shared/(${names.join('|')})/`;

/** From the ground up: a room of nodes/shared/ imports only those below it, types included. */
const FLOORS = {
	contract: [],
	lib: [],
	outcome: ['contract', 'lib'],
	http: ['contract', 'lib', 'outcome'],
	validation: ['contract', 'lib', 'outcome'],
	methods: ['contract', 'lib', 'outcome', 'http'],
	sharedMemory: ['contract', 'lib', 'outcome', 'http', 'methods'],
	optOuts: ['contract', 'lib', 'outcome', 'http', 'validation', 'sharedMemory'],
	webhook: ['contract', 'lib', 'outcome', 'http', 'validation', 'sharedMemory'],
	cloudApi: ['contract', 'lib', 'validation', 'webhook'],
	delivery: ['contract', 'lib', 'outcome', 'http', 'validation', 'sharedMemory', 'optOuts'],
	sendAndWait: ['contract', 'lib', 'outcome', 'validation', 'sharedMemory', 'delivery'],
	descriptions: ['contract', 'lib'],
};

const PROVIDER = '^nodes/(?!shared/|WhatsAppGateway/)([^/]+)/';
const N8N = '(^|/)node_modules/n8n-workflow/';
const WORKSHOP = '^(bench|dist|host|packages|scripts|test)/';

/** Data, or code that loads the rest when it is called. */
const LIGHT = [
	'\\.node\\.ts$',
	'^nodes/[^/]+/(descriptions/|trigger\\.ts$)',
	'^nodes/WhatsAppGateway/',
	'^nodes/shared/(contract|descriptions)/',
	'^nodes/shared/lib/(countries|lazyMethod)\\.ts$',
	'^nodes/shared/sharedMemory/methods\\.ts$',
	'^nodes/shared/webhook/triggerMethods\\.ts$',
];

const atRunTime = { dependencyTypesNot: ['type-only'] };

const floors = Object.entries(FLOORS).map(([room, below]) => ({
	name: `floor-${room}`,
	comment: `${room} imports only ${below.join(', ') || 'itself'}`,
	from: { path: rooms(room) },
	to: { path: '^nodes/', pathNot: rooms(room, ...below) },
}));

const walls = [
	...floors,
	{
		name: 'a-room-for-each',
		comment: 'every file of nodes/shared/ is in one of the rooms',
		from: {},
		to: { path: '^nodes/shared/', pathNot: rooms(...Object.keys(FLOORS)) },
	},
	{
		name: 'no-circles',
		comment: 'not by types alone either',
		from: {},
		to: { circular: true },
	},
	{
		name: 'providers-apart',
		comment: 'a provider imports itself, shared/ and n8n-workflow',
		from: { path: PROVIDER },
		to: { pathNot: ['^nodes/$1/', '^nodes/shared/', N8N] },
	},
	{
		name: 'trigger-by-parts',
		comment: 'the trigger knows a provider by its trigger.ts',
		from: { path: '^nodes/WhatsAppGateway/' },
		to: {
			pathNot: ['^nodes/(WhatsAppGateway|shared)/', '^nodes/[^/]+/trigger\\.ts$', N8N],
		},
	},
	{
		name: 'delivery-by-nodes',
		comment: 'delivery is reached from a node file or a table of operations; a provider describes',
		from: { path: PROVIDER, pathNot: '(\\.node|Operations)\\.ts$' },
		to: { path: rooms('delivery') },
	},
	{
		name: 'light-at-once',
		comment: 'a node file loads data at once, and everything that runs when it is needed',
		from: { path: ['\\.node\\.ts$', ...LIGHT] },
		to: { path: '^nodes/', pathNot: LIGHT, dynamic: false, ...atRunTime },
	},
	{
		name: 'npm-by-one-door',
		comment: 'n8n removes dependencies: the build carries those of libraries.ts inside',
		from: { path: '^nodes/shared/', pathNot: '^nodes/shared/lib/libraries\\.ts$' },
		to: { pathNot: ['^nodes/', N8N, '^(node:)?crypto$'], ...atRunTime },
	},
	{
		name: 'nodes-apart',
		comment: 'what is published imports nothing of the sandbox and the workshop',
		from: { path: '^(nodes|credentials)/' },
		to: { path: ['^sandbox/', WORKSHOP] },
	},
	{
		name: 'sandbox-apart',
		comment: "the sandbox is written from the providers' documents, not from the nodes",
		from: { path: '^sandbox/' },
		to: { path: ['^(nodes|credentials)/', WORKSHOP] },
	},
];

module.exports = {
	forbidden: walls.map((wall) => ({ ...wall, severity: 'error' })),
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: ['^packages/[^/]+/dist/', '^test/fixtures/'] },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.dev.json' },
	},
};
