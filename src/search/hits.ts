import { yearsOfExperience } from "../analysis/experience.ts";
import { ownDate } from "../analysis/own-date.ts";
import type { Recognizer } from "../analysis/recognizer.ts";
import type { Candidate, Profile } from "../domain/candidate.ts";
import type { Column, TextField } from "../domain/document.ts";
import type { Explanation, Hit } from "../domain/hit.ts";
import type { SearchRequest } from "../domain/query.ts";
import { english } from "../domain/sentence.ts";
import { columnValue, type Side } from "../rank/contributions.ts";
import { type Evidence, explain, type MatchEvidence, type PlaceInRecord } from "../rank/explain.ts";
import { type PoolName, waysOf } from "../rank/pool.ts";
import { Cover } from "./blind.ts";
import { cautionsOf } from "./cautions.ts";
import { type Found, findInRecord, highlightsOf, type Sought } from "./highlight.ts";
import { type Matcher, matcherOf } from "./matcher.ts";
import type { PagePerson } from "./page.ts";
import type { Part } from "./plan/part.ts";
import { shownOf } from "./shown.ts";

/** Texts shown under one hit. */
const MOST_HIGHLIGHTS = 6;
/** An evidence in an explanation is a few words. UTF-16 units. */
const LONGEST_EVIDENCE = 80;

export interface HitInput {
	readonly request: SearchRequest;
	readonly recognizer: Recognizer;
	readonly parts: readonly Part[];
	/** Per pool and group: the words that its stems and prefixes stood for. */
	readonly words: Readonly<Record<PoolName, readonly (readonly string[])[]>>;
}

/** Turns a page of people into hits. Matchers are made once for the page. */
export class HitWriter {
	readonly #input: HitInput;
	readonly #matchers = new Map<string, Matcher | null>();

	constructor(input: HitInput) {
		this.#input = input;
	}

	hit({ seat, origin, candidate, profile }: PagePerson): Hit {
		const { request } = this.#input;
		const { person, place, block } = seat;
		const found = this.#find(person.side, candidate, profile);
		const years = columnValue(person.side, "years");
		const evidence = evidenceOf(found, candidate, profile);
		const cover = request.blind ? new Cover([candidate, profile]) : null;
		const hit = {
			rank: place + 1,
			origin,
			candidateId: candidate?.id ?? null,
			profileId: profile?.id ?? null,
			score: person.score,
			...shownOf(candidate, profile),
			years: Number.isNaN(years) ? null : years,
			highlights: request.highlight ? highlightsOf([...found.ats, ...found.network], MOST_HIGHLIGHTS) : [],
			explanation: request.explain
				? withCautions(explain(block.input, person, cover?.evidence(evidence) ?? evidence), candidate, profile)
				: null,
		};
		return cover?.hit(hit) ?? hit;
	}

	#find(side: Side, candidate: Candidate | null, profile: Profile | null): FoundInPools {
		const found: Record<PoolName, Found[]> = { ats: [], network: [] };
		if (!this.#input.request.highlight && !this.#input.request.explain) return found;
		const sought = this.#sought(side);
		if (candidate !== null) found.ats = findInRecord(candidate, sought);
		if (profile !== null) found.network = findInRecord(profile, sought);
		return found;
	}

	#sought({ pool, row }: Side): Sought[] {
		const groups = this.#input.parts.length;
		const sought: Sought[] = [];
		for (let group = 0; group < groups; group++) {
			for (const [alternative, mask] of waysOf(pool.rows, row * groups + group)) {
				const matcher = this.#matcher(pool.name, group, alternative);
				if (matcher !== null) sought.push({ group, mask, matcher });
			}
		}
		return sought;
	}

	#matcher(pool: PoolName, group: number, alternative: number): Matcher | null {
		const key = `${pool}:${group}:${alternative}`;
		const known = this.#matchers.get(key);
		if (known !== undefined) return known;
		const node = this.#input.parts[group]?.alternatives[alternative]?.node;
		const words = this.#input.words[pool][group] ?? [];
		const matcher = node === undefined ? null : matcherOf(node, words, this.#input.recognizer);
		this.#matchers.set(key, matcher);
		return matcher;
	}
}

function withCautions(explanation: Explanation, candidate: Candidate | null, profile: Profile | null): Explanation {
	const cautions = [...explanation.cautions, ...cautionsOf(candidate, profile)];
	return { ...explanation, warnings: cautions.map((caution) => english([caution])), cautions };
}

type FoundInPools = Readonly<Record<PoolName, readonly Found[]>>;

/** Of a matched person the tenant's own record is named where both have it. */
function evidenceOf(found: FoundInPools, candidate: Candidate | null, profile: Profile | null): Evidence {
	const own: PoolName = candidate === null ? "network" : "ats";
	return {
		match(group, field) {
			const at = (pool: PoolName) => found[pool].filter(({ groups }) => groups.includes(group));
			const inField = (pool: PoolName) => at(pool).find((one) => one.field === field);
			const pools: readonly PoolName[] = ["ats", "network"];
			const pool = pools.find((name) => inField(name)) ?? pools.find((name) => at(name).length > 0) ?? own;
			const words = field === null ? { words: null } : wordsFor(field, inField(pool), at(pool));
			return { pool, ...words, places: placesFor(group, field, at(pool)) };
		},
		column: (column) => (profile === null || candidate === null ? own : sourceOf(column, candidate, profile)),
	};
}

function wordsFor(
	field: TextField,
	there: Found | undefined,
	anywhere: readonly Found[],
): Pick<MatchEvidence, "words" | "elsewhere"> {
	if (there !== undefined) return { words: field === "body" || field === "note" ? null : shortened(there.text) };
	const [named] = field === "skill" ? anywhere : [];
	const [start, end] = named?.spans[0] ?? [0, 0];
	return named === undefined ? { words: null } : { words: shortened(named.text.slice(start, end)), elsewhere: true };
}

/** In the field itself; of a skill that is counted without being listed, where it is named. */
function placesFor(group: number, field: TextField | null, there: readonly Found[]): PlaceInRecord[] {
	const inField = there.filter((one) => one.field === field);
	const shown = inField.length === 0 && field === "skill" ? there : inField;
	return shown.flatMap(({ places }) => places.get(group) ?? []);
}

/** Which record of a matched person a number was taken from: see candidateDocument. */
function sourceOf(column: Column, candidate: Candidate, profile: Profile): PoolName {
	switch (column) {
		case "openToWork":
			return "network";
		case "updatedAt":
			return Date.parse(profile.updatedAt) > Date.parse(candidate.updatedAt) ? "network" : "ats";
		case "years":
			return knownYears(candidate) === null ? "network" : "ats";
		default:
			return "ats";
	}
}

function knownYears(candidate: Candidate): number | null {
	const { resume } = candidate;
	const meta = "meta" in resume ? resume.meta : undefined;
	return meta?.yearsOfExperience ?? yearsOfExperience(resume.work, meta?.asOf ?? ownDate(candidate));
}

const shortened = (text: string) =>
	text.length > LONGEST_EVIDENCE ? `${text.slice(0, LONGEST_EVIDENCE - 1).toWellFormed()}…` : text;
