import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outcome } from '../contract/verdict';
import { DeduplicationStore } from '../lib/deduplicationStore';
import type { Claim, KeyStore } from './sendOnce';

/** 10,000 keys, and which of them are open. */
const MAX_ENTRIES = 11_000;

/**
 * Keys in n8n's own deduplication store, which every node has. A key is recorded, and recorded as open, in one
 * call before its message leaves; it is open no more when the message was accepted.
 */
export class NodeKeys implements KeyStore {
	/** Two processes at the same instant may both win a claim, and lose other claims. */
	private readonly store: DeduplicationStore;

	constructor(node: IExecuteFunctions) {
		this.store = new DeduplicationStore(node, MAX_ENTRIES);
	}

	async claim(key: string): Promise<Claim> {
		const entries = [keyOf(key), openOf(key)];
		const recorded = await this.store.record(entries);
		const news = entries.filter((entry) => recorded.has(entry));
		if (news.length === entries.length) return 'claimed';
		// The store can only be asked by recording. Broken off here, a key that is done stays open: never
		// the other way round, which would lose a message.
		if (news.length > 0) await this.store.remove(news);
		return recorded.has(openOf(key)) ? 'done' : 'unknown';
	}

	async settle(key: string, outcome: Outcome): Promise<void> {
		if (outcome === 'notSent') await this.forget(key);
		if (outcome === 'accepted') await this.store.remove([openOf(key)]);
	}

	async forget(key: string): Promise<void> {
		await this.store.remove([keyOf(key), openOf(key)]);
	}
}

const keyOf = (key: string) => `key ${key}`;

const openOf = (key: string) => `open ${key}`;
