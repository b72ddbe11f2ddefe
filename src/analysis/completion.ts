import { tokenize } from "./tokenize.ts";

/** Names that begin as somebody has begun to write: the same for every engine and for what is shown. */

/** The folded text from each of its words on: `Java Developer` can be completed from `java d` and from `dev`. */
export function beginnings(name: string): string[] {
	const words = tokenize(name).map(({ text }) => text);
	return words.map((_, index) => words.slice(index).join(" "));
}

/** What was written of a name so far, in the form of {@link beginnings}. */
export const begun = (written: string): string =>
	tokenize(written)
		.map(({ text }) => text)
		.join(" ");
