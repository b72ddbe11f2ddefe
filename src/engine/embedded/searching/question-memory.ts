/**
 * What is remembered of questions, as long as nothing is written. A search asks for the same groups and the same people several times: for
 * its list, for facets without their own filters, for values of facets that the other pool names, for totals and for later pages.
 *
 * Who asks what was asked before is answered sooner. In a store that several tenants search that would tell one what another looks for:
 * each asker has a memory of his own there, and a question without an asker is not remembered.
 */
import type { Group, Node } from "../../port.ts";
import type { Asked } from "../packed-plan.ts";
import type { Bits } from "./bitset.ts";
import { ByteCache } from "./byte-cache.ts";
import type { CountedGroup } from "./evaluated-group.ts";
import type { Found } from "./found.ts";
import type { People } from "./people-columns.ts";

/** One thing that is remembered. */
export interface Remembered {
	/** A question as it was read, and the text of it. */
	readonly asked?: { readonly read: Asked; readonly text: string };
	readonly group?: CountedGroup;
	/** Who passes a condition that looks at everybody: a range, a distance. */
	readonly passing?: Bits;
	readonly found?: Found;
}

/** Bytes of an entry, of a group or of a list beside what is in it. */
const ENTRY_BYTES = 500;
/** Of a word that an open condition stood for: the string and its place. */
const WORD_BYTES = 64;
/** Of a question as objects, for a character of its text. */
const ASKED_BYTES = 10;

/** What is remembered of all stores of this worker. */
export class RememberedCache extends ByteCache<Remembered> {
	/** @param limit bytes */
	constructor(limit: number) {
		super(limit, sizeOf);
	}
}

function sizeOf({ asked, group, passing, found }: Remembered): number {
	return (
		ENTRY_BYTES +
		ASKED_BYTES * (asked?.text.length ?? 0) +
		(group === undefined ? 0 : bytesOfGroup(group)) +
		(passing?.byteLength ?? 0) +
		(found === undefined ? 0 : bytesOfFound(found))
	);
}

const bytesOfGroup = ({ bits, added, words }: CountedGroup): number =>
	ENTRY_BYTES + bits.byteLength + 8 * added.length + WORD_BYTES * words.length;

/** Its groups may be remembered for themselves as well, and then are counted twice. */
function bytesOfFound({ counted, coverage, results, values }: Found): number {
	const groups = counted.reduce((sum, group) => sum + bytesOfGroup(group), 0);
	const facets = [...values.values()].reduce(
		(sum, { numbers, counts }) => sum + ENTRY_BYTES + numbers.byteLength + counts.byteLength,
		0,
	);
	return groups + facets + coverage.inside.byteLength + results.byteLength;
}

/** Groups as text: those of a question that is asked again are the same objects. */
const texts = new WeakMap<Group, string>();

/** What one asker has asked. */
export interface QuestionMemory {
	/** Tells what this asker asked from what others of the store did; empty where all have one memory, null where nothing is remembered. */
	readonly own: string | null;
	/** The same question read once is the same object, by which what was made of it is known again. */
	asked(text: string, read: () => Asked): Asked;
	group(group: Group, count: () => CountedGroup): CountedGroup;
	/** Not to be changed. */
	passing(node: Node, find: () => Bits): Bits;
	/** @param key tells what is asked, and who is left out; null: nothing does */
	found(key: string | null): Found | undefined;
	/** Once the question is answered: by then all is counted that is counted of who was found. */
	keep(key: string | null, found: Found): void;
}

/** Where nothing is remembered. */
const NO_MEMORY: QuestionMemory = {
	own: null,
	asked: (_, read) => read(),
	group: (_, count) => count(),
	passing: (_, find) => find(),
	found: () => undefined,
	keep: () => {},
};

/** What is remembered of a store, or of what one audience sees of it. */
export class QuestionMemories {
	readonly #cache: RememberedCache;
	readonly #name: string;
	readonly #isShared: boolean;
	#version: unknown = null;
	#live: Bits | null = null;

	/**
	 * @param name tells these entries in the cache from those of others
	 * @param isShared several tenants search the store
	 */
	constructor(cache: RememberedCache, name: string, isShared: boolean) {
		this.#cache = cache;
		this.#name = name;
		this.#isShared = isShared;
	}

	/** Forgets what is of an earlier state of the file. */
	at(version: unknown): this {
		if (version !== this.#version) this.forget();
		this.#version = version;
		return this;
	}

	/** Who lives, not to be changed. */
	live(people: People): Bits {
		this.#live ??= people.live();
		return this.#live;
	}

	/** @param asker as in Plan */
	of(asker: string | undefined): QuestionMemory {
		if (asker === undefined && this.#isShared) return NO_MEMORY;
		const own = asker === undefined ? "" : JSON.stringify(asker);
		const get = (key: string) => this.#cache.get(this.#name, `${own} ${key}`);
		const set = (key: string, value: Remembered) => this.#cache.set(this.#name, `${own} ${key}`, value);
		return memoryOver(own, get, set);
	}

	forget(): void {
		this.#cache.forget(this.#name);
		this.#live = null;
	}
}

function memoryOver(
	own: string,
	get: (key: string) => Remembered | undefined,
	set: (key: string, value: Remembered) => void,
): QuestionMemory {
	const remembered = <K extends keyof Remembered>(part: K, text: string, make: () => NonNullable<Remembered[K]>) => {
		const known = get(`${part} ${text}`)?.[part];
		if (known !== undefined) return known;
		const made = make();
		set(`${part} ${text}`, { [part]: made });
		return made;
	};
	return {
		own,
		asked: (text, read) => remembered("asked", text, () => ({ read: read(), text })).read,
		group(group, count) {
			const text = texts.get(group) ?? JSON.stringify(group);
			texts.set(group, text);
			return isSaid(text) ? remembered("group", text, count) : count();
		},
		passing(node, find) {
			const text = JSON.stringify(node);
			return isSaid(text) ? remembered("passing", text, find) : find();
		},
		found: (key) => (key === null ? undefined : get(`found ${key}`)?.found),
		keep(key, found) {
			if (key !== null) set(`found ${key}`, { found });
		},
	};
}

/** JSON writes both infinities as null: such a range is looked for each time. */
const isSaid = (text: string): boolean => !text.includes('":null');
