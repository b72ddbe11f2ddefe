import { QUERY_LIMITS } from "./limits.ts";
import { phoneEnd } from "./phone.ts";
import type { LeafToken, Token } from "./token.ts";

/** Two words with a slash between them are one, spaces or not; null where one of them is no mere word. */
export function joinedBySlash(before: Token | undefined, after: Token): LeafToken | null {
	if (before?.kind !== "term" || after.kind !== "term" || isSigned(before) || isSigned(after)) return null;
	const text = `${before.text}/${after.text}`;
	// What would be read otherwise when it is written without the spaces.
	if (text.length > QUERY_LIMITS.length || phoneEnd(text, 0) !== null) return null;
	return { kind: "term", text, span: { start: before.span.start, end: after.span.end } };
}

const isSigned = ({ level, weight }: LeafToken) => level !== undefined || weight !== undefined;

const JOINT = /[|｜]{1,2}|&&|＆＆/y;

/** Operators of other search systems, which stand between words without spaces, too: `java|kotlin`. Null where none begins. */
export function jointAt(text: string, at: number): string | null {
	JOINT.lastIndex = at;
	return JOINT.exec(text)?.[0] ?? null;
}
