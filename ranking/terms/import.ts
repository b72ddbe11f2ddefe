import { paint, print, printJson, remark } from "../../src/cli/terminal.ts";
import { TributaryError } from "../../src/errors.ts";
import { loadVocabulary } from "../../src/vocabulary.ts";
import { assemble } from "./assemble.ts";
import type { RawConcepts, Source } from "./concepts.ts";
import { ESCO, readEsco } from "./esco.ts";
import { ONET, readOnet } from "./onet.ts";
import { readOwnTable } from "./own-table.ts";
import { readTable, type Table } from "./table.ts";
import { SHIPPED, writeFolder } from "./write-folder.ts";

/** `vocabulary import`: a published classification, or a table of one's own, as a folder that the search reads. */

export const FORMATS = ["esco", "onet", "csv"] as const;
export type Format = (typeof FORMATS)[number];

export interface ImportOptions {
	readonly out: string;
	/** Folder to begin with; "shipped" for the package's own. */
	readonly base?: string;
	/** Of a table of one's own: whose it is, and on which terms. */
	readonly source?: string;
	readonly licence?: string;
	readonly json?: boolean;
}

/** Of what was left out so much is told. */
const FEW = 5;

const READERS: Readonly<Record<Format, (tables: readonly Table[]) => RawConcepts>> = {
	esco: readEsco,
	onet: readOnet,
	csv: readOwnTable,
};

/** @throws TributaryError `file-malformed` with file and line; then nothing is written */
export function runImport(format: Format, files: readonly string[], options: ImportOptions): void {
	const source = sourceOf(format, options);
	const tables = files.map(readTable);
	const raw = READERS[format](tables);
	const base = options.base === "shipped" ? SHIPPED : (options.base ?? null);
	const assembly = assemble(raw, base === null ? null : loadVocabulary(base));
	if (assembly.concepts.length === 0) {
		throw new TributaryError("invalid-request", {
			detail: "Nothing in these files is a skill or a title that is not there already.",
		});
	}
	writeFolder(options.out, { assembly, source, tables, base, at: new Date() });
	const count = (kind: string) => assembly.concepts.filter((one) => one.kind === kind).length;
	const { merged, droppedForms, ambiguous, dangling } = assembly;
	const counts = { merged, droppedForms, ambiguous: ambiguous.length, dangling: dangling.length };
	const report = { skills: count("skill"), titles: count("title"), ...counts };
	if (dangling.length > 0) {
		const first = dangling.slice(0, FEW).join("; ");
		const what = `${dangling.length} references left out: what they name is neither in these files nor in the base. ${first}`;
		remark(paint("yellow", `! ${what}${dangling.length > FEW ? " ..." : ""}`));
	}
	if (options.json === true) return void printJson({ ...report, folder: options.out, licence: source.licence });
	print(`${paint("bold", options.out)}: ${report.skills} skills and ${report.titles} titles of ${source.source}`);
	print(`  ${merged} concepts have the name of another one and are part of it`);
	print(`  ${droppedForms} names left out: they belong to another concept, or are everyday words`);
	print(`  ${report.ambiguous} short or everyday names of skills count beside another skill only (ambiguous.tsv)`);
	remark(paint("dim", [source.licence, source.attribution].filter((text) => text !== "").join(": ")));
}

function sourceOf(format: Format, { source, licence }: ImportOptions): Source {
	if (format === "esco") return ESCO;
	if (format === "onet") return ONET;
	if (source !== undefined && licence !== undefined) return { source, licence, attribution: "", url: "" };
	throw new TributaryError("invalid-request", {
		detail: "Whose table is this, and on which terms may it be used? Name --source and --licence.",
	});
}
