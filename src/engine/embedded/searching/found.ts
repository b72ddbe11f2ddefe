import type { Asked } from "../packed-plan.ts";
import type { Bits } from "./bitset.ts";
import type { Coverage } from "./coverage.ts";
import type { CountedGroup } from "./evaluated-group.ts";
import type { ValueCounts } from "./facet-column.ts";
import type { People } from "./people-columns.ts";
import { Recent } from "./recent.ts";

/** Who is found for what is asked. Not to be changed, but for what is counted of them. */
export interface Found {
	readonly counted: readonly CountedGroup[];
	readonly coverage: Coverage;
	/** The results, as a set and ascending. */
	readonly bits: Bits;
	readonly results: Int32Array;
	/** How many of them are matched with a profile. */
	readonly linked: number;
	/** By facet: how many of them have each value, where it was asked for. */
	readonly values: Map<number, ValueCounts>;
}

/** Lists of people found that are kept: a search asks for the same ones again, for values of facets that the other pool names, and for later pages. */
const KEPT_FOUND = 16;
/** Questions that are kept as they were read. */
const KEPT_ASKED = 64;

/** Who was found lately, as long as nothing is written. */
export class FoundMemory {
	readonly #found = new Recent<string, Found>(KEPT_FOUND);
	#version: unknown = null;
	#live: Bits | null = null;

	/** Forgets what is of an earlier state of the file. */
	at(version: unknown): void {
		if (version !== this.#version) {
			this.#found.clear();
			this.#live = null;
		}
		this.#version = version;
	}

	/** Who lives, not to be changed. */
	live(people: People): Bits {
		this.#live ??= people.live();
		return this.#live;
	}

	/** @param key tells what is asked, and who is left out; null: nothing does */
	of(key: string | null, find: () => Found): Found {
		return key === null ? find() : this.#found.of(key, find);
	}
}

/** The same question read once is the same object, by which what was made of it is known again. */
export class AskedMemory {
	readonly #asked = new Recent<string, Asked>(KEPT_ASKED);

	of(text: string, read: () => Asked): Asked {
		return this.#asked.of(text, read);
	}
}
