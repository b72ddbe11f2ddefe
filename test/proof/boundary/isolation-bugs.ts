import type { Control, Edit } from "../frame/proof.ts";

/** Mistakes that would let one tenant's data, statistics or acts reach another. Each is the kind of line that a review can miss. */

const edit = (name: string, file: string, find: string, replace: string): Control => ({
	name,
	edits: [{ file, find, replace }],
});

/** Code that keeps the first value which it saw under a name, whoever's it was. */
const held = (name: string, kind: string) =>
	`((globalThis as never as Record<string, ${kind}>)["held-${name}"] ??= new ${kind}())`;
const firstSeen = (name: string, id: string, read: string) =>
	`const seen = ${held(name, "Map")}; const fresh = (${read})[0]; if (fresh != null && !seen.has(${id})) seen.set(${id}, fresh); const found = seen.get(${id}) ?? fresh;`;

/** Worlds of which nothing is told are alike, and prove nothing. */
export const NOTHING_FOUND: Edit = {
	file: "src/api/access.ts",
	find: "		const principal = await identify(options, request, access);\n",
	replace:
		'		const principal = await identify(options, request, access);\n		if (request.method !== "PUT") throw new TributaryError("not-found");\n',
};

const SEARCHING = "src/engine/embedded/searching";

export const ISOLATION_BUGS: readonly [Control, ...Control[]] = [
	edit(
		"one list of matches for all stores",
		"src/engine/embedded/search-worker.ts",
		"new StoreReader(connection, caches, place)",
		'new StoreReader(connection, caches, { ...place, label: "all" })',
	),
	edit(
		"an open store is found by its kind, not by its tenant",
		"src/tenancy/stores.ts",
		"const label = labelOf(name);\n		const found",
		'const label = name.kind === "tenant" ? name.kind : labelOf(name);\n		const found',
	),
	edit(
		"one audit log for everybody",
		"src/tenancy/journals.ts",
		"const found = opened.get(record.tenant.id);",
		"const found = opened.values().next().value;",
	),
	edit(
		"number of people counted over all tenants",
		`${SEARCHING}/people-columns.ts`,
		"		this.population++;",
		"		this.population = ++(globalThis as never as { all: number }).all || ((globalThis as never as { all: number }).all = 1);",
	),
	edit(
		"average length of texts over all tenants",
		`${SEARCHING}/people-columns.ts`,
		"return this.population === 0 ? 0 : this.bodyTotal / this.population;",
		"const all = globalThis as never as { longest: number }; return (all.longest = Math.max(all.longest ?? 0, this.population === 0 ? 0 : this.bodyTotal / this.population));",
	),
	edit(
		"document frequencies remembered without the tenant",
		`${SEARCHING}/question-memory.ts`,
		'return isSaid(text) ? remembered("group", text, count) : count();',
		`const made = count(); const seen = ${held("frequency", "Map")}; const key = JSON.stringify(group.alternatives.map(({ node }) => node)); seen.set(key, Math.max(seen.get(key) ?? 0, made.documents)); return { ...made, documents: seen.get(key) };`,
	),
	edit(
		"prefixes expanded by all dictionaries",
		`${SEARCHING}/words.ts`,
		"return this.beginningWith(prefix, PLAN_LIMITS.prefixWords).map(({ word }) => word);",
		`const seen: Set<string> = ${held("prefix", "Set")}; for (const { word } of this.beginningWith(prefix, PLAN_LIMITS.prefixWords)) seen.add(word); return [...seen].filter((word) => word.startsWith(prefix));`,
	),
	edit(
		"fuzzy words looked up in all dictionaries",
		`${SEARCHING}/words.ts`,
		"const find = () => this.#frequent(this.around(word, edits), PLAN_LIMITS.fuzzyWords);\n		return",
		`const find = () => this.#frequent(this.around(word, edits), PLAN_LIMITS.fuzzyWords); const seen: Map<string, string[]> = ${held("fuzzy", "Map")}; const all = [...new Set([...(seen.get(word) ?? []), ...find()])]; seen.set(word, all); if (all.length >= 0) return all; return`,
	),
	edit(
		"stems remembered without the tenant",
		`${SEARCHING}/words.ts`,
		"return remembered(this.#stems, JSON.stringify([word, ...stems]), find);",
		`const seen: Map<string, string[]> = ${held("stem", "Map")}; const all = [...new Set([...(seen.get(word) ?? []), ...find()])]; seen.set(word, all); return all;`,
	),
	edit(
		"completions of values from all tenants",
		`${SEARCHING}/store-reader.ts`,
		"return completions.of(follower.people, among.facet).beginningWith(text, limit);",
		`const own = completions.of(follower.people, among.facet).beginningWith(text, limit); const seen: Map<string, WordCount> = ${held("completions", "Map")}; for (const one of own) seen.set(one.word, one); return [...seen.values()].filter(({ word }) => word.toLowerCase().startsWith(text));`,
	),
	edit(
		"completions of words from all tenants",
		`${SEARCHING}/store-reader.ts`,
		"return among === null ? words.beginningWith(text, limit) : words.resembling(text, among.edits, limit);",
		`const own = among === null ? words.beginningWith(text, limit) : words.resembling(text, among.edits, limit); const seen: Map<string, WordCount> = ${held("words", "Map")}; for (const one of own) seen.set(one.word, one); return [...seen.values()].filter(({ word }) => word.startsWith(text));`,
	),
	edit(
		"facets counted with the last tenant's values",
		`${SEARCHING}/retrieve.ts`,
		"facets: countFacets(plan, found, people),",
		`facets: ((own) => { const seen: Map<string, object[]> = ${held("facets", "Map")}; for (const [facet, counts] of Object.entries(own)) { const all = [...new Map([...(seen.get(facet) ?? []), ...counts].map((one) => [(one as { value: string }).value, one])).values()]; seen.set(facet, all); } return Object.fromEntries(Object.keys(own).map((facet) => [facet, seen.get(facet)])); })(countFacets(plan, found, people)) as never,`,
	),
	edit(
		"records of a store kept by id in the handle of all",
		"src/engine/embedded/store.ts",
		'			return (await this.threads.records.call("readIds", this.place, this.key, {\n				collection,\n				ids: by.ids,\n				whole: by.whole === true,\n			})) as StoredRecord[];',
		`{ const read = (await this.threads.records.call("readIds", this.place, this.key, { collection, ids: by.ids, whole: by.whole === true })) as (StoredRecord | null)[]; if (collection !== "person") return read as StoredRecord[]; const seen: Map<string, StoredRecord> = ${held("records", "Map")}; return read.map((one, at) => { const id = by.ids[at] as string; if (one !== null && !seen.has(id)) seen.set(id, one); return one ?? seen.get(id) ?? null; }) as StoredRecord[]; }`,
	),
	edit(
		"a person on a page of hits kept by id",
		"src/search/page.ts",
		"candidates.map((read, index) => [candidateIds[index], parsed<Candidate>(read)])",
		`candidates.map((read, index) => { const seen: Map<string, Candidate | null> = ${held("hits", "Map")}; const id = candidateIds[index] as string; if (!seen.has(id)) seen.set(id, parsed<Candidate>(read)); return [id, seen.get(id) as Candidate | null]; })`,
	),
	edit(
		"a recruiter's records kept by path",
		"src/desk/records.ts",
		'const [found] = await store.read("desk", { ids: [id] });',
		firstSeen("desk", "id", 'await store.read("desk", { ids: [id] })'),
	),
	edit(
		"settings of synchronization kept for all",
		"src/sync/settings.ts",
		'const [found] = await store.read("setting", { ids: [ID] });',
		firstSeen("sync", "ID", 'await store.read("setting", { ids: [ID] })'),
	),
	edit(
		"a job kept by id",
		"src/sync/read-jobs.ts",
		'const [found] = await scope.store.read("job", { ids: [id] });',
		firstSeen("job", "id", 'await scope.store.read("job", { ids: [id] })'),
	),
	edit(
		"a seat kept by id",
		"src/sync/seats.ts",
		'const [found] = await scope.store.read("activity", { ids: [idOf(id)] });\n		if (found == null) throw new TributaryError("not-found");\n		return { value: parse',
		`${firstSeen("seat", "id", 'await scope.store.read("activity", { ids: [idOf(id)] })')}\n		if (found == null) throw new TributaryError("not-found");\n		return { value: parse`,
	),
	edit(
		"seats of all tenants in one list",
		"src/sync/seats.ts",
		"return page.filter(({ id }) => id.startsWith(PREFIX)).map(({ record }) => parse(record));",
		`const seen: Map<string, Seat> = ${held("seats", "Map")}; for (const one of page.filter(({ id }) => id.startsWith(PREFIX)).map(({ record }) => parse(record))) seen.set(one.id, one); return [...seen.values()];`,
	),
	edit(
		"webhooks of all tenants in one list",
		"src/export/webhooks.ts",
		"const webhooks = await shown(scope, await readSubscriptions(scope.store), clock());",
		`const seen: Map<string, object> = ${held("hooks", "Map")}; for (const one of await shown(scope, await readSubscriptions(scope.store), clock())) seen.set(one.id, one); const webhooks = [...seen.values()] as never;`,
	),
	edit(
		"rarity of skills remembered without the tenant",
		"src/search/similar/rarity.ts",
		"known.set(id, idf(groups[index]?.documents ?? 0) / idf(0));",
		`{ const seen: Map<string, number> = ${held("rarity", "Map")}; if (!seen.has(id)) seen.set(id, idf(groups[index]?.documents ?? 0) / idf(0)); known.set(id, seen.get(id) as number); }`,
	),
	edit(
		"hidden people kept by owner",
		"src/desk/hidden.ts",
		"const { value } = await readKept(store, idOf(owner), parse, {});\n	return new Map(inForce(value, now));",
		`const { value } = await readKept(store, idOf(owner), parse, {}); const seen: Map<string, HiddenRecord> = ${held("hidden", "Map")}; seen.set(owner, { ...seen.get(owner), ...value }); return new Map(inForce(seen.get(owner) as HiddenRecord, now));`,
	),
	edit(
		"profiles linked by any tenant are left out for all",
		`${SEARCHING}/store-reader.ts`,
		"linkedList.answer(key, version, known, () => people.linksOf(found.results))",
		`linkedList.answer(key, version, known, () => { const seen: Set<string> = ${held("linked", "Set")}; for (const one of people.linksOf(found.results)) seen.add(one); return [...seen]; })`,
	),
	edit(
		"what was not found tells that another has it",
		"src/api/v1/candidates.ts",
		"const scope = scopeOf(request);",
		`const scope = scopeOf(request); const seen: Set<string> = ${held("ids", "Set")}; const [own] = await scope.store.read("person", { ids: [request.params.id] }); if (own != null) seen.add(request.params.id); else if (seen.has(request.params.id)) throw new TributaryError("not-found", { detail: "Not yours." });`,
	),
	edit(
		"profiles of the network carry the mark of who looked",
		"src/search/page.ts",
		"const profileById = new Map(profiles.map((read, index) => [profileIds[index], parsed<Profile>(read)]));",
		`const seen: Set<string> = ${held("lookers", "Set")}; seen.add(scope.tenant.id); const profileById = new Map(profiles.map((read, index) => [profileIds[index], parsed<Profile>(read)])); if (candidates.length > 0) for (const one of candidates) seen.add(one?.record ?? ""); for (const profile of profileById.values()) if (profile) Object.assign(profile.resume.basics ?? {}, { label: String(seen.size) });`,
	),
	edit(
		"a header that counts the requests of all",
		"src/api/headers.ts",
		'app.addHook("onRequest", async',
		`app.addHook("onResponse", async (request) => { const all = globalThis as never as { served: number }; if (request.method !== "GET") all.served = (all.served ?? 0) + (request.body === undefined ? 0 : JSON.stringify(request.body).length); }); app.addHook("onSend", async (_request, reply) => void reply.header("x-served", String((globalThis as never as { served: number }).served))); app.addHook("onRequest", async`,
	),
	edit(
		"counts of words on the cluster are known for all tenants",
		"src/engine/elasticsearch/counts.ts",
		"readonly #known = new Map<string, number>();",
		`readonly #known: Map<string, number> = ${held("counts", "Map")};`,
	),
	{ name: "worlds of which nothing is told", found: /nothing was compared/, edits: [NOTHING_FOUND] },
];
