/** How much is sent, and to how many. */
export interface Load {
	messages: number;
	recipients: number;
}

/** Input items; a text says which message of its recipient it is. */
export const items = ({ messages, recipients }: Load) =>
	Array.from({ length: messages }, (_, index) => ({
		to: `+569${10_000_000 + (index % recipients)}`,
		text: `Your order is on its way #${Math.floor(index / recipients)}`,
	}));
