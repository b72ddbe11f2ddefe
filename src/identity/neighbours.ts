import type { StoredRecord } from "../engine/port.ts";
import { createPauses } from "../tenancy/pauses.ts";
import { type Comparison, compare } from "./compare.ts";
import { compareNames, type NameComparison } from "./compare-names.ts";
import { keysOf, type Traits } from "./traits.ts";

/**
 * Who is compared with whom. Records stand together under keys (analysis/identity-keys); only those that share one are compared,
 * so that the cost grows with the number of people and not with its square.
 */

/**
 * A key with so many people under it finds nobody: it is not rare enough to be worth its cost, and who shares only that cannot be
 * told from the others. People of such a name are found by the name beside an employer, and by their addresses.
 */
export const LARGEST_BLOCK = 25;

export interface Neighbour {
	readonly traits: Traits;
	readonly comparison: Comparison;
}

/** Reads records by key, of each key the first so many. */
export type ReadByKeys = (keys: readonly string[], atMost: number) => Promise<readonly StoredRecord[]>;

/**
 * For each of the wanted the records that may be the same person, likeliest first, ties in byte order. One question for all of them;
 * the answer for one does not depend on the others.
 */
export async function findNeighbours(
	wanted: readonly Traits[],
	read: ReadByKeys,
	traitsOf: (record: string) => Traits,
): Promise<readonly (readonly Neighbour[])[]> {
	const keys = new Set(wanted.flatMap(keysOf));
	if (keys.size === 0) return wanted.map(() => []);
	const found = await read([...keys], LARGEST_BLOCK);
	const pause = createPauses();
	const traits: Traits[] = [];
	for (const { record } of found) {
		traits.push(traitsOf(record));
		await pause();
	}
	const blocks = blocksOf(traits, keys);
	const neighbours: (readonly Neighbour[])[] = [];
	for (const one of wanted) {
		neighbours.push(neighboursOf(one, blocks));
		await pause();
	}
	return neighbours;
}

type Blocks = ReadonlyMap<string, readonly Traits[]>;

/** Of each key that was asked for, who carries it. A block is whole unless it has reached the limit: then it counts as cut. */
function blocksOf(records: readonly Traits[], keys: ReadonlySet<string>): Blocks {
	const blocks = new Map<string, Traits[]>();
	for (const traits of records) {
		for (const key of keysOf(traits)) {
			if (!keys.has(key)) continue;
			const block = blocks.get(key);
			if (block === undefined) blocks.set(key, [traits]);
			else block.push(traits);
		}
	}
	return blocks;
}

const isCut = (block: readonly Traits[] | undefined): boolean => (block?.length ?? 0) >= LARGEST_BLOCK;

function neighboursOf(one: Traits, blocks: Blocks): Neighbour[] {
	const others = new Map<string, Traits>();
	for (const key of keysOf(one)) {
		const block = blocks.get(key);
		if (block === undefined || isCut(block)) continue;
		for (const traits of block) if (traits.id !== one.id) others.set(traits.id, traits);
	}
	const names = new Map<string, NameComparison>();
	for (const [id, traits] of others) {
		const name = compareNames(one.name, traits.name);
		if (isStranger(name) && !haveContact(one, traits)) others.delete(id);
		else names.set(id, name);
	}
	const crowd = one.blocks.some((key) => key.startsWith("name:") && isCut(blocks.get(key))) ? LARGEST_BLOCK : 0;
	const isShared = (key: string) => (blocks.get(key) ?? []).filter(({ id }) => id !== one.id).length > 1;
	const neighbours = [...others.values()].map((traits) => {
		const name = names.get(traits.id) as NameComparison;
		const nameSakes = crowd + countAtLeast(names.values(), name.weight);
		return { traits, comparison: compare(one, traits, { isShared, nameSakes }, name) };
	});
	return neighbours.toSorted((a, b) => b.comparison.bits - a.comparison.bits || (a.traits.id < b.traits.id ? -1 : 1));
}

/** Colleagues with one sound in common: neither name is the other's, so without an address nothing else could make them one. */
const isStranger = ({ given, family }: NameComparison) =>
	(given === "other" || given === "similar") && family === "other";
const haveContact = (one: Traits, other: Traits) => one.contacts.some((key) => other.contacts.includes(key));

/** How many names are at least as like as this one, itself included. */
function countAtLeast(names: Iterable<NameComparison>, weight: number): number {
	let count = 0;
	for (const name of names) if (name.weight >= weight) count++;
	return count;
}
