import type { Store } from "../engine/port.ts";

const MOST_READ = 500;

/** Those of these candidates (person keys) who are not there any more, nor in anybody whom they were merged into. */
export async function goneOf(store: Pick<Store, "read">, keys: readonly string[]): Promise<ReadonlySet<string>> {
	const gone = new Set<string>();
	const candidates = keys.filter((key) => key.startsWith("c:"));
	for (let start = 0; start < candidates.length; start += MOST_READ) {
		const some = candidates.slice(start, start + MOST_READ);
		const ids = some.map((key) => key.slice(2));
		const [people, merged] = await Promise.all([store.read("person", { ids }), store.read("merge", { ids })]);
		for (const [place, key] of some.entries()) if (people[place] == null && merged[place] == null) gone.add(key);
	}
	return gone;
}
