import { useRef } from 'preact/hooks';
import { counted } from './format';

/** Asks first: what is cleared does not come back. */
export function ClearAll({ conversations, onClear }: { conversations: number; onClear(): void }) {
	const dialog = useRef<HTMLDialogElement>(null);
	const close = () => dialog.current!.close();
	return (
		<>
			<button
				type="button"
				disabled={conversations === 0}
				onClick={() => dialog.current!.showModal()}
			>
				Clear
			</button>
			<dialog ref={dialog} aria-label="Clear all messages">
				<p>
					Clear {counted(conversations, 'conversation')} with all messages? This cannot be undone.
				</p>
				<div class="panel-buttons">
					<button type="button" onClick={close}>
						Keep
					</button>
					<button
						type="button"
						class="destructive"
						onClick={() => {
							close();
							onClear();
						}}
					>
						Clear all
					</button>
				</div>
			</dialog>
		</>
	);
}
