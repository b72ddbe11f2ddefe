import * as z from "zod";
import { StoredForest } from "../domain/forest.ts";
import { RankingProfile } from "../domain/ranking-profile.ts";
import { TributaryError } from "../errors.ts";
import { parseProfile } from "../search/profiles.ts";
import { demandNoHold } from "../tenancy/legal-hold.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { LabDeps } from "./deps.ts";
import type { SystemSpec } from "./jobs.ts";
import { all, fault, idOf, put, read, remove } from "./records.ts";

/** Ranking profiles that a tenant may use: the shipped ones, and those its engineers wrote, which no other tenant sees. */

export const ProfileSummary = z.strictObject({
	id: z.string(),
	description: z.string(),
	source: z.enum(["shipped", "own"]),
	trees: z.boolean(),
});
export type ProfileSummary = z.output<typeof ProfileSummary>;

/** A profile as it is written; whose it is is not the writer's to say. */
export const ProfileInput = RankingProfile.omit({ id: true, provenance: true });
export type ProfileInput = z.output<typeof ProfileInput>;

/** Weights to be tried: by name, or the weights themselves, which are in no file and are not kept. */
export const ProfileSpec = z.union([RankingProfile.shape.id, ProfileInput]);
export type ProfileSpec = z.output<typeof ProfileSpec>;

/** Plain BM25 over all text of a person: only where a collection is measured. */
export const BM25 = "bm25";
/** What weights are called that have no name yet. */
export const DRAFT = "draft.v0";
const MOST = 100;

/** One whose trees are beyond the bounds of today can be listed and removed, not used. */
const StoredProfile = RankingProfile.extend({ trees: StoredForest.optional() });

type Deps = Pick<LabDeps, "profiles">;

export function listProfiles(scope: Scope, { profiles }: Deps): Promise<ProfileSummary[]> {
	return scope.record("ranking.read", { about: "profiles" }, async () => {
		const shipped = profiles.ids.flatMap((id) => shippedProfile(scope, { profiles }, id) ?? []);
		const own = await all(scope.store, "profile", StoredProfile);
		const value = [...shipped.map((one) => summaryOf(one, "shipped")), ...own.map((one) => summaryOf(one, "own"))];
		return { value, result: { outcome: "ok", count: value.length } };
	});
}

const summaryOf = ({ id, description, trees }: RankingProfile, source: ProfileSummary["source"]): ProfileSummary => ({
	id,
	description,
	source,
	trees: trees !== undefined,
});

/** null: none of this name, or none for this tenant */
function shippedProfile(scope: Scope, { profiles }: Deps, id: string): RankingProfile | null {
	if (!profiles.ids.includes(id)) return null;
	try {
		return profiles.get(id, scope.tenant.id);
	} catch {
		return null;
	}
}

/** @throws TributaryError `not-found` */
export function readProfile(scope: Scope, deps: Deps, id: string): Promise<RankingProfile> {
	return scope.record("ranking.read", { about: "profile" }, async () => {
		const value = await findProfile(scope, deps, id);
		if (value === null) throw new TributaryError("not-found");
		return { value, result: { outcome: "ok" } };
	});
}

async function findProfile(scope: Scope, deps: Deps, id: string): Promise<RankingProfile | null> {
	return (
		shippedProfile(scope, deps, id) ?? (await read(scope.store, idOf("profile", id), StoredProfile))?.value ?? null
	);
}

/**
 * Keeps a new version for this tenant. A version is never changed: runs that were made with it would say something else.
 * @throws TributaryError `already-exists` · `invalid-profile` · `limit-reached`
 */
export function writeProfile(scope: Scope, deps: Deps, id: string, input: ProfileInput): Promise<RankingProfile> {
	const profile = ofTenant(scope, id, input);
	return scope.record("ranking.change", { about: "profile" }, async () => {
		if (deps.profiles.ids.includes(id) || (await read(scope.store, idOf("profile", id), StoredProfile)) !== null) {
			throw new TributaryError("already-exists", { detail: `There is a ${id}: name the next version.` });
		}
		if ((await all(scope.store, "profile", StoredProfile)).length >= MOST) {
			throw new TributaryError("limit-reached", { detail: `A tenant keeps ${MOST} profiles.` });
		}
		await scope.store.write([put(idOf("profile", id), profile, { ifVersion: 0 })]);
		return { value: profile, result: { outcome: "ok" } };
	});
}

/** Weights of this tenant: whatever they were made of, no other tenant's searches are ordered by them. */
function ofTenant(scope: Scope, id: string, input: ProfileInput): RankingProfile {
	const provenance = { method: "by-hand", tenant: scope.tenant.id, corpora: [] } as const;
	return parseProfile(JSON.stringify({ ...input, id, provenance }), `${id}.json`);
}

/** @throws TributaryError `not-found`, also for a shipped one · `legal-hold` */
export function removeProfile(scope: Scope, id: string): Promise<void> {
	return scope.record("ranking.change", { about: "profile" }, async () => {
		demandNoHold(scope.tenant);
		if ((await read(scope.store, idOf("profile", id), StoredProfile)) === null) throw new TributaryError("not-found");
		await scope.store.write([remove(idOf("profile", id))]);
		return { value: undefined, result: { outcome: "ok" } };
	});
}

/** @throws TributaryError `invalid-field` there is none for this tenant · `invalid-profile` */
export async function resolveProfile(
	scope: Scope,
	deps: Deps,
	spec: ProfileSpec,
	pointer: string,
): Promise<RankingProfile> {
	if (typeof spec !== "string") return ofTenant(scope, DRAFT, spec);
	const found = await findProfile(scope, deps, spec);
	if (found === null) throw fault(pointer, "There is no ranking profile of this name.");
	const beyond = RankingProfile.safeParse(found).error?.issues[0];
	if (beyond !== undefined) throw fault(pointer, beyond.message);
	return found;
}

/** As the bench takes it: a shipped profile by its name, which the bench has, too. */
export async function resolveSystem(scope: Scope, deps: Deps, name: string, pointer: string): Promise<SystemSpec> {
	if (name === BM25 || shippedProfile(scope, deps, name)?.provenance.tenant === null) return name;
	return resolveProfile(scope, deps, name, pointer);
}
