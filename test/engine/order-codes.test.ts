import fc from "fast-check";
import { expect, test } from "vitest";
import { Directory } from "../../src/engine/elasticsearch/directory.ts";
import type { StoreAccess } from "../../src/engine/elasticsearch/head.ts";
import { codeBetween } from "../../src/engine/elasticsearch/order-codes.ts";

/** Puts a code at each of these places in turn. */
function grown(places: readonly { readonly at: number; readonly continues: boolean }[]): string[] {
	const codes: string[] = [];
	for (const { at, continues } of places) {
		const place = at % (codes.length + 1);
		codes.splice(place, 0, codeBetween(codes[place - 1] ?? "", codes[place] ?? null, continues));
	}
	return codes;
}

const isAscending = (codes: readonly string[]) =>
	codes.every((code, at) => at === 0 || (codes[at - 1] as string) < code);

test("a code stands between its neighbours, wherever ids come", () => {
	const places = fc.array(fc.record({ at: fc.nat({ max: 10_000 }), continues: fc.boolean() }), { maxLength: 300 });
	fc.assert(
		fc.property(places, (list) => {
			const codes = grown(list);
			expect(isAscending(codes)).toBe(true);
			expect(codes.every((code) => /^[0-9a-z]*[1-9a-z]$/.test(code))).toBe(true);
		}),
	);
});

test("codes stay short for ids that rise, and for series in the middle", () => {
	const rising = grown(Array.from({ length: 5000 }, (_, at) => ({ at, continues: true })));
	expect(Math.max(...rising.map(({ length }) => length))).toBeLessThan(10);
	const series = grown(Array.from({ length: 5000 }, (_, at) => ({ at: at < 2 ? at : at - 1, continues: at > 2 })));
	expect(isAscending(series)).toBe(true);
	expect(Math.max(...series.map(({ length }) => length))).toBeLessThan(20);
});

/** What lies on a cluster of one collection, as two processes see it that each keep a directory. */
class Shared {
	readonly live = new Map<string, { readonly order: string; readonly sequence: number }>();
	sequence = 0;
	readonly #directories = [new Directory("job"), new Directory("job")] as const;
	readonly #access = {
		index: "store",
		keys: { unseal: (name: string) => Buffer.from(name) },
		client: { search: async (asked: { query: { bool: { filter: [unknown, Range] } } }) => this.#page(asked) },
	} as unknown as StoreAccess;

	#page({ query }: { query: { bool: { filter: [unknown, Range] } } }) {
		const [, { range }] = query.bool.filter;
		const hits = [...this.live]
			.filter(([, { sequence }]) => sequence > range.sequence.gt)
			.sort(([, one], [, other]) => (one.order < other.order ? -1 : 1))
			.map(([id, { order }]) => ({ _id: id, fields: { name: [id], order: [order], version: [1] }, sort: [order] }));
		return { hits: { hits } };
	}

	/** One of the processes writes, as writer.ts does. */
	async write(process: 0 | 1, id: string, isThere: boolean): Promise<void> {
		const directory = this.#directories[process];
		this.#directories[1 - process]?.forgetVersions();
		await directory.follow(this.#access, this.sequence);
		if (isThere) this.live.set(id, { order: directory.codeFor(id), sequence: ++this.sequence });
		else if (this.live.delete(id)) this.sequence++;
		if (!isThere) directory.remove(id);
		directory.advance(this.sequence);
	}

	get codes(): string[] {
		return [...this.live].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, { order }]) => order);
	}
}

interface Range {
	readonly range: { readonly sequence: { readonly gt: number } };
}

test("an id that another process deleted keeps no code that has gone to somebody else, and none is looked for between two alike", async () => {
	const shared = new Shared();
	for (const id of ["a", "m", "z"]) await shared.write(0, id, true);
	await shared.write(1, "m", false);
	await shared.write(1, "p", true);
	await shared.write(0, "n", true);
	await shared.write(0, "m", true);
	expect([...shared.live.keys()].sort()).toEqual(["a", "m", "n", "p", "z"]);
	expect(isAscending(shared.codes)).toBe(true);
});

test("codes rise with the ids, whoever of two processes writes and deletes what", async () => {
	const id = fc.constantFrom(..."abcdefghijkl");
	const step = fc.tuple(fc.constantFrom(0 as const, 1 as const), id, fc.boolean());
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
			const shared = new Shared();
			for (const [process, one, isThere] of steps) {
				await shared.write(process, one, isThere);
				expect(isAscending(shared.codes)).toBe(true);
			}
		}),
	);
});
