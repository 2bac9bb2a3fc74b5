import type { Delivery } from '../../webhooks/deliveries';
import { second } from './format';

const VALUES = { sent: 'Sent', delivered: 'Delivered', read: 'Read', failed: 'Failed' };

interface Props {
	deliveries: Delivery[];
	/** Shows how events reach n8n. */
	onHelp(): void;
}

/** What became of the events about one message, each on its way to n8n. */
export function DeliveryStates({ deliveries, onHelp }: Props) {
	if (deliveries.length === 0) return null;
	return (
		<ul class="deliveries" aria-label="Webhook" aria-live="polite">
			{deliveries.map((delivery) => (
				<li key={delivery.id} class={delivery.state} title={delivery.url ?? undefined}>
					<strong>{delivery.value ? VALUES[delivery.value] : delivery.event}</strong>{' '}
					{wordsFor(delivery)}
					{isHelpWanted(delivery) && (
						<button type="button" class="link" onClick={onHelp}>
							What to do
						</button>
					)}
				</li>
			))}
		</ul>
	);
}

const isHelpWanted = ({ state, reason }: Delivery) => state === 'unheard' || reason !== null;

function wordsFor({ state, reason, attempts, nextAt }: Delivery): string {
	const last = attempts.at(-1);
	const status = reason ? `${last?.status}: ${reason}` : last?.status;
	const answer = status ? `refused (${status})` : `no answer (${last?.error})`;
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
