import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A tool as the model is told of it. */
export interface Tool {
	name: string;
	description: string;
	/** JSON schema of its arguments. */
	parameters: { properties: Record<string, { type: string; description?: string }> };
}

export type Arguments = Record<string, unknown>;

/** All that a model knows when it is its turn. */
export interface Conversation {
	/** The system message. */
	instructions: string;
	/** What the user said, the last of it at the end. */
	said: string[];
	tools: Tool[];
	/** The calls since then, with the text that came back from each. */
	calls: Array<{ tool: string; arguments: Arguments; result: string }>;
}

/** What a model does in its turn. */
export type Turn = { say: string } | { call: string; arguments: Arguments };

export type Script = (conversation: Conversation) => Turn;

/** Answers as OpenAI would, with a script in place of the model. */
export interface StandInModel {
	/** The base URL for the credential. */
	url: string;
	/** Every conversation that it was asked to continue. */
	conversations: Conversation[];
	/** Takes another script, and forgets the conversations. */
	follow(script: Script): void;
	stop(): Promise<void>;
}

/** The part of the Responses API that n8n's OpenAI Chat Model uses. */
interface ResponsesRequest {
	model: string;
	input: InputItem[];
	tools?: Tool[];
}

type InputItem =
	| { type?: 'message'; role: string; content: string | Array<{ text: string }> }
	| { type: 'function_call'; call_id: string; name: string; arguments: string }
	| { type: 'function_call_output'; call_id: string; output: string };

export async function startStandInModel(): Promise<StandInModel> {
	let script: Script = () => ({ say: 'I was given no script.' });
	const conversations: Conversation[] = [];
	/** Never begins again: a memory of n8n keeps the calls with their IDs. */
	let answers = 0;

	const server = createServer((request, response) => {
		void readJson(request).then((body) => {
			if (request.method !== 'POST' || request.url !== '/v1/responses') {
				response.writeHead(404).end();
				return;
			}
			const asked = body as ResponsesRequest;
			const conversation = conversationOf(asked);
			conversations.push(conversation);
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify(answer(asked.model, script(conversation), ++answers)));
		});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const { port } = server.address() as AddressInfo;

	return {
		url: `http://127.0.0.1:${port}/v1`,
		conversations,
		follow(next) {
			script = next;
			conversations.length = 0;
		},
		async stop() {
			server.closeAllConnections();
			await new Promise((closed) => server.close(closed));
		},
	};
}

async function readJson(request: IncomingMessage): Promise<unknown> {
	let text = '';
	for await (const chunk of request) text += String(chunk);
	return text === '' ? null : JSON.parse(text);
}

function conversationOf({ input, tools = [] }: ResponsesRequest): Conversation {
	const saidBy = (...roles: string[]) =>
		input.flatMap((item) =>
			'role' in item && roles.includes(item.role) ? [textOf(item.content)] : [],
		);
	const last = input.findLastIndex((item) => 'role' in item && item.role === 'user');
	const since = input.slice(last + 1);
	const results = new Map<string, string>();
	for (const item of since) {
		if (item.type === 'function_call_output') results.set(item.call_id, item.output);
	}
	return {
		instructions: saidBy('system', 'developer').join('\n'),
		said: saidBy('user'),
		tools,
		calls: since.flatMap((item) =>
			item.type === 'function_call'
				? [
						{
							tool: item.name,
							arguments: JSON.parse(item.arguments) as Arguments,
							result: results.get(item.call_id) ?? '',
						},
					]
				: [],
		),
	};
}

const textOf = (content: string | Array<{ text: string }>) =>
	typeof content === 'string' ? content : content.map(({ text }) => text).join('');

function answer(model: string, turn: Turn, number: number) {
	const output =
		'say' in turn
			? {
					type: 'message',
					id: `msg_${number}`,
					role: 'assistant',
					status: 'completed',
					content: [{ type: 'output_text', text: turn.say, annotations: [] }],
				}
			: {
					type: 'function_call',
					id: `fc_${number}`,
					call_id: `call_${number}`,
					name: turn.call,
					arguments: JSON.stringify(turn.arguments),
					status: 'completed',
				};
	return {
		id: `resp_${number}`,
		object: 'response',
		created_at: 0,
		status: 'completed',
		model,
		output: [output],
		usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 },
	};
}
