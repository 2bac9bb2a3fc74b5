/** A method of a node, which n8n calls as one of the node's own, and whose code is loaded then. */
export const lazyMethod = <Node, Rest extends unknown[], Result>(
	load: () => Promise<(node: Node, ...rest: Rest) => Promise<Result>>,
) =>
	async function (this: Node, ...rest: Rest): Promise<Result> {
		return await (
			await load()
		)(this, ...rest);
	};
