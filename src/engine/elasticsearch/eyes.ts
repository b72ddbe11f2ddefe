import type { estypes } from "@elastic/elasticsearch";
import { GUARDED_COLUMNS, GUARDED_FACETS, type IndexedDocument } from "../../domain/document.ts";
import { seeing, seenDocument } from "../audience.ts";
import type { Audience } from "../port.ts";
import { documentOf, type Person, personFrom } from "./person.ts";
import type { StoreKeys } from "./store-keys.ts";

type Query = NonNullable<estypes.QueryDslQueryContainer>;

const PATH = "sections";

/** What an audience sees, as Elasticsearch is asked it: people have their sections nested in them, each with its labels. */
export class Eyes {
	/** Matches people who are seen. */
	readonly person: Query;
	/** Matches sections that are seen of somebody who is. */
	readonly section: Query;
	readonly #sees: (labels: readonly string[]) => boolean;
	readonly #people = new WeakMap<Person, Person | null>();

	constructor(audience: Audience, keys: StoreKeys) {
		const having = (labels: readonly string[]): Query => ({
			terms: { [`${PATH}.labels`]: labels.map((label) => keys.label(label)) },
		});
		const seen: Query[] = [having(audience.seen)];
		if (audience.unless !== null) seen.push({ bool: { must_not: [having(audience.unless)] } });
		const common: Query = { term: { [`${PATH}.isCommon`]: true } };
		const own: Query = { bool: { must_not: [common], should: seen, minimum_should_match: 1 } };
		this.person = nested(own);
		this.section = { bool: { should: [common, own], minimum_should_match: 1 } };
		this.#sees = seeing(audience);
	}

	/** Matches people of whom a section is seen that matches this, whose fields lie below `sections.`. */
	inSection(query: Query): Query {
		return nested({ bool: { filter: [this.section, query] } });
	}

	/** Matches people whose value of a guarded column, as it is seen, lies between two ends, inclusive. */
	inRange(column: (typeof GUARDED_COLUMNS)[number], min: number, max: number): Query {
		const field = `${PATH}.columns.${column}`;
		const isKnown = this.inSection({ exists: { field } });
		const atLeast = (least: number, isAbove: boolean): Query =>
			column === "applications"
				? this.#sumAtLeast(field, isAbove ? Math.floor(least) + 1 : least)
				: this.inSection({ range: { [field]: isAbove ? { gt: least } : { gte: least } } });
		return {
			bool: {
				filter: [isKnown, ...(Number.isFinite(min) ? [atLeast(min, false)] : [])],
				must_not: Number.isFinite(max) ? [atLeast(max, true)] : [],
			},
		};
	}

	/** A person as he is seen. null: he is not. */
	personOf(person: Person): Person | null {
		const known = this.#people.get(person);
		if (known !== undefined) return known;
		const document: IndexedDocument | null = seenDocument(documentOf(person), this.#sees);
		const seen = document === null ? null : personFrom(person.id, document);
		this.#people.set(person, seen);
		return seen;
	}

	/** Sums are known to scores only. Those of a bool query with nothing but filters are 0, so each section scores its own number. */
	#sumAtLeast(field: string, least: number): Query {
		if (least <= 0) return this.inSection({ exists: { field } });
		const query: Query = { bool: { filter: [this.section, { exists: { field } }] } };
		const each: Query = {
			function_score: { query, functions: [{ field_value_factor: { field } }], boost_mode: "replace" },
		};
		return {
			function_score: { query: { nested: { path: PATH, score_mode: "sum", query: each } }, min_score: least },
		};
	}
}

const nested = (query: Query): Query => ({ nested: { path: PATH, score_mode: "none", query } });

export const isGuardedFacet = (facet: string): facet is (typeof GUARDED_FACETS)[number] =>
	(GUARDED_FACETS as readonly string[]).includes(facet);
export const isGuardedColumn = (column: string): column is (typeof GUARDED_COLUMNS)[number] =>
	(GUARDED_COLUMNS as readonly string[]).includes(column);

/** How a store is asked: by which tokens, and for whose eyes; null: everything is seen. */
export interface Lens {
	readonly keys: StoreKeys;
	readonly eyes: Eyes | null;
}
