import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ended, english, say } from "../../src/domain/sentence.ts";
import { sentencesDe } from "../../src/web/shell/texts/sentences-de.ts";

/** Every sentence that the API says has a translation, with the same values in it, and no translation is of something that nobody says. */

const SRC = path.resolve(import.meta.dirname, "../../src");

/** Templates behind say`, with what stands in their blanks left out; blanks may hold templates themselves. */
function templatesIn(source: string): string[] {
	const found: string[] = [];
	for (const { index } of source.matchAll(/\bsay`/g)) {
		let id = "";
		let at = index + 4;
		for (let value = 0; source[at] !== "`"; ) {
			if (!source.startsWith("${", at)) {
				id += source[at++];
				continue;
			}
			id += `{${value++}}`;
			at = behind(source, at + 2);
		}
		found.push(id);
	}
	return found;
}

/** Behind the bracket that closes a blank. */
function behind(source: string, from: number): number {
	let at = from;
	for (let depth = 1; depth > 0; at++) {
		if (source[at] === "{") depth += 1;
		else if (source[at] === "}") depth -= 1;
		else if (source[at] === "`")
			for (at += 1; source[at] !== "`"; at++) if (source.startsWith("${", at)) at = behind(source, at + 2) - 1;
	}
	return at;
}

const said = readdirSync(SRC, { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && entry.name !== "sentence.ts")
	.flatMap((entry) => templatesIn(readFileSync(path.join(entry.parentPath, entry.name), "utf8")));

test("every sentence is there in German, and no other", () => {
	expect(said.length).toBeGreaterThan(60);
	expect([...new Set(said)].filter((id) => sentencesDe[id] === undefined)).toEqual([]);
	expect(Object.keys(sentencesDe).filter((id) => !said.includes(id))).toEqual([]);
});

test("a translation has the blanks of its sentence", () => {
	const blanks = (text: string) => [...new Set(text.match(/\{\d+\}/g) ?? [])].toSorted();
	const wrong = Object.entries(sentencesDe).filter(([id, text]) =>
		blanks(text).some((one) => !blanks(id).includes(one)),
	);
	expect(wrong).toEqual([]);
});

test("English is the sentence with its values, which are never read as blanks", () => {
	const word = "{1}";
	expect(english([say`Nobody has ${word} and ${2}.`, say`So.`])).toBe("Nobody has {1} and 2. So.");
});

test("a sentence ends with one full stop, whatever its last value ends with", () => {
	expect(["The record has Ferrum Ltd.", "The record has 2 years"].map(ended)).toEqual([
		"The record has Ferrum Ltd.",
		"The record has 2 years.",
	]);
});
