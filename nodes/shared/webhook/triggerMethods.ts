import type { IHookFunctions, INodeType } from 'n8n-workflow';
import type { Inbound } from '../contract/inbound';
import { testOf, type TriggerPart } from '../contract/triggerPart';
import { lazyMethod } from '../lib/lazyMethod';
import { sharedMemoryTest } from '../sharedMemory/methods';

/** What n8n calls of a trigger beside its webhook. All of it is loaded when it is called. */
export const methodsOf = (parts: readonly TriggerPart[]) =>
	({
		credentialTest: Object.fromEntries([
			...parts.map(({ credential, credentialTest }) => [
				testOf(credential),
				lazyMethod(credentialTest),
			]),
			...Object.entries(sharedMemoryTest),
		]),
		listSearch: Object.fromEntries(
			parts
				.flatMap(({ listSearch = {} }) => Object.entries(listSearch))
				.map(([name, load]) => [name, lazyMethod(load)]),
		),
	}) satisfies INodeType['methods'];

/** @param inboundOf the provider of this node */
export const webhookMethodsOf = (inboundOf: (node: IHookFunctions) => Promise<Inbound>) => ({
	default: {
		async checkExists(this: IHookFunctions): Promise<boolean> {
			const { webhookExists } = await import('./registration');
			return await webhookExists(this, await inboundOf(this));
		},
		async create(this: IHookFunctions): Promise<boolean> {
			const { createWebhook } = await import('./registration');
			return await createWebhook(this, await inboundOf(this));
		},
		async delete(this: IHookFunctions): Promise<boolean> {
			const { deleteWebhook } = await import('./registration');
			return await deleteWebhook(this, await inboundOf(this));
		},
	},
});
