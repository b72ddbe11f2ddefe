import { TributaryError } from "../../errors.ts";
import { PEOPLE } from "./counts.ts";
import { type PersonSource, personOf } from "./documents.ts";
import { type Person, personFrom, Words } from "./person.ts";
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

/** Beyond so many different words all is read anew. */
const MOST_WORDS = 1_000_000;

/** Decrypted people, the least recently used forgotten first. Only what a search has seen in this very version is taken from it. */
export class PeopleCache {
	readonly #most: number;
	readonly #people = new Map<string, Kept>();
	#words = new Words();

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
		const fetched = missing.length === 0 ? found : await fetchPeople(view, missing, this.#freshWords());
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
		this.#words = new Words();
	}

	/** Words of people who are not kept any more would stay for ever. */
	#freshWords(): Words {
		if (this.#words.size > MOST_WORDS) this.clear();
		return this.#words;
	}

	#keep(name: string, kept: Kept): Person {
		this.#people.delete(name);
		this.#people.set(name, kept);
		if (this.#people.size > this.#most) this.#people.delete(this.#people.keys().next().value as string);
		return kept.person;
	}
}

async function fetchPeople(view: View, hits: readonly Hit[], words: Words): Promise<Map<string, Person>> {
	const answer = await view.search<PersonSource>({
		size: hits.length,
		query: { bool: { filter: [PEOPLE, { terms: { order: hits.map(({ order }) => order) } }] } },
		_source: ["name", "document"],
		docvalue_fields: ["order"],
		sort: ["_doc"],
		track_total_hits: false,
	});
	return new Map(
		answer.hits.hits.map(({ _id, _source, fields }) => {
			const { id, document } = personOf(view.access, _id as string, _source as PersonSource);
			return [fields?.order?.[0] as string, personFrom(id, document, words)];
		}),
	);
}
