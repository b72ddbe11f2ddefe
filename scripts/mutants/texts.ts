/** What is looked at of a Babel path and its node. */
interface NodePath {
	readonly node: {
		readonly type: string;
		readonly callee?: { readonly name?: string };
		readonly id?: { readonly name?: string };
		readonly key?: { readonly name?: string };
		readonly properties?: readonly NodePath["node"][];
	};
	readonly parentPath: NodePath | null;
}

/** What people read of an error, `detail`, and for whom the error is ours alone, its message. Its code is what programs go by. */
function isText({ node, parentPath }: NodePath): boolean {
	const parent = parentPath?.node;
	if (parent === undefined) return false;
	const isNewError = parent.type === "NewExpression" && /Error$/.test(parent.callee?.name ?? "");
	switch (node.type) {
		case "StringLiteral":
		case "TemplateLiteral":
			if (isNewError) return parent.callee?.name !== "TributaryError";
			return parent.id?.name === "detail" || (parent.type === "ObjectProperty" && parent.key?.name === "detail");
		case "ObjectExpression":
			return isNewError && (node.properties ?? []).every(({ key }) => key?.name === "detail" || key?.name === "cause");
		default:
			return false;
	}
}

/** A plugin of Stryker: mutants of such texts are counted as ignored. No test should hold them to the letter. */
export const strykerPlugins = [
	{
		kind: "Ignore",
		name: "texts",
		value: { shouldIgnore: (path: NodePath) => (isText(path) ? "the text of an error" : undefined) },
	},
];
