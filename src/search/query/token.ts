import type { Level, Marks, Span } from "../../domain/query.ts";
import type { AnyScope } from "./scope-name.ts";

export type Operator = "and" | "or" | "not";

export type Token =
	| { readonly kind: "open"; readonly span: Span }
	| (Marks & { readonly kind: "close"; readonly span: Span })
	/** `written`: in capitals, as a sign, or in small letters, which may be a mere word. */
	| {
			readonly kind: "operator";
			readonly operator: Operator;
			readonly written: "capitals" | "sign" | "small";
			/** Of a small one in another language. */
			readonly word?: LeafToken;
			readonly span: Span;
	  }
	/** At most so many words between what stands on its sides. */
	| { readonly kind: "near"; readonly distance: number; readonly span: Span }
	/** A sign before a word, phrase or bracket. */
	| { readonly kind: "level"; readonly level: Level; readonly span: Span }
	| { readonly kind: "scope"; readonly scope: AnyScope; readonly span: Span }
	| LeafToken;

export interface LeafToken extends Marks {
	/** amount: numbers behind a scope of numbers, as written. */
	readonly kind: "term" | "phrase" | "prefix" | "wildcard" | "fuzzy" | "amount";
	readonly text: string;
	/** Of a phrase. */
	readonly slop?: number;
	/** Of a fuzzy word. */
	readonly edits?: 1 | 2;
	readonly span: Span;
}

const LEAVES: ReadonlySet<Token["kind"]> = new Set(["term", "phrase", "prefix", "wildcard", "fuzzy", "amount"]);
export const isLeafToken = (token: Token): token is LeafToken => LEAVES.has(token.kind);

/** A word without a sign or a weight. */
export const isPlainWord = (token: Token | undefined): token is LeafToken =>
	token?.kind === "term" && token.level === undefined && token.weight === undefined;
