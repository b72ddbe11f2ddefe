import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { TributaryError } from "../errors.ts";
import { packageRoot } from "../package-root.ts";
import { demandNoHold } from "../tenancy/legal-hold.ts";
import type { Scope } from "../tenancy/scope.ts";
import { all, demand, fault, idOf, LabName, put, read, remove } from "./records.ts";

/**
 * Collections that rankings are measured on. Shipped: fictitious people with their judgments. A tenant's own: its questions and its
 * judges' grades, about its own people as they are when it is measured; nobody else ever sees that there is one.
 */

export const CorpusQuery = z.strictObject({ id: LabName, text: z.string().trim().min(1).max(2000) });

const OwnCorpus = z.strictObject({
	id: LabName,
	name: z.string(),
	queries: z.array(CorpusQuery),
	createdAt: z.iso.datetime(),
	updatedAt: z.iso.datetime(),
});
export type OwnCorpus = z.output<typeof OwnCorpus>;

const MOST_QUERIES = 200;
export const CorpusInput = z.strictObject({
	name: z.string().trim().min(1).max(200),
	queries: z.array(CorpusQuery).min(1).max(MOST_QUERIES),
});
export type CorpusInput = z.output<typeof CorpusInput>;

export const CorpusSummary = z.strictObject({
	id: LabName,
	name: z.string(),
	description: z.string(),
	source: z.enum(["shipped", "own"]),
	language: z.string().nullable(),
	/** Null: the tenant's people, as many as there are. */
	candidates: z.int().nullable(),
	queries: z.int(),
});
export type CorpusSummary = z.output<typeof CorpusSummary>;

const MOST = 50;

const Description = z.object({ description: z.string(), language: z.string(), tenant: z.literal("synthetic") });

let shipped: readonly CorpusSummary[] | undefined;

/** What lies in corpora/ of this package: read once, with the first question. */
export function shippedCorpora(): readonly CorpusSummary[] {
	shipped ??= readShipped(path.join(packageRoot(), "corpora"));
	return shipped;
}

function readShipped(folder: string): CorpusSummary[] {
	const names = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, "corpus.json")));
	return names.sort().flatMap((id) => {
		const text = (file: string) => readFileSync(path.join(folder, id, file), "utf8");
		const described = Description.safeParse(JSON.parse(text("corpus.json")));
		// Somebody put a collection of a tenant's there: that is for the command line, with --tenant.
		if (!described.success) return [];
		const { description, language } = described.data;
		const [candidates, queries] = ["candidates.ndjson", "queries.ndjson"].map((file) => linesOf(text(file)));
		const counts = { candidates: candidates ?? 0, queries: queries ?? 0 };
		return [{ id, name: id, description, source: "shipped" as const, language, ...counts }];
	});
}

const linesOf = (text: string) => text.split("\n").filter((line) => line.trim() !== "").length;

export const isShipped = (id: string): boolean => shippedCorpora().some((one) => one.id === id);

export function listCorpora(scope: Scope): Promise<CorpusSummary[]> {
	return scope.record("ranking.read", { about: "corpora" }, async () => {
		const own = (await all(scope.store, "corpus", OwnCorpus)).map(({ id, name, queries }): CorpusSummary => {
			const counts = { candidates: null, queries: queries.length };
			return { id, name, description: "", source: "own", language: null, ...counts };
		});
		const value = [...shippedCorpora(), ...own];
		return { value, result: { outcome: "ok", count: value.length } };
	});
}

/** One of the tenant's own. @throws TributaryError `not-found` */
export function readCorpus(scope: Scope, id: string): Promise<OwnCorpus> {
	return scope.record("ranking.read", { about: "corpus" }, async () => {
		return { value: (await demand(scope.store, idOf("corpus", id), OwnCorpus)).value, result: { outcome: "ok" } };
	});
}

export const findOwnCorpus = async (scope: Scope, id: string): Promise<OwnCorpus | null> =>
	(await read(scope.store, idOf("corpus", id), OwnCorpus))?.value ?? null;

/** @throws TributaryError `already-exists` the name of a shipped one · `invalid-field` · `limit-reached` */
export function writeCorpus(scope: Scope, id: string, input: CorpusInput, now: Date): Promise<OwnCorpus> {
	if (isShipped(id)) throw new TributaryError("already-exists", { detail: `${id} is a shipped collection.` });
	const seen = new Set<string>();
	for (const [index, query] of input.queries.entries()) {
		if (seen.has(query.id)) throw fault(`/queries/${index}/id`, "There is another query of this id.");
		seen.add(query.id);
	}
	return scope.record("ranking.change", { about: "corpus" }, async () => {
		const found = await read(scope.store, idOf("corpus", id), OwnCorpus);
		if (found === null && (await all(scope.store, "corpus", OwnCorpus)).length >= MOST) {
			throw new TributaryError("limit-reached", { detail: `A tenant keeps ${MOST} collections.` });
		}
		const at = now.toISOString();
		const value = { id, ...input, createdAt: found?.value.createdAt ?? at, updatedAt: at };
		await scope.store.write([put(idOf("corpus", id), value, { ifVersion: found?.version ?? 0 })]);
		return { value, result: { outcome: "ok" } };
	});
}

/** With everything that was judged on it. @param pairs removes these @throws TributaryError `not-found` · `legal-hold` */
export function removeCorpus(scope: Scope, id: string, removePairs: () => Promise<void>): Promise<void> {
	return scope.record("ranking.change", { about: "corpus" }, async () => {
		demandNoHold(scope.tenant);
		await demand(scope.store, idOf("corpus", id), OwnCorpus);
		await removePairs();
		await scope.store.write([remove(idOf("corpus", id))]);
		return { value: undefined, result: { outcome: "ok" } };
	});
}
