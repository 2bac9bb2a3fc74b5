import { createHash } from 'node:crypto';

/**
 * What resumes an execution that waits for an answer: n8n's own signed address, less what the one who
 * answers brings along. n8n signs the path and the query, so that none of it can be changed.
 */
export interface ResumeReference {
	execution: string;
	/** ID of the node that waits. */
	node: string;
	/** Which of the answers it stands for; absent: it is given beside. */
	choice?: string;
	/** Which question of this node in this execution. */
	round: string;
	/** n8n's HMAC-SHA256, in hex. */
	signature: string;
}

/** What is signed beside the execution and the node, in this order. */
export const signedParameters = (
	{ choice, round }: Pick<ResumeReference, 'choice' | 'round'>,
	contact: string,
): Record<string, string> => ({
	...(choice !== undefined && { a: choice }),
	c: contact,
	r: round,
});

/** Stands for a person in what is signed. @param name one of those by which people are compared */
export const contactMark = (name: string): string =>
	createHash('sha256').update(name).digest('base64url').slice(0, 8);

/** @param base the address of n8n's waiting webhooks, without a slash at its end */
export function resumeAddress(base: string, reference: ResumeReference, contact: string): string {
	const { execution, node, signature } = reference;
	const query = new URLSearchParams({ ...signedParameters(reference, contact), signature });
	return `${base}/${encodeURIComponent(execution)}/${encodeURIComponent(node)}?${query.toString()}`;
}

/** The ID of the node is what an address has in it, which is ASCII. */
const ADDRESS =
	/\/(\d{1,10})\/((?:(?![/?#])[!-~])+)\?(?:a=(\d)&)?c=[\w-]{8}&r=(\d{1,9})&signature=([\da-f]{64})(?![\da-f])/g;

/** Finds the address of a question in a text, whatever its host: the last one, as it goes along at the end. */
export function referenceInText(text: string): ResumeReference | undefined {
	const [, execution, node, choice, round, signature] = [...text.matchAll(ADDRESS)].at(-1) ?? [];
	if (signature === undefined) return undefined;
	return ifPossible({
		execution,
		node: decoded(node),
		...(choice !== undefined && { choice }),
		round,
		signature,
	});
}

/** The last number that n8n's databases give to an execution. */
const MAX_EXECUTION = 2 ** 31 - 1;

/**
 * Anybody can write what only looks like one. Of a number that is none, a database says that it failed,
 * as if it might take the answer later; and dots lead to another address.
 */
const ifPossible = (found: ResumeReference): ResumeReference | undefined =>
	Number(found.execution) <= MAX_EXECUTION && !/^\.{0,2}$/.test(found.node) ? found : undefined;

/** The whole of that address. */
export const linkInText = (text: string): string | undefined =>
	text.match(/https?:\/\/\S+/g)?.findLast((link) => referenceInText(link) !== undefined);

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

/** What the IDs of our buttons begin with. */
const PREFIX = 'wag1.';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** A reference as the ID of a button: 77 characters where the execution has one digit. */
export function buttonId(reference: ResumeReference & { choice: string }): string {
	const { execution, node, choice, round, signature } = reference;
	const shortNode = UUID.test(node)
		? Buffer.from(node.replaceAll('-', ''), 'hex').toString('base64url')
		: `=${Buffer.from(node).toString('base64url')}`;
	const shortSignature = Buffer.from(signature, 'hex').toString('base64url');
	return `${PREFIX}${execution}.${shortNode}.${choice}.${round}.${shortSignature}`;
}

export const isButtonId = (id: string): boolean => id.startsWith(PREFIX);

const BUTTON_ID = /^wag1\.(\d{1,10})\.(=?[\w-]+)\.(\d)\.(\d{1,9})\.([\w-]{43})$/;

/** @returns `undefined` where it has the beginning of ours alone */
export function referenceInButtonId(id: string): ResumeReference | undefined {
	const [, execution, shortNode, choice, round, signature] = BUTTON_ID.exec(id) ?? [];
	if (signature === undefined) return undefined;
	return ifPossible({
		execution,
		node: shortNode.startsWith('=')
			? Buffer.from(shortNode.slice(1), 'base64url').toString()
			: uuidOf(Buffer.from(shortNode, 'base64url').toString('hex')),
		choice,
		round,
		signature: Buffer.from(signature, 'base64url').toString('hex'),
	});
}

const uuidOf = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.*)$/, '$1-$2-$3-$4-$5');

const SIGNATURES =
	/(?<=&r=\d{1,9}&signature=)[\da-f]{64}|(?<=wag1\.[\w.=-]{5,200}\.)[\w-]{43}(?![\w-])/g;

/** Whether it is worth it to look for signatures in what came over the wire. */
export const mayHaveSignatures = (body: Buffer): boolean =>
	body.includes('signature=') || body.includes(PREFIX);

/** The signatures in a text: whoever has one can answer. */
export const signaturesIn = (text: string): string[] => text.match(SIGNATURES) ?? [];
