import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isStopWord } from "../../src/analysis/stop-words.ts";
import { formKey } from "../../src/analysis/vocabulary.ts";
import { TributaryError } from "../../src/errors.ts";
import { findCycles } from "./cycles.ts";

/** What is wrong in the files of a vocabulary, with file and line. */

export interface LintFinding {
	readonly level: "error" | "warning";
	/** Within the folder. */
	readonly file: string;
	/** From 1. */
	readonly line: number;
	readonly rule: string;
	readonly message: string;
}

interface Row {
	readonly file: string;
	readonly line: number;
	readonly cells: readonly string[];
}

interface Concept extends Row {
	readonly id: string;
	readonly label: string;
	readonly group: string;
	readonly synonyms: readonly string[];
	readonly related: readonly string[];
	readonly last: readonly string[];
}

export const KINDS: ReadonlySet<string> = new Set(
	"language framework tool platform method domain standard certification soft trade instrument spoken".split(" "),
);
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** @throws TributaryError `invalid-request` when there is no such folder or no vocabulary in it */
export function lintVocabulary(folder: string): LintFinding[] {
	if (!["skills", "titles"].some((part) => existsSync(path.join(folder, part)))) {
		throw new TributaryError("invalid-request", {
			detail: `${folder} is no vocabulary: it has neither skills/ nor titles/.`,
		});
	}
	return new Linter(folder).run();
}

class Linter {
	readonly #folder: string;
	readonly #findings: LintFinding[] = [];

	constructor(folder: string) {
		this.#folder = folder;
	}

	run(): LintFinding[] {
		const skills = this.#concepts("skills");
		const titles = this.#concepts("titles");
		const ambiguous = this.#rows("ambiguous.tsv", 3);
		this.#ids(skills, "skill");
		this.#ids(titles, "title");
		for (const one of skills) this.#skill(one);
		for (const one of titles) this.#title(one);
		this.#references(skills, titles, ambiguous);
		this.#cycles(skills);
		this.#forms(skills, titles, ambiguous);
		this.#families(titles);
		this.#seniority();
		return this.#findings.sort(
			(one, other) => Number(one.file > other.file) - Number(one.file < other.file) || one.line - other.line,
		);
	}

	#say(level: LintFinding["level"], { file, line }: Row, rule: string, message: string): void {
		this.#findings.push({ level, file, line, rule, message });
	}

	#rows(name: string, columns: number): Row[] {
		const file = path.join(this.#folder, name);
		if (!existsSync(file)) return [];
		const rows = readFileSync(file, "utf8")
			.split(/\r?\n/)
			.map((text, index) => ({ file: name, line: index + 1, text, cells: text.split("\t") }))
			.filter(({ text }) => text.trim() !== "" && !text.startsWith("#"));
		for (const row of rows) {
			const filled = row.cells.slice(0, Math.min(columns, 3)).every((cell) => cell.trim() !== "");
			if (row.cells.length !== columns || !filled)
				this.#say("error", row, "shape", `${columns} cells with tabs between are wanted, the first three filled`);
		}
		return rows.filter(({ cells }) => cells.length >= Math.min(columns, 3));
	}

	#concepts(part: string): Concept[] {
		const folder = path.join(this.#folder, part);
		const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".tsv")) : [];
		return names.sort().flatMap((name) =>
			this.#rows(`${part}/${name}`, 6).map((row) => {
				const [id = "", label = "", group = "", synonyms, related, last] = row.cells.map((cell) => cell.trim());
				return { ...row, id, label, group, synonyms: list(synonyms), related: list(related), last: list(last) };
			}),
		);
	}

	#ids(concepts: readonly Concept[], kind: string): void {
		const first = new Map<string, Concept>();
		for (const one of concepts) {
			const before = first.get(one.id);
			if (before !== undefined)
				this.#say("error", one, "duplicate-id", `${kind} ${one.id} stands in ${before.file}:${before.line} already`);
			first.set(one.id, before ?? one);
			if (!ID.test(one.id)) this.#say("error", one, "id", `${one.id} is no id: use a-z, 0-9 and single hyphens`);
		}
	}

	#skill(one: Concept): void {
		if (!KINDS.has(one.group)) this.#say("error", one, "kind", `there is no kind ${one.group}`);
		this.#concept(one);
		for (const id of one.related)
			if (one.last.includes(id)) this.#say("warning", one, "related-and-broader", `${id} is both related and broader`);
	}

	#title(one: Concept): void {
		if (!ID.test(one.group)) this.#say("error", one, "family", `${one.group} is no name of a family`);
		if (one.last.length === 0) this.#say("warning", one, "no-skills", `title ${one.id} names no skill`);
		this.#concept(one);
	}

	#concept(one: Concept): void {
		const seen = new Set<string>();
		for (const form of [one.label, ...one.synonyms]) {
			const key = formKey(form);
			if (key === "") this.#say("error", one, "empty-name", `${one.id}: ${JSON.stringify(form)} has no letters`);
			else if (seen.has(key)) this.#say("warning", one, "repeated-name", `${one.id} names ${form} twice`);
			if (/[()[\]{}"]/.test(form) && form !== one.label)
				this.#say("warning", one, "remark", `${form} stands so in no resume: no brackets or quotes`);
			seen.add(key);
		}
	}

	#references(skills: readonly Concept[], titles: readonly Concept[], ambiguous: readonly Row[]): void {
		const known = { skill: new Set(skills.map(({ id }) => id)), title: new Set(titles.map(({ id }) => id)) };
		const expect = (row: Row, ids: readonly string[], kind: "skill" | "title", what: string) => {
			for (const id of ids)
				if (!known[kind].has(id)) this.#say("error", row, "unknown", `there is no ${kind} ${id}, named as ${what}`);
		};
		for (const one of skills) {
			expect(one, one.last, "skill", "broader");
			expect(one, one.related, "skill", "related");
			this.#self(one, [...one.related, ...one.last]);
		}
		for (const one of titles) {
			expect(one, one.last, "skill", "a skill of the title");
			expect(one, one.related, "title", "related");
			this.#self(one, one.related);
		}
		for (const row of ambiguous) expect(row, [row.cells[1] ?? ""], "skill", "the skill of an ambiguous form");
	}

	#self(one: Concept, ids: readonly string[]): void {
		if (ids.includes(one.id)) this.#say("error", one, "self", `${one.id} names itself`);
	}

	#cycles(skills: readonly Concept[]): void {
		const byId = new Map(skills.map((one) => [one.id, one]));
		for (const cycle of findCycles(new Map(skills.map(({ id, last }) => [id, last])))) {
			const [first = ""] = cycle;
			const row = byId.get(first);
			// That a skill names itself is told already.
			if (row !== undefined && cycle.length > 2)
				this.#say("error", row, "cycle", `broader goes in a circle: ${cycle.join(" -> ")}`);
		}
	}

	#forms(skills: readonly Concept[], titles: readonly Concept[], ambiguous: readonly Row[]): void {
		const listed = new Set(ambiguous.map(({ cells: [form = "", id = ""] }) => `${formKey(form)}\t${id}`));
		this.#shared(skills, (key, id) => listed.has(`${key}\t${id}`), "list the form in ambiguous.tsv for each");
		this.#shared(titles, () => false, "a name belongs to one title");
		for (const one of skills) {
			for (const form of [one.label, ...one.synonyms]) {
				const key = formKey(form);
				if (!listed.has(`${key}\t${one.id}`) && isEveryday(key))
					this.#say(
						"error",
						one,
						"stop-word",
						`${form} is an everyday word: list it in ambiguous.tsv, or leave it out`,
					);
			}
		}
		for (const one of titles) {
			const everyday = [one.label, ...one.synonyms].find((form) => isEveryday(formKey(form)));
			if (everyday !== undefined) this.#say("error", one, "stop-word", `${everyday} is an everyday word`);
		}
		const owners = new Map(skills.map((one) => [one.id, new Set([one.label, ...one.synonyms].map(formKey))]));
		for (const row of ambiguous) {
			const [form = "", id = "", rule = ""] = row.cells;
			if (!["case", "context"].includes(rule))
				this.#say("error", row, "rule", `the rule ${rule} is neither case nor context`);
			if (owners.has(id) && owners.get(id)?.has(formKey(form)) !== true)
				this.#say("error", row, "no-form", `${form} is no name of ${id}`);
		}
	}

	#shared(concepts: readonly Concept[], allowed: (key: string, id: string) => boolean, cure: string): void {
		const owners = new Map<string, Concept>();
		for (const one of concepts) {
			for (const key of new Set([one.label, ...one.synonyms].map(formKey))) {
				const owner = owners.get(key);
				owners.set(key, owner ?? one);
				if (
					owner === undefined ||
					key === "" ||
					owner.id === one.id ||
					(allowed(key, one.id) && allowed(key, owner.id))
				)
					continue;
				this.#say(
					"error",
					one,
					"ambiguous",
					`${key} is a name of ${owner.id} (${owner.file}:${owner.line}) too: ${cure}`,
				);
			}
		}
	}

	#families(titles: readonly Concept[]): void {
		const members = Map.groupBy(titles, ({ group }) => group);
		const reasons = this.#rows("families.tsv", 2);
		const explained = new Set(reasons.map(({ cells: [family = ""] }) => family));
		for (const row of reasons) {
			const [family = ""] = row.cells;
			const count = members.get(family)?.length ?? 0;
			if (count === 0) this.#say("error", row, "empty-family", `no title is of the family ${family}`);
			if (count > 1)
				this.#say("warning", row, "family-reason", `the family ${family} holds ${count} titles and needs no reason`);
		}
		for (const [family, [only, ...more]] of members) {
			if (only !== undefined && more.length === 0 && !explained.has(family))
				this.#say(
					"warning",
					only,
					"single-family",
					`${only.id} is alone in its family ${family}; families.tsv says why, or it has another`,
				);
		}
	}

	#seniority(): void {
		const levels = new Map<string, string>();
		for (const row of this.#rows("seniority.tsv", 3)) {
			const [level = "", rank = "", words] = row.cells;
			if (!/^-?\d+(\.\d+)?$/.test(rank)) this.#say("error", row, "rank", `the rank ${rank} is no number`);
			for (const word of list(words)) {
				const before = levels.get(formKey(word));
				if (before === level) this.#say("warning", row, "repeated-name", `${level} names ${word} twice`);
				else if (before !== undefined)
					this.#say("error", row, "duplicate-word", `${word} is a word for ${before} already`);
				levels.set(formKey(word), level);
			}
		}
	}
}

const isEveryday = (key: string) => key !== "" && key.split(" ").every((word) => isStopWord(word, null));

const list = (cell = ""): string[] =>
	cell
		.split("|")
		.map((part) => part.trim())
		.filter((part) => part !== "");
