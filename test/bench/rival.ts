/**
 * The same people in a plain Elasticsearch, as somebody would put them there who has no Tributary: one index with candidates and profiles, text
 * fields with its own analyzer, keywords to count, BM25 over the fields with the usual weights, and the query as the recruiter wrote it.
 * What it does not do: two people who are one are two hits, words are not widened, nothing is encrypted or logged, and its explanation
 * is a tree of formulas.
 */
import { readFileSync } from "node:fs";
import { Client, type estypes } from "@elastic/elasticsearch";
import { makePerson, toJsonResume } from "../../corpora/generate/people.ts";
import { type Cluster, startCluster } from "../../scripts/elastic/cluster.ts";
import { yearsOfExperience } from "../../src/analysis/experience.ts";
import type { SearchRequest } from "../../src/domain/query.ts";
import type { Resume } from "../../src/domain/resume.ts";
import { sourceOf } from "./people.ts";
import { seedOfProfile } from "./platform.ts";

const INDEX = "people";
const BATCH = 1000;
const SHOWN = 10;
/** MiB: what its makers would give it on a machine of this size is more, and it does not need more for so many people. */
export const HEAP = 2048;
/** "Present" in work dates. */
const AS_OF = "2026-01-01";

/** Terms that a recruiter's words are looked for in, with their weights. */
const FIELDS = ["name", "title^2", "currentTitle^3", "skill^2", "company", "school", "degree", "location", "body"];

const text = { type: "text" } as const;
const counted = { type: "text", fields: { raw: { type: "keyword" } } } as const;
const MAPPINGS: estypes.MappingTypeMapping = {
	dynamic: false,
	properties: {
		pool: { type: "keyword" },
		name: text,
		title: text,
		currentTitle: counted,
		skill: counted,
		company: counted,
		school: text,
		degree: text,
		location: text,
		body: text,
		country: { type: "keyword" },
		city: { type: "keyword" },
		education: { type: "keyword" },
		source: { type: "keyword" },
		years: { type: "float" },
	},
};

/** The facets that a search has when nothing else is said. */
const AGGREGATIONS: Record<string, estypes.AggregationsAggregationContainer> = {
	...Object.fromEntries(
		["pool", "skill.raw", "currentTitle.raw", "company.raw", "country", "city", "education"].map((field) => [
			field,
			{ terms: { field, size: 10 } },
		]),
	),
	years: { histogram: { field: "years", interval: 5, min_doc_count: 1 } },
};

/**
 * How it is asked. whole: filters, total, 8 facets, highlights and explanations of the best 10, any of the plain words, as it does
 * when nothing is said · every word: the same, and each plain word demanded · bare: the words and filters, the best 10 and no more.
 */
export const RIVAL_FORMS = ["whole", "every word", "bare"] as const;
export type RivalForm = (typeof RIVAL_FORMS)[number];

export class Rival {
	readonly #cluster: Cluster;
	readonly #client: Client;
	readonly #isOwn: boolean;

	/** @param isOwn it is stopped with the rival */
	constructor(cluster: Cluster, client: Client, isOwn: boolean) {
		this.#cluster = cluster;
		this.#client = client;
		this.#isOwn = isOwn;
	}

	/** @returns milliseconds of the call, those that Elasticsearch says it took itself, and how many people it found, where it counted them */
	async ask(request: SearchRequest, form: RivalForm) {
		const body = bodyOf(request, form);
		const began = performance.now();
		const { took, hits } = await this.#client.search(body);
		return { ms: performance.now() - began, took, total: typeof hits.total === "object" ? hits.total.value : null };
	}

	/** Milliseconds of processor time of all its threads since it was started. */
	async processorTime(): Promise<number> {
		const { nodes } = await this.#client.nodes.stats({ metric: "process" });
		return Object.values(nodes).reduce((sum, node) => sum + (node.process?.cpu?.total_in_millis ?? 0), 0);
	}

	async stop(): Promise<void> {
		await this.#client.close();
		if (this.#isOwn) await this.#cluster.stop();
	}
}

/**
 * Stores the people of the search bench in a node.
 * @param on absent: one that is started for it on this machine
 * @returns the rival, and records stored a second
 */
export async function openRival(candidates: number, network: number, quiet: boolean, on?: Cluster) {
	const cluster = on ?? (await startCluster({ heap: HEAP }));
	const { username, password, caFile } = cluster;
	const client = new Client({
		nodes: cluster.nodes.map(({ url }) => url),
		tls: { ca: readFileSync(caFile) },
		auth: { username, password },
	});
	const rival = new Rival(cluster, client, on === undefined);
	try {
		const settings = { number_of_shards: 1, number_of_replicas: 0, refresh_interval: "-1" };
		await client.indices.create({ index: INDEX, settings, mappings: MAPPINGS });
		const own = (index: number) => documentOf(index, "ats");
		const profile = (index: number) => documentOf(seedOfProfile(index, network, candidates), "network");
		const seconds = (await fill(client, candidates, own, quiet)) + (await fill(client, network, profile, quiet));
		await client.indices.refresh({ index: INDEX });
		return { rival, "records stored a second": Math.round((candidates + network) / seconds) };
	} catch (thrown) {
		await rival.stop();
		throw thrown;
	}
}

/** @returns seconds that storing took */
async function fill(client: Client, count: number, make: (index: number) => object, quiet: boolean): Promise<number> {
	let spent = 0;
	for (let start = 0; start < count; start += BATCH) {
		const people = Array.from({ length: Math.min(BATCH, count - start) }, (_, offset) => make(start + offset));
		const operations = people.flatMap((person) => [{ index: { _index: INDEX } }, person]);
		const began = performance.now();
		const { errors } = await client.bulk({ operations });
		spent += performance.now() - began;
		if (errors) throw new Error("Elasticsearch refused a person.");
		if (!quiet) process.stderr.write(`\r${start + people.length} of ${count} people stored in Elasticsearch`);
	}
	if (!quiet) process.stderr.write("\n");
	return spent / 1000;
}

function documentOf(seed: number, pool: "ats" | "network"): object {
	const resume: Resume = toJsonResume(makePerson(seed));
	const { basics = {}, work = [], education = [], skills = [], languages = [], certificates = [] } = resume;
	const body = [
		basics.summary,
		...work.flatMap(({ position, name, summary, highlights = [] }) => [position, name, summary, ...highlights]),
		...education.flatMap(({ institution, studyType, area }) => [institution, studyType, area]),
		...skills.map(({ name }) => name),
		...languages.map(({ language }) => language),
		...certificates.map(({ name }) => name),
	];
	return {
		pool,
		name: basics.name,
		title: work.map(({ position }) => position),
		currentTitle: work[0]?.position ?? basics.label,
		skill: skills.map(({ name }) => name),
		company: work.map(({ name }) => name),
		school: education.map(({ institution }) => institution),
		degree: education.map(({ studyType, area }) => [studyType, area].filter(Boolean).join(" ")),
		location: [basics.location?.city, basics.location?.region, basics.location?.countryCode].filter(Boolean).join(" "),
		body: body.filter(Boolean).join("\n"),
		country: basics.location?.countryCode,
		city: basics.location?.city,
		education: education.map(({ studyType }) => studyType).filter(Boolean),
		source: pool === "ats" ? sourceOf(seed) : undefined,
		years: yearsOfExperience(work, AS_OF) ?? undefined,
	};
}

function bodyOf({ query, filters }: SearchRequest, form: RivalForm): estypes.SearchRequest {
	const { years, countries, skills } = filters;
	const filter: estypes.QueryDslQueryContainer[] = [];
	if (years !== undefined) filter.push({ range: { years: { gte: years.min, lte: years.max } } });
	if (countries !== undefined) filter.push({ terms: { country: countries } });
	if (skills !== undefined) filter.push({ terms: { "skill.raw": skills } });
	const words: estypes.QueryDslQueryStringQuery = {
		query: escaped(query),
		fields: FIELDS,
		type: "most_fields",
		default_operator: form === "every word" ? "and" : "or",
	};
	const asked = { index: INDEX, size: SHOWN, query: { bool: { must: { query_string: words }, filter } } };
	if (form === "bare") return { ...asked, track_total_hits: false, _source: false };
	const highlight = { fields: Object.fromEntries(FIELDS.map((field) => [field.split("^")[0], {}])) };
	return { ...asked, track_total_hits: true, aggs: AGGREGATIONS, highlight, explain: true };
}

/** The marks of its query language that the queries of the bench do not mean. Quotes, brackets and the colons of fields are alike in both. */
const escaped = (query: string): string => query.replace(/[-+=!{}[\]^~*?\\/&|]/g, "\\$&").replace(/[<>]/g, " ");
