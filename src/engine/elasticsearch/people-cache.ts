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

/** Decrypted people, the least recently used forgotten first. Only what a search has seen in this very version is taken from it. */
export class PeopleCache {
	readonly #most: number;
	readonly #people = new Map<string, Kept>();

	/** @param most people that are kept */
	constructor(most: number) {
		this.#most = most;
	}

	/** In the order of the hits. @param asker whose they are kept as, see {@link Seen}; null: nobody's */
	async get(view: View, hits: readonly Hit[], asker: string | null): Promise<readonly Person[]> {
		const found = new Map<string, Person>();
		const nameOf = ({ order }: Hit) => `${asker} ${order}`;
		for (const hit of asker === null ? [] : hits) {
			const kept = this.#people.get(nameOf(hit));
			if (kept?.sequence === hit.sequence) found.set(hit.order, this.#keep(nameOf(hit), kept));
		}
		const missing = hits.filter(({ order }) => !found.has(order));
		const fetched = missing.length === 0 ? found : await fetchPeople(view, missing);
		for (const hit of missing) {
			const person = fetched.get(hit.order);
			if (person === undefined) continue;
			found.set(hit.order, person);
			if (asker !== null) this.#keep(nameOf(hit), { sequence: hit.sequence, person });
		}
		return hits.map(({ order }) => {
			const person = found.get(order);
			// The view that gave the hit has the person.
			if (person === undefined) throw new TributaryError("store-corrupt");
			return person;
		});
	}

	clear(): void {
		this.#people.clear();
	}

	#keep(name: string, kept: Kept): Person {
		this.#people.delete(name);
		this.#people.set(name, kept);
		if (this.#people.size > this.#most) this.#people.delete(this.#people.keys().next().value as string);
		return kept.person;
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
