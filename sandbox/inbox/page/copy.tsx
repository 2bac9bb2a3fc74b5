import { useState } from 'preact/hooks';

const SECONDS = 2;

/** A value, and a button that copies it. */
export function Copyable({ value, label }: { value: string; label: string }) {
	const [copied, setCopied] = useState(false);
	const copy = async () => {
		await navigator.clipboard.writeText(value);
		setCopied(true);
		setTimeout(() => setCopied(false), SECONDS * 1000);
	};
	return (
		<span class="copyable">
			<code>{value}</code>
			<button type="button" class="copy" aria-label={`Copy ${label}`} onClick={() => void copy()}>
				{copied ? 'Copied' : 'Copy'}
			</button>
		</span>
	);
}
