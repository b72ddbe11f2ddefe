import type { ScopeName, Span } from "../../domain/query.ts";

export type Operator = "and" | "or" | "not";

export type Token =
	| { readonly kind: "open"; readonly span: Span }
	| { readonly kind: "close"; readonly span: Span }
	/** `written`: in capitals, as a sign, or in small letters, which may be a mere word. */
	| {
			readonly kind: "operator";
			readonly operator: Operator;
			readonly written: "capitals" | "sign" | "small";
			readonly span: Span;
	  }
	| { readonly kind: "scope"; readonly scope: ScopeName; readonly span: Span }
	| LeafToken;

export interface LeafToken {
	readonly kind: "term" | "phrase" | "prefix";
	readonly text: string;
	readonly span: Span;
}
