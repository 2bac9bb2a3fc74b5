import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { MessageContent } from './conversations';

/** A provider that the sandbox plays: one folder, under one path. */
export interface SandboxProvider {
	/** Also the path: http://…/name is the base URL for the credential. */
	name: string;
	/** What a person enters into the credential. */
	apiKey: string;
	/** The provider's API, checked by its own document. */
	routes: FastifyPluginAsync;
	/** Reads a request as a person would, valid or not. */
	contentOf(request: FastifyRequest): MessageContent;
}
