import { FACETS } from "../../../../domain/document.ts";
import { seeing } from "../../../audience.ts";
import type { Among, Audience } from "../../../port.ts";
import type { Connection } from "../../connection.ts";
import type { SearchedStore } from "../../paths.ts";
import { ordinalsOf } from "../bitset.ts";
import type { Caches } from "../caches.ts";
import { FacetCompletions } from "../completions.ts";
import type { FacetColumn } from "../facet-column.ts";
import { LinkedList } from "../known-lists.ts";
import type { Leaves } from "../leaves.ts";
import type { PeopleColumns } from "../people-columns.ts";
import { QuestionMemories } from "../question-memory.ts";
import type { WordCount, Words } from "../words.ts";
import { AccessColumn } from "./access-column.ts";
import { SeenLeaves } from "./seen-leaves.ts";
import { isGuarded, SeenPeople } from "./seen-people.ts";
import { SeenWords } from "./seen-words.ts";

/** Audiences whose view of the store is kept, the longest unused one leaving. */
const KEPT = 16;

/** What a view is made of; all of one state of the store. */
export interface Whole {
	readonly people: PeopleColumns;
	readonly leaves: Leaves;
	readonly words: Words;
	readonly completions: FacetCompletions;
	/** Changes with every commit. */
	readonly version: unknown;
}

/** The store as audiences see it. Made with the first search that has one: a store that nobody asks so pays nothing. */
export class Audiences {
	readonly #connection: Connection;
	readonly #caches: Caches;
	readonly #store: SearchedStore;
	readonly #views = new Map<string, View>();
	#access: { readonly column: AccessColumn; readonly people: PeopleColumns; version: unknown } | null = null;
	#made = 0;

	constructor(connection: Connection, caches: Caches, store: SearchedStore) {
		this.#connection = connection;
		this.#caches = caches;
		this.#store = store;
	}

	of(audience: Audience, whole: Whole): View {
		const access = this.#follow(whole);
		const key = JSON.stringify(audience);
		const known = this.#views.get(key);
		this.#views.delete(key);
		const view = known ?? this.#make(audience, whole, access);
		this.#views.set(key, view);
		const [oldest] = this.#views;
		if (oldest !== undefined && this.#views.size > KEPT) {
			oldest[1].forget();
			this.#views.delete(oldest[0]);
		}
		return view.at(whole);
	}

	forget(): void {
		for (const view of this.#views.values()) view.forget();
		this.#views.clear();
		this.#access = null;
	}

	#make(audience: Audience, { people, leaves }: Whole, access: AccessColumn): View {
		const seen = new SeenPeople(people, access, seeing(audience));
		const name = `${this.#store.label} ${this.#made++}`;
		const memories = new QuestionMemories(this.#caches.remembered, name, this.#store.isShared);
		return new View(seen, new SeenLeaves(leaves, seen, this.#caches.matches, name), memories);
	}

	#follow({ people, version }: Whole): AccessColumn {
		if (this.#access?.people !== people) this.forget();
		this.#access ??= { column: new AccessColumn(this.#connection, people), people, version: null };
		if (this.#access.version !== version) this.#access.column.follow();
		this.#access.version = version;
		return this.#access.column;
	}
}

/** A store as one audience sees it: what a search looks at, and what it remembers. */
export class View {
	readonly people: SeenPeople;
	readonly leaves: SeenLeaves;
	readonly memories: QuestionMemories;
	readonly linkedList = new LinkedList();
	readonly #completions = new FacetCompletions();
	#whole: Whole | null = null;
	#version: unknown = null;
	#words: SeenWords | null = null;

	constructor(people: SeenPeople, leaves: SeenLeaves, memories: QuestionMemories) {
		this.people = people;
		this.leaves = leaves;
		this.memories = memories;
	}

	at(whole: Whole): this {
		if (this.#version !== whole.version) {
			this.people.follow();
			this.#words = null;
		}
		this.#version = whole.version;
		this.#whole = whole;
		return this;
	}

	get words(): SeenWords {
		this.#words ??= new SeenWords((this.#whole as Whole).words, this.people, (leaf) => this.leaves.match(leaf));
		return this.#words;
	}

	suggest(text: string, limit: number, among: Among | null): readonly WordCount[] {
		if (among === null) return this.words.beginningWith(text, limit);
		if ("edits" in among) return this.words.resembling(text, among.edits, limit);
		const facet = FACETS.indexOf(among.facet);
		const known = isGuarded(facet) ? this.#completions : (this.#whole as Whole).completions;
		const { numbers, counts } = (this.people.facets[facet] as FacetColumn).count(ordinalsOf(this.people.live()));
		const people = new Map(Array.from(numbers, (number, place) => [number, counts[place] as number]));
		return known.of(this.people, among.facet).beginningWith(text, limit, (number) => people.get(number) ?? 0);
	}

	forget(): void {
		this.leaves.forget();
		this.memories.forget();
	}
}
