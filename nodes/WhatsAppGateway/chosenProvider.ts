import type { FunctionsBase } from 'n8n-workflow';
import type { Inbound } from '../shared/contract/inbound';
import { providers } from './providers';

/** @throws NodeOperationError where none is chosen */
export async function inboundOf(
	node: Pick<FunctionsBase, 'getNode'>,
	provider: unknown,
): Promise<Inbound> {
	const part = providers.find(({ name }) => name === provider);
	if (part) return await part.inbound();
	const { errorSaying } = await import('../shared/outcome/nodeError');
	throw errorSaying(
		"Choose the 'Provider' whose events start this workflow, and its credential.",
		'empty-field',
		node.getNode(),
		{ failure: { cause: 'configuration-invalid' } },
	);
}
