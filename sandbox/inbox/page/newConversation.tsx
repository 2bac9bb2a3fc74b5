import { useRef, useState } from 'preact/hooks';
import type { ProviderGuide } from '../../provider';
import type { Gateway } from './messages';

/** A conversation that a contact begins. */
export interface Draft extends Gateway {
	number: string;
	name: string | null;
}

interface Props {
	guides: ProviderGuide[];
	onStart(draft: Draft): void;
}

/** For people who write first. */
export function NewConversation({ guides, onStart }: Props) {
	const [provider, setProvider] = useState('');
	const [account, setAccount] = useState('');
	const [phone, setPhone] = useState('');
	const [name, setName] = useState('');
	const panel = useRef<HTMLDetailsElement>(null);
	const guide = guides.find((one) => one.name === provider) ?? guides[0];
	const accounts = guide?.accounts ?? [];

	const start = () => {
		panel.current!.open = false;
		onStart({
			provider: guide.name,
			account: accounts.includes(account) ? account : accounts[0],
			number: `+${phone.replace(/\D/g, '')}`,
			name: name.trim() || null,
		});
		setPhone('');
		setName('');
	};

	return (
		<details class="panel new-conversation" name="panel" ref={panel}>
			<summary>New conversation</summary>
			<form
				class="panel-body"
				onSubmit={(event) => {
					event.preventDefault();
					start();
				}}
			>
				<p class="note">Somebody writes to you first. The first message reaches n8n.</p>
				<div class="side-by-side">
					<label>
						Writes to
						<select
							value={guide?.name}
							onChange={({ currentTarget }) => setProvider(currentTarget.value)}
						>
							{guides.map(({ name: value, title }) => (
								<option key={value} value={value}>
									{title}
								</option>
							))}
						</select>
					</label>
					<label>
						Channel or instance
						<select
							value={accounts.includes(account) ? account : accounts[0]}
							onChange={({ currentTarget }) => setAccount(currentTarget.value)}
						>
							{accounts.map((one) => (
								<option key={one}>{one}</option>
							))}
						</select>
					</label>
				</div>
				<div class="side-by-side">
					<label>
						Number
						<input
							type="tel"
							required
							pattern="[+]?[0-9 \-\(\)]{7,22}"
							title="A phone number with its country code"
							placeholder="+56 9 1234 5678"
							value={phone}
							onInput={({ currentTarget }) => setPhone(currentTarget.value)}
						/>
					</label>
					<label>
						Name
						<input
							type="text"
							placeholder="Ada"
							value={name}
							onInput={({ currentTarget }) => setName(currentTarget.value)}
						/>
					</label>
				</div>
				<div class="panel-buttons">
					<button type="submit">Start</button>
				</div>
			</form>
		</details>
	);
}
