/** The pages for people against what is there: where a link leads, and whether a command that is shown can be given. */
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { buildProgram } from "../src/cli/program.ts";
import { buildBenches } from "./bench/main.ts";
import { buildProofs } from "./proof/main.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const PAGES = globSync(["*.md", "{corpora,docs,ranking,src}/**/*.md"], { cwd: ROOT })
	.map((file) => file.replaceAll(path.sep, "/"))
	// People's resumes, and what generators put there.
	.filter((file) => !/^corpora\/.+\//.test(file));
const textOf = (page: string): string => readFileSync(path.join(ROOT, page), "utf8");
const withoutBlocks = (text: string): string => text.replaceAll(/^```.*?^```/gms, "");

/** Names by which the headings of a page are linked to, made of them as GitHub does. */
function anchorsOf(page: string): string[] {
	const headings = [...withoutBlocks(textOf(page)).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
	return headings.map((heading) =>
		heading
			.toLowerCase()
			.replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
			.replaceAll(" ", "-"),
	);
}

/** What is wrong with a link of a page, or null. */
function faultOf(page: string, link: string): string | null {
	const [file = "", anchor] = link.split("#");
	const target = file === "" ? page : path.posix.join(path.posix.dirname(page), file);
	if (!existsSync(path.join(ROOT, target))) return `${link}: no such file`;
	if (anchor === undefined) return null;
	if (statSync(path.join(ROOT, target)).isDirectory() || !target.endsWith(".md")) return `${link}: no page`;
	return anchorsOf(target).includes(anchor) ? null : `${link}: no such heading`;
}

describe.each(PAGES)("%s", (page) => {
	test("every link leads to a file, and to a heading in it", () => {
		const links = [...withoutBlocks(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)]
			.map(([, link = ""]) => link)
			.filter((link) => !/^[a-z]+:/.test(link));
		expect(links.map((link) => faultOf(page, link)).filter((fault) => fault !== null)).toEqual([]);
	});

	test("every command has a verb, and options, that there are", () => {
		expect(commandsOf(textOf(page)).flatMap((line) => faultOfCommand(line) ?? [])).toEqual([]);
	});
});

test("pages are looked through", () => {
	expect(PAGES).toEqual(expect.arrayContaining(["README.md", "docs/cluster.md", "ranking/README.md", "src/README.md"]));
	expect(commandsOf(textOf("README.md")).length).toBeGreaterThan(30);
	expect(faultOf("README.md", "docs/cluster.md#no-such")).toMatch(/heading/);
	expect(faultOfCommand("npm run bench -- search --candidate 5")).toMatch(/--candidate/);
	expect(faultOfCommand("npm run -s tributary -- tenant vanish acme")).toMatch(/vanish/);
	expect(faultOfCommand("npm run vanish")).toMatch(/vanish/);
});

const SCRIPTS: Record<string, string> = JSON.parse(textOf("package.json")).scripts;
const PROGRAMS: Record<string, () => Command> = { tributary: buildProgram, bench: buildBenches, proof: buildProofs };

/** Lines of blocks and pieces of code that call a script, also without `npm run`, or the program; a comment behind them is none of it. */
function commandsOf(text: string): string[] {
	const lines = [...text.matchAll(/^```.*?^```/gms)].flatMap(([block]) => block.split("\n"));
	const pieces = [...withoutBlocks(text).matchAll(/`([^`]+)`/g)].map(([, piece = ""]) => piece);
	return [...lines, ...pieces]
		.flatMap((line) => line.replace(/ +#.*/, "").split("&&"))
		.map((line) => line.trim())
		.filter((line) => /^(npm run|tributary|[\w:]+ --) \S/.test(line));
}

/** What of a command line is not known, or null: places of words (NAME, `...`) may stand in it. */
function faultOfCommand(line: string): string | null {
	const [, script, rest = ""] = /^(?:npm run (?:-s )?)?([\w:-]+)(?: --)?(?: (.*))?$/.exec(line) ?? [];
	if (script === undefined) return null;
	if (script !== "tributary" && SCRIPTS[script] === undefined) return `${line}: no script ${script}`;
	const verb = /^node src\/main\.ts (\w+)$/.exec(SCRIPTS[script] ?? "")?.[1];
	const program = PROGRAMS[verb === undefined ? script : "tributary"];
	const words = rest.split(/\s+/).map((word) => word.replaceAll(/^[[(]+|[\])|,;]+$/g, ""));
	return program === undefined ? null : unknownIn(program(), verb === undefined ? words : [verb, ...words], line);
}

/** Goes down the verbs that words name; an option that takes a value has the word behind it. */
function unknownIn(program: Command, words: readonly string[], line: string): string | null {
	const known = new Map(["--help", "--version"].map((flag) => [flag, false]));
	const learn = (command: Command) => {
		for (const { long, required } of command.options) known.set(long ?? "", required);
	};
	let command = program;
	let verbsEnded = false;
	learn(command);
	for (let at = 0; at < words.length; at++) {
		const word = words[at] as string;
		const flag = /^--[\w-]+/.exec(word)?.[0];
		const next = command.commands.find((one) => one.name() === word);
		if (flag !== undefined) {
			if (!known.has(flag)) return `${line}: no option ${flag}`;
			if (known.get(flag)) at++;
		} else if (!verbsEnded && next !== undefined) {
			command = next;
			learn(command);
		} else if (!verbsEnded && command.commands.length > 0 && /^[a-z][a-z-]+$/.test(word))
			return `${line}: no verb ${word}`;
		else verbsEnded = true;
	}
	return null;
}
