/**
 * `npm run bench -- NAME [options]`: one file per question. Each prints a table, or JSON with --json; none asserts times.
 */
import { Command, Option } from "commander";
import { wholeNumber } from "../../src/cli/verbs.ts";
import type { BenchEngine } from "./platform.ts";

/** A bench measures, and returns what it measured: names with their units, and numbers. */
export type Bench = (options: BenchOptions) => Promise<Record<string, unknown>>;

export interface BenchOptions {
	/** People in the store. */
	readonly candidates: number;
	/** Profiles in the network. */
	readonly network: number;
	/** Folder that the data stay in: a run that finds them there stores nobody. */
	readonly keep: string | undefined;
	/** Another search engine that the same people and queries are given to, by benches that compare. */
	readonly rival?: "elasticsearch" | undefined;
	/** File that the answers are written to, a line each, to compare those of two versions on the same data. */
	readonly answers: string | undefined;
	readonly seed: number;
	readonly json: boolean;
	/** Of the wire that an ATS speaks, by benches of it. */
	readonly generation: number;
	/** File to draw a curve into, by benches that have one. */
	readonly svg: string | undefined;
	/** Of an audit log. */
	readonly entries: number;
	readonly rest: readonly string[];
	/** First of the hostile files, and minutes after which no further one is begun: parts of a set can be summed. */
	readonly from: number;
	readonly minutes: number;
	/** Of an embedding service, and numbers in one of its vectors. */
	readonly url: string | undefined;
	/** That the model of such a service knows. */
	readonly languages?: readonly string[] | undefined;
	/** Folder of outside data. */
	readonly data?: string | undefined;
	readonly dimension: number;
	/** Where the tenants live. */
	readonly engine: BenchEngine;
	/** Of tenants. */
	readonly count: number;
	/** How often a node is killed. */
	readonly rounds: number;
	/** Of the bench of parsing, only the files a second. */
	readonly onlySpeed: boolean;
}

const people = wholeNumber(1, 10_000_000);
const seed = wholeNumber(0, 2 ** 31);

/** The benches, each with the options that it heeds. */
export function buildBenches(): Command {
	const program = new Command("npm run bench --")
		.description("Measures, and prints a table, or JSON with --json. Nothing is asserted about times.")
		.configureHelp({ subcommandTerm: termOf })
		.helpCommand(false)
		.showHelpAfterError();
	const add = (name: string, description: string, load: () => Promise<{ readonly run: Bench }>) =>
		program
			.command(name)
			.description(description)
			.option("--json", "print JSON", false)
			.action(async (...args) => {
				const command = args.at(-1) as Command;
				await measure(name, load, command);
			});
	const count = ["--candidates <n>", "people in the store", people, 100_000] as const;
	const network = ["--network <n>", "profiles in the network", wholeNumber(0, 10_000_000), 0] as const;
	const keep = ["--keep <folder>", "leave the data there; people that lie there already are not stored again"] as const;
	const start = ["--seed <n>", "another seed makes other people and queries", seed, 7] as const;
	add("search", "how long a recruiter waits: 300 mixed queries, alone and 8 at once", () => import("./search.ts"))
		.option(...count)
		.option(...network)
		.option(...keep)
		.option("--answers <file>", "write every answer there, to compare with those of another version on the same data")
		.addOption(
			new Option("--rival <engine>", "the same people in it, and the same queries, in turns with ours").choices([
				"elasticsearch",
			]),
		)
		.option(...start);
	add("suggest", "how long a completion takes, letter by letter", () => import("./suggest.ts"))
		.option(...count)
		.option(...network)
		.option(...keep)
		.option(...start);
	add("page", "how long from Enter to the people on the screen, in Chromium", () => import("./page.ts"))
		.option(...count)
		.option(...network)
		.option(...keep)
		.option(...start);
	add("ingest", "records a second through the import, durable and searchable", () => import("./ingest.ts")).option(
		...count,
	);
	add("engine", "the embedded engine alone, without analysis and ranking", () => import("./engine.ts"))
		.option(...count)
		.option(...start);
	add(
		"cluster",
		"the cluster engine beside raw searches and bulks of the same Elasticsearch",
		() => import("./cluster.ts"),
	)
		.option(...count)
		.option(...start);
	add("tenants", "what each of many small tenants costs: files, memory, shards, time", () => import("./tenants.ts"))
		.option("--count <n>", "tenants", wholeNumber(4, 100_000), 200)
		.option("--candidates <n>", "people of each", people, 10)
		.addOption(
			new Option("--engine <name>", "where they live; elasticsearch: a node that is started for it")
				.choices(["embedded", "elasticsearch"])
				.default("elasticsearch"),
		);
	add(
		"api-nodes",
		"searches a second of two API nodes on one cluster beside those of one",
		() => import("./api-nodes.ts"),
	)
		.option("--candidates <n>", "people of each of eight tenants", people, 300)
		.option(...start);
	add("failover", "kill -9 of one of three nodes under load, again and again", () => import("./failover.ts"))
		.option("--rounds <n>", "how often", wholeNumber(1, 1000), 20)
		.option("--minutes <n>", "begin no further round after this time", people)
		.option("--seed <n>", "which node each time", seed, 7);
	add("parse", "accuracy of parsing by field, layout, format and language; files a second", () => import("./parse.ts"))
		.argument("[people]", "people whose resumes are made (default: 150)", (text) => String(people(text)))
		.option("--only-speed", "only the files a second", false)
		.option("--svg <file>", "draw the confidence given against the share that is right")
		.option(...start);
	add(
		"hostile",
		"thousands of hostile files uploaded to a served API: what became of each",
		() => import("./hostile.ts"),
	)
		.argument("[files]", "how many (default: 5148)", (text) => String(people(text)))
		.argument("[number]", "only this one, to look at it again", (text) => String(seed(text)))
		.option("--from <n>", "number of the first file, to go on where a part of the set ended", seed, 0)
		.option("--minutes <n>", "begin no further file after this time, and say where to go on", people)
		.option("--plant", "take the parser's limits away: the run must then find faults")
		.option(...start);
	add("identity", "how right the links between candidates and profiles are; their cost", () => import("./identity.ts"))
		.option("--svg <file>", "draw the curve of precision and recall")
		.option(...count)
		.option(...start);
	add("sync", "records a second that an ATS gets acknowledged over the wire, durable", () => import("./sync.ts"))
		.option("--candidates <n>", "people; applications and the rest in proportion", people, 10_000)
		.option("--generation <n>", "1: /v2, 2: /rest with a version", wholeNumber(1, 2), 1)
		.option(...start);
	add(
		"indicator",
		"how long the mark beside 100 profiles takes, for a seat with access lists",
		() => import("./indicator.ts"),
	)
		.option(...count)
		.option(...start);
	add("disposal", "seconds from the word to the certificate of a wiped tenant (R21)", () => import("./disposal.ts"))
		.option(...count)
		.addOption(
			new Option("--engine <name>", "where the tenant lives; elasticsearch: a node that is started for it")
				.choices(["embedded", "elasticsearch"])
				.default("embedded"),
		);
	add("audit", "how long a log takes to be written, exported and checked (R25)", () => import("./audit.ts")).option(
		"--entries <n>",
		"of the log",
		wholeNumber(1, 100_000_000),
		1_000_000,
	);
	add(
		"isolation",
		"whether time or size tell of another tenant's records, or of a client's id (R5)",
		() => import("./isolation.ts"),
	)
		.argument("[pairs]", "of requests that must be answered alike (default: 2000)", (text) => String(people(text)))
		.option(...start);
	add(
		"meaning",
		"what an embedding model knows of titles, and what it brings to searches",
		() => import("./meaning.ts"),
	)
		.option("--url <url>", "a service in the embeddings format of OpenAI; without it no model is asked")
		.option("--dimension <n>", "numbers in one of its vectors", wholeNumber(2, 4096), 384)
		.option("--languages <codes>", "languages that it knows (default: en)", (text) => text.split(","));
	add("titles", "how well a title finds other names of its occupation, by language", () => import("./titles.ts"))
		.option("--data <folder>", "where the folder vocabulary/esco is (default: ../shared/data)")
		.option("--languages <codes>", "of titles (default: en,de,es)", (text) => text.split(","))
		.option("--url <url>", "a service in the embeddings format of OpenAI; without it no model is asked")
		.option("--dimension <n>", "numbers in one of its vectors", wholeNumber(2, 4096), 384);
	return program.addHelpText(
		"after",
		`\nExamples:\n${EXAMPLES.map((line) => `  $ npm run bench -- ${line}`).join("\n")}`,
	);
}

/** A bench with everything that it takes. */
function termOf(bench: Command): string {
	const args = bench.registeredArguments.map((argument) => `[${argument.name()}]`);
	return [bench.name(), ...args, ...bench.options.map(({ flags }) => `[${flags}]`)].join(" ");
}

const EXAMPLES = [
	"search --candidates 20000 --network 40000",
	"search --candidates 20000 --network 40000 --rival elasticsearch",
	"ingest --candidates 100000 --json",
	"page --candidates 20000",
	"engine",
	"parse 50 --svg confidence.svg",
];

async function measure(name: string, load: () => Promise<{ readonly run: Bench }>, command: Command): Promise<void> {
	const {
		candidates = 0,
		network = 0,
		keep,
		rival,
		answers,
		seed = 0,
		json = false,
		onlySpeed = false,
		generation = 1,
		svg,
		url,
		data,
		languages,
		dimension = 0,
		engine = "embedded",
		from = 0,
		rounds = 0,
		entries = 0,
		count: tenants = 0,
	} = command.opts<Partial<BenchOptions>>();
	const { minutes = Number.POSITIVE_INFINITY } = command.opts<Partial<BenchOptions>>();
	const { run } = await load();
	const result = await run({
		candidates,
		network,
		keep,
		rival,
		answers,
		seed,
		json,
		generation,
		svg,
		url,
		data,
		languages,
		dimension,
		engine,
		rounds,
		entries,
		count: tenants,
		onlySpeed,
		from,
		minutes,
		rest: command.args,
	});
	if (json) process.stdout.write(`${JSON.stringify({ bench: name, ...result }, null, 2)}\n`);
	else printTable(result);
}

function printTable(rows: Record<string, unknown>, indent = ""): void {
	for (const [key, value] of Object.entries(rows)) {
		if (typeof value === "object" && value !== null) {
			process.stdout.write(`${indent}${key}\n`);
			printTable(value as Record<string, unknown>, `${indent}  `);
		} else process.stdout.write(`${indent}${key.padEnd(34 - indent.length)} ${value}\n`);
	}
}

// Nodes that were started end with this process, however it ends.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
if (import.meta.main) await buildBenches().parseAsync();
