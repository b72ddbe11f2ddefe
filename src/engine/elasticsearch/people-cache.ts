import type { estypes } from "@elastic/elasticsearch";
import { TributaryError } from "../../errors.ts";
import { PEOPLE } from "./counts.ts";
import { type FoundPerson, peopleOf } from "./documents.ts";
import { PACKED_VERSION } from "./names.ts";
import type { Person } from "./person.ts";
import type { View } from "./view.ts";

/** A hit: the code of the person's id, and which version of it the search saw. */
export interface Hit {
	readonly order: string;
	readonly sequence: number;
}

interface Kept {
	readonly sequence: number;
	readonly person: Person;
}

/**
 * Decrypted people, who were not asked for longest forgotten first. Only what a search has seen in this very version is taken from it. Half of
 * them at least are those that were asked for last; the others are forgotten together.
 */
export class PeopleCache {
	readonly #most: number;
	#recent = new Map<string, Kept>();
	#before = new Map<string, Kept>();

	/** @param most people that are kept */
	constructor(most: number) {
		this.#most = most;
	}

	/** In the order of the hits. @param asker whose they are kept as, see {@link Seen}; null: nobody's */
	async get(view: View, hits: readonly Hit[], asker: string | null): Promise<readonly Person[]> {
		// Codes have no blanks.
		const nameOf = ({ order }: Hit) => (asker === "" ? order : `${asker} ${order}`);
		const kept = hits.map((hit) => (asker === null ? undefined : this.#find(nameOf(hit), hit)));
		const missing = hits.filter((_, at) => kept[at] === undefined);
		const fetched = missing.length === 0 ? null : await fetchPeople(view, missing);
		return hits.map((hit, at) => {
			const person = kept[at] ?? fetched?.get(hit.order);
			// The view that gave the hit has the person.
			if (person === undefined) throw new TributaryError("store-corrupt");
			if (asker !== null && kept[at] === undefined) this.#keep(nameOf(hit), { sequence: hit.sequence, person });
			return person;
		});
	}

	/** People who are kept, at most. */
	get size(): number {
		return this.#recent.size + this.#before.size;
	}

	clear(): void {
		this.#recent.clear();
		this.#before.clear();
	}

	#find(name: string, { sequence }: Hit): Person | undefined {
		const recent = this.#recent.get(name);
		const kept = recent ?? this.#before.get(name);
		if (kept?.sequence !== sequence) return undefined;
		if (recent === undefined) this.#keep(name, kept);
		return kept.person;
	}

	#keep(name: string, kept: Kept): void {
		if (2 * this.#recent.size >= this.#most && !this.#recent.has(name)) {
			this.#before = this.#recent;
			this.#recent = new Map();
		}
		this.#recent.set(name, kept);
	}
}

async function fetchPeople(view: View, hits: readonly Hit[]): Promise<Map<string, Person>> {
	const { mapping = 0 } = view.access;
	const answer = await view.search<Pick<FoundPerson, "name" | "document">>({
		size: hits.length,
		query: { bool: { filter: [PEOPLE, { terms: { order: hits.map(({ order }) => order) } }] } },
		...(mapping >= PACKED_VERSION ? BY_COLUMNS : BY_SOURCE),
		sort: ["_doc"],
		track_total_hits: false,
	});
	const found = answer.hits.hits.map(foundOf);
	const people = peopleOf(view.access, found);
	return new Map(found.map(({ order }, at) => [order, people[at] as Person]));
}

interface Found extends FoundPerson {
	readonly order: string;
}

function foundOf({ _id, _source, fields = {} }: estypes.SearchHit<Pick<FoundPerson, "name" | "document">>): Found {
	const column = (name: string) => fields[name]?.[0] as string;
	const order = column("order");
	if (_source !== undefined) return { order, esId: _id as string, ..._source };
	return { order, esId: column("self"), name: column("name"), document: column("document") };
}

/** Nothing of what is stored row by row: Elasticsearch would unpack all of each person for it, which takes most of its time. */
const BY_COLUMNS = {
	_source: false,
	stored_fields: "_none_",
	docvalue_fields: ["order", "self", "name", "document"],
};
const BY_SOURCE = { _source: ["name", "document"], docvalue_fields: ["order"] };
