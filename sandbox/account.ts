/** A channel, account or instance of a provider, through which messages go. */
export interface Account {
	id: string;
	name: string;
	/** "+" and digits, where the account has a number of its own. */
	phone: string | null;
}
