import type { IAuthenticate, ICredentialDataDecryptedObject } from 'n8n-workflow';

type Authenticate = Extract<IAuthenticate, (...given: never[]) => unknown>;

/**
 * How a credential signs requests. n8n also takes expressions for the headers, but its engine for expressions
 * takes longer than all else that is done for a message.
 * @param fields by header, the field of the credential that it holds
 */
export const authenticateByHeaders =
	(fields: Record<string, string>): Authenticate =>
	async (credentials: ICredentialDataDecryptedObject, request) => {
		const headers = Object.entries(fields).map(([header, field]) => [header, credentials[field]]);
		return { ...request, headers: { ...request.headers, ...Object.fromEntries(headers) } };
	};
