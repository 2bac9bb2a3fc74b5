import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	INodeType,
} from 'n8n-workflow';
import type { Inbound } from '../contract/inbound';
import {
	testOf,
	type CredentialTest,
	type ListSearch,
	type TriggerPart,
} from '../contract/triggerPart';

/** What n8n calls of a trigger beside its webhook. All of it is loaded when it is called. */

const lazyTest = (load: () => Promise<CredentialTest>) =>
	async function (this: ICredentialTestFunctions, credential: ICredentialsDecrypted) {
		const test = await load();
		return await test(this, credential);
	};

const lazyList = (load: () => Promise<ListSearch>) =>
	async function (this: ILoadOptionsFunctions, filter?: string) {
		const list = await load();
		return await list(this, filter);
	};

export const methodsOf = (parts: readonly TriggerPart[]) =>
	({
		credentialTest: Object.fromEntries(
			parts.map(({ credential, credentialTest }) => [testOf(credential), lazyTest(credentialTest)]),
		),
		listSearch: Object.fromEntries(
			parts
				.flatMap(({ listSearch = {} }) => Object.entries(listSearch))
				.map(([name, load]) => [name, lazyList(load)]),
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
