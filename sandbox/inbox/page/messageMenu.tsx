import { useState } from 'preact/hooks';
import { ask } from './ask';
import { Menu } from './menu';

const MARKS = { delivered: 'Mark as delivered', read: 'Mark as read', failed: 'Mark as failed' };

/** What can become of a message that was sent: the provider reports it to n8n. */
export function MessageMenu({ id }: { id: number }) {
	const [problem, setProblem] = useState('');
	const mark = async (value: string) => {
		try {
			await ask('POST', '/inbox/statuses', { id, value });
			setProblem('');
		} catch (error) {
			setProblem((error as Error).message);
		}
	};
	return (
		<>
			<Menu
				label="What became of it"
				sign="⋯"
				items={Object.entries(MARKS).map(([value, words]) => ({
					words,
					onPick: () => void mark(value),
				}))}
			/>
			{problem && (
				<p class="refusal" role="alert">
					{problem}
				</p>
			)}
		</>
	);
}
