import { useRef } from 'preact/hooks';

interface Props {
	label: string;
	sign: string;
	items: Array<{ words: string; onPick(): void }>;
	/** Whether they stand side by side. */
	row?: boolean;
}

/** A small menu, which closes when something is picked, and when the keyboard goes elsewhere. */
export function Menu({ label, sign, items, row }: Props) {
	const menu = useRef<HTMLDetailsElement>(null);
	const close = () => (menu.current!.open = false);
	return (
		<details
			class="menu"
			ref={menu}
			onFocusOut={({ relatedTarget }) => {
				// What was picked may have taken the menu away.
				if (menu.current && !menu.current.contains(relatedTarget as Node | null)) close();
			}}
			onKeyDown={(event) => {
				if (event.key !== 'Escape' || !menu.current!.open) return;
				event.stopPropagation();
				close();
				menu.current!.querySelector('summary')!.focus();
			}}
		>
			<summary aria-label={label} title={label}>
				{sign}
			</summary>
			<div class={row ? 'menu-items row' : 'menu-items'}>
				{items.map(({ words, onPick }) => (
					<button
						key={words}
						type="button"
						onClick={() => {
							close();
							onPick();
						}}
					>
						{words}
					</button>
				))}
			</div>
		</details>
	);
}
