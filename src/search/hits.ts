import type { Recognizer } from "../analysis/recognizer.ts";
import type { Candidate, Profile } from "../domain/candidate.ts";
import type { TextField } from "../domain/document.ts";
import type { Hit } from "../domain/hit.ts";
import type { SearchRequest } from "../domain/query.ts";
import { columnValue, type Side, sideThatKnows } from "../rank/contributions.ts";
import { type Evidence, explain } from "../rank/explain.ts";
import type { PoolName } from "../rank/pool.ts";
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
		const found = this.#find(person.first, person.second, candidate, profile);
		const years = columnValue(sideThatKnows(person.first, person.second, "years"), "years");
		return {
			rank: place + 1,
			origin,
			candidateId: candidate?.id ?? null,
			profileId: profile?.id ?? null,
			score: person.score,
			...shownOf(candidate, profile),
			years: Number.isNaN(years) ? null : years,
			highlights: request.highlight ? highlightsOf([...found.ats, ...found.network], MOST_HIGHLIGHTS) : [],
			explanation: request.explain ? explain(block.input, person, evidenceFrom(found)) : null,
		};
	}

	#find(
		first: Side,
		second: Side | null,
		candidate: Candidate | null,
		profile: Profile | null,
	): Record<PoolName, Found[]> {
		const found: Record<PoolName, Found[]> = { ats: [], network: [] };
		if (!this.#input.request.highlight && !this.#input.request.explain) return found;
		for (const side of second === null ? [first] : [first, second]) {
			const record = side.pool.name === "ats" ? candidate : profile;
			if (record !== null) found[side.pool.name] = findInRecord(record, this.#sought(side));
		}
		return found;
	}

	#sought({ pool, row }: Side): Sought[] {
		const groups = this.#input.parts.length;
		const sought: Sought[] = [];
		for (let group = 0; group < groups; group++) {
			const mask = pool.rows.masks[row * groups + group] ?? 0;
			const alternative = pool.rows.alternatives[row * groups + group] ?? 0;
			const matcher = mask === 0 ? null : this.#matcher(pool.name, group, alternative);
			if (matcher !== null) sought.push({ group, mask, matcher });
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

function evidenceFrom(found: Readonly<Record<PoolName, readonly Found[]>>): Evidence {
	return (pool: PoolName, group: number, field: TextField) => {
		const here = found[pool].filter(({ groups }) => groups.includes(group));
		const own = here.find((one) => one.field === field);
		if (own !== undefined) return field === "body" || field === "note" ? null : shortened(own.text);
		const [named] = field === "skill" ? here : [];
		const [start, end] = named?.spans[0] ?? [0, 0];
		return named === undefined ? null : `${shortened(named.text.slice(start, end))}, named elsewhere`;
	};
}

const shortened = (text: string) =>
	text.length > LONGEST_EVIDENCE ? `${text.slice(0, LONGEST_EVIDENCE - 1).toWellFormed()}…` : text;
