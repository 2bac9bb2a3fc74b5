import type { Answer } from '../contract/answer';
import type { ProviderRequest } from '../contract/operation';
import type { Provider } from '../contract/provider';
import type { Verdict, VerdictTable } from '../contract/verdict';
import { wantsHttps } from '../outcome/networkVerdict';
import { errorSaying } from '../outcome/nodeError';
import { problemFrom } from '../outcome/problem';
import { settleVerdict } from '../outcome/settleVerdict';
import { openAccount, type Account, type RequestingNode } from './account';
import { Exchange, type Failed } from './exchange';

/** How to take an answer that has nothing to do with a message. */
interface Expectation {
	/** What to say where it is open what happened: nothing can be out without our knowing. */
	unclear: Verdict;
	/** Where the verdict on a status differs from the provider's. */
	verdicts?: VerdictTable;
	/** Whether an answer without a readable body is as good as none. */
	needsBody?: boolean;
}

/**
 * Asks a provider something outside the sending of messages.
 * @returns a 2xx answer, and what hides the secrets of the account in it
 * @throws NodeOperationError that says what happened and what to do
 */
export async function requestOrThrow(
	node: RequestingNode,
	provider: Provider,
	request: ProviderRequest,
	{ unclear, verdicts, needsBody = false }: Expectation,
): Promise<Answer & Pick<Account, 'hide'>> {
	const account = await openAccount(node, provider);
	const exchange = new Exchange(node, provider, account);
	const purpose = { kind: 'query', verdicts } as const;
	const reply = await exchange.ask(request, purpose);
	if (reply.kind === 'answered' && (reply.answer.body !== undefined || !needsBody)) {
		return { ...reply.answer, hide: account.hide };
	}
	const failed = reply.kind === 'failed' ? reply : exchange.judge(reply.answer, purpose);
	const verdict = settleVerdict(withHost(failed, account, unclear), { kind: 'query', unclear });
	const nobody = { item: 0, to: null };
	const problem = problemFrom({ ...failed, verdict }, nobody, provider, account);
	const { reason, whatToDo, code, failure } = problem;
	throw errorSaying(`${reason}. ${whatToDo}`, code, node.getNode(), { failure });
}

/** Where no answer came, the address is what is worth a look. */
function withHost({ verdict, answer }: Failed, { baseUrl }: Account, unclear: Verdict): Verdict {
	if (answer && verdict !== wantsHttps) return verdict;
	const { host } = new URL(baseUrl);
	return { ...verdict, reason: `${verdict.reason}: ${host}`, whatToDo: unclear.whatToDo };
}
