import { TributaryError } from "../../errors.ts";
import { type PersonSource, personOf } from "./documents.ts";
import { type Person, personFrom } from "./measure.ts";
import type { View } from "./view.ts";

/** A hit: where a person lies, and which version of it the search saw. */
export interface Hit {
	readonly esId: string;
	readonly sequence: number;
}

/** Decrypted people, the least recently used forgotten first. Only what a search has seen in this very version is taken from it. */
export class PeopleCache {
	readonly #most: number;
	readonly #people = new Map<string, { readonly sequence: number; readonly person: Person }>();

	/** @param most people that are kept */
	constructor(most: number) {
		this.#most = most;
	}

	/** In the order of the hits. */
	async get(view: View, hits: readonly Hit[]): Promise<readonly Person[]> {
		const found = new Map<string, Person>();
		for (const { esId, sequence } of hits) {
			const kept = this.#people.get(esId);
			if (kept?.sequence === sequence) found.set(esId, this.#use(esId, kept));
		}
		const missing = hits.filter(({ esId }) => !found.has(esId));
		if (missing.length > 0) for (const [esId, person] of await this.#fetch(view, missing)) found.set(esId, person);
		return hits.map(({ esId }) => {
			const person = found.get(esId);
			// The view that gave the hit has the person.
			if (person === undefined) throw new TributaryError("store-corrupt");
			return person;
		});
	}

	clear(): void {
		this.#people.clear();
	}

	async #fetch(view: View, hits: readonly Hit[]): Promise<Map<string, Person>> {
		const sequences = new Map(hits.map(({ esId, sequence }) => [esId, sequence]));
		const answer = await view.search<PersonSource>({
			size: hits.length,
			query: { ids: { values: hits.map(({ esId }) => esId) } },
			_source: ["name", "document"],
			sort: ["_doc"],
			track_total_hits: false,
		});
		const people = new Map<string, Person>();
		for (const { _id, _source } of answer.hits.hits) {
			const esId = _id as string;
			const { id, document } = personOf(view.access, esId, _source as PersonSource);
			const person = personFrom(id, document);
			people.set(esId, person);
			this.#keep(esId, { sequence: sequences.get(esId) as number, person });
		}
		return people;
	}

	#use(esId: string, kept: { readonly sequence: number; readonly person: Person }): Person {
		this.#people.delete(esId);
		this.#people.set(esId, kept);
		return kept.person;
	}

	#keep(esId: string, kept: { readonly sequence: number; readonly person: Person }): void {
		this.#people.set(esId, kept);
		if (this.#people.size > this.#most) this.#people.delete(this.#people.keys().next().value as string);
	}
}
