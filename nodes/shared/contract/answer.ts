import type { JsonValue } from 'n8n-workflow';

/** An HTTP answer as it came: whatever of it leaves the node goes through `Account.hide` first. */
export interface Answer {
	status: number;
	/** The parsed body; `undefined` where it is empty or not JSON. */
	body: JsonValue | undefined;
	text: string;
	/** Names in lower case. */
	headers: Record<string, string>;
}

/** Whether a body is a page for people, where an API was expected. */
export const isWebPage = (text: string) => /^\s*</.test(text);

export const isSuccess = ({ status }: Pick<Answer, 'status'>) => status >= 200 && status < 300;
