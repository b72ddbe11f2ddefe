/** The JSON grammar of RFC 8259 as a table of what may follow: enough to find the place where a text stops being JSON. */
type State = "value" | "valueOrEnd" | "key" | "keyOrEnd" | "colon" | "commaOrEnd" | "end";

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

/**
 * Where a text stops being JSON: the offset of the first thing that cannot stand there, its length when it ends too early, null
 * when it is JSON. (The engine's own message names no place for most faults, and quotes the text.) Linear, without recursion.
 */
export function jsonBreak(text: string): number | null {
	const open: ("{" | "[")[] = [];
	let state: State = "value";
	for (let at = skip(SPACE, text, 0); at < text.length; at = skip(SPACE, text, at)) {
		const mark = text[at] as string;
		const next = step(state, mark, open);
		if (next === null) return at;
		const end = next.token === null ? at + 1 : skip(next.token, text, at);
		if (end === at) return at;
		at = end;
		state = next.state;
	}
	return state === "end" ? null : text.length;
}

interface Step {
	readonly state: State;
	/** What has to stand here in full; null for a single mark. */
	readonly token: RegExp | null;
}

/** What a mark means in a state, null when it cannot stand there. Keeps `open` up to date. */
function step(state: State, mark: string, open: ("{" | "[")[]): Step | null {
	const after = (): State => (open.length === 0 ? "end" : "commaOrEnd");
	const single = (next: State): Step => ({ state: next, token: null });
	const close = (kind: "{" | "["): Step | null => {
		if (open.at(-1) !== kind) return null;
		open.pop();
		return single(after());
	};
	if (state === "end") return null;
	if (state === "colon") return mark === ":" ? single("value") : null;
	if (state === "commaOrEnd" && mark === ",") return single(open.at(-1) === "{" ? "key" : "value");
	if (state === "commaOrEnd" || state === "keyOrEnd" || state === "valueOrEnd") {
		if (mark === "}" && state !== "valueOrEnd") return close("{");
		if (mark === "]" && state !== "keyOrEnd") return close("[");
		if (state === "commaOrEnd") return null;
	}
	if (state === "key" || state === "keyOrEnd") return mark === '"' ? { state: "colon", token: STRING } : null;
	if (mark === "{" || mark === "[") {
		open.push(mark);
		return single(mark === "{" ? "keyOrEnd" : "valueOrEnd");
	}
	return { state: after(), token: mark === '"' ? STRING : SCALAR };
}

/** The offset behind what the pattern matches here; the same offset when it matches nothing. */
function skip(pattern: RegExp, text: string, at: number): number {
	pattern.lastIndex = at;
	return at + (pattern.exec(text)?.[0].length ?? 0);
}
