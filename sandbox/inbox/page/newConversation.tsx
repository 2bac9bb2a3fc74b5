import { useRef, useState } from 'preact/hooks';
import type { ProviderGuide } from '../../provider';
import type { Gateway } from './messages';

/** Whose trigger is in the example that answers every message. */
const USUAL_PROVIDER = 'vobiz';

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
	const [provider, setProvider] = useState(USUAL_PROVIDER);
	const [account, setAccount] = useState('');
	const [phone, setPhone] = useState('');
	const [name, setName] = useState('');
	const [problem, setProblem] = useState('');
	const panel = useRef<HTMLDetailsElement>(null);
	const guide = guides.find((one) => one.name === provider);
	const accounts = guide?.accounts ?? [];

	const start = () => {
		const number = internationalNumber(phone);
		if (!number) {
			setProblem('The country code is missing. Write the number with +, such as +56 9 1234 5678.');
			return;
		}
		panel.current!.open = false;
		onStart({
			provider,
			account: accounts.includes(account) ? account : accounts[0],
			number,
			name: name.trim() || null,
		});
		setProblem('');
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
				<p class="note">Somebody writes to you first. n8n receives what they write.</p>
				<div class="side-by-side">
					<label>
						Writes to
						<select
							value={provider}
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
							pattern="\s*[+]?[0-9 \-\(\)]{7,22}"
							title="A phone number with + and its country code"
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
				{problem && (
					<p class="refusal" role="alert">
						{problem}
					</p>
				)}
				<div class="panel-buttons">
					<button type="submit">Start</button>
				</div>
			</form>
		</details>
	);
}

/** "+" and digits. Without + or 00 a number may be a national one of any country. */
function internationalNumber(phone: string): string | undefined {
	const digits = /^\s*(?:\+|00)(.*)$/.exec(phone)?.[1].replace(/\D/g, '');
	return digits && `+${digits}`;
}
