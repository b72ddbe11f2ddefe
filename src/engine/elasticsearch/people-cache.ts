import { type PersonSource, personOf } from "./documents.ts";
import { itemFault, named } from "./faults.ts";
import type { StoreAccess } from "./head.ts";
import { type Person, personFrom } from "./measure.ts";

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

	/** In the order of the hits. @throws `store-unavailable` where somebody is replaced all the time while he is read */
	async get(access: StoreAccess, hits: readonly Hit[]): Promise<readonly (Person | null)[]> {
		const found = new Map<string, Person>();
		for (const { esId, sequence } of hits) {
			const kept = this.#people.get(esId);
			if (kept?.sequence === sequence) found.set(esId, this.#use(esId, kept));
		}
		const missing = hits.filter(({ esId }) => !found.has(esId));
		if (missing.length > 0) for (const [esId, person] of await this.#fetch(access, missing)) found.set(esId, person);
		return hits.map(({ esId }) => found.get(esId) ?? null);
	}

	clear(): void {
		this.#people.clear();
	}

	async #fetch(access: StoreAccess, hits: readonly Hit[]): Promise<Map<string, Person>> {
		const { docs } = await named(
			access.client.mget<PersonSource & { sequence: number }>({
				index: access.index,
				ids: hits.map(({ esId }) => esId),
				_source_includes: ["name", "document", "sequence"],
				realtime: false,
			}),
		);
		const people = new Map<string, Person>();
		for (const doc of docs) {
			if (!("_source" in doc)) {
				if ("error" in doc) throw itemFault(doc.error);
				continue;
			}
			const source = doc._source as PersonSource & { sequence: number };
			const { id, document } = personOf(access, doc._id, source);
			const person = personFrom(id, document);
			people.set(doc._id, person);
			this.#keep(doc._id, { sequence: source.sequence, person });
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
