import type { Delivery } from '../../webhooks/deliveries';
import { second } from './format';

const VALUES = { sent: 'Sent', delivered: 'Delivered', read: 'Read', failed: 'Failed' };

/** What became of the events about one message, each on its way to n8n. */
export function DeliveryStates({ deliveries }: { deliveries: Delivery[] }) {
	if (deliveries.length === 0) return null;
	return (
		<ul class="deliveries" aria-label="Webhook" aria-live="polite">
			{deliveries.map((delivery) => (
				<li key={delivery.id} class={delivery.state} title={delivery.url ?? undefined}>
					<strong>{delivery.value ? VALUES[delivery.value] : delivery.event}</strong>{' '}
					{wordsFor(delivery)}
				</li>
			))}
		</ul>
	);
}

function wordsFor({ state, reason, attempts, nextAt }: Delivery): string {
	const last = attempts.at(-1);
	const answer = last?.status ? `refused (${last.status})` : `no answer (${last?.error})`;
	switch (state) {
		case 'waiting':
			return 'on its way…';
		case 'delivered':
			return `delivered (${last!.status})`;
		case 'unheard':
			return `nobody listens: ${reason}`;
		case 'retrying':
			return `${answer}, tries again at ${second(nextAt!)}`;
		case 'failed':
			return attempts.length > 1 ? `${answer}, ${attempts.length} times` : answer;
	}
}
