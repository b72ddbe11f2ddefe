import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { faultsOf } from "../domain/faults.ts";
import { DEFAULT_PROFILE, RankingProfile } from "../domain/ranking-profile.ts";
import type { TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { packageRoot } from "../package-root.ts";

export interface Profiles {
	/** Names of all profiles, whoever may use them, in byte order. */
	readonly ids: readonly string[];
	/**
	 * @param id undefined for the default
	 * @param tenant who searches; null for one that is not a tenant, who may use what was learned from nobody
	 * @throws TributaryError `invalid-field` when there is none, or none for this tenant: the two are not told apart
	 */
	get(id: string | undefined, tenant: TenantId | null): RankingProfile;
	/** Drops what was learned from a tenant: see {@link removeLearnedFrom} for its files. */
	forgetLearnedFrom(tenant: TenantId): void;
}

/**
 * Reads the profiles of a folder: every `<id>.json` in it. Synchronous: it is read once, at start.
 * @param folder ranking/profiles of this package, unless said otherwise
 * @throws TributaryError `invalid-profile` for a file that is not one · `invalid-configuration` without the default profile
 */
export function loadProfiles(defaultId: string = DEFAULT_PROFILE, folder: string = shippedFolder()): Profiles {
	const files = filesIn(folder);
	return createProfiles(
		files.map((name) => parseProfile(readFileSync(path.join(folder, name), "utf8"), name)),
		defaultId,
	);
}

const shippedFolder = () => path.join(packageRoot(), "ranking", "profiles");
const filesIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(".json"));

export interface RemovedProfiles {
	/** Ids. */
	readonly removed: readonly string[];
	/** Names of files of which it is not known whose they are: they stay. */
	readonly unread: readonly string[];
}

/** Removes the files of profiles that were learned from a tenant's judgments: they end with the tenant. */
export function removeLearnedFrom(tenant: TenantId, folder: string = shippedFolder()): RemovedProfiles {
	const owners = filesIn(folder).map((name) => ({ name, owner: ownerIn(path.join(folder, name)) }));
	const learned = owners.filter(({ owner }) => owner === tenant);
	for (const { name } of learned) rmSync(path.join(folder, name));
	return {
		removed: learned.map(({ name }) => path.basename(name, ".json")),
		unread: owners.filter(({ owner }) => owner === undefined).map(({ name }) => name),
	};
}

const Owned = z.object({ provenance: z.object({ tenant: z.string().nullable() }) });

/** Whose judgments a file was learned from, also where its weights are not valid any more; undefined where it does not say. */
function ownerIn(file: string): string | null | undefined {
	try {
		return Owned.safeParse(JSON.parse(readFileSync(file, "utf8"))).data?.provenance.tenant;
	} catch {
		return undefined;
	}
}

/** @throws TributaryError `invalid-configuration` when the default is not among them */
export function createProfiles(profiles: readonly RankingProfile[], defaultId: string = DEFAULT_PROFILE): Profiles {
	const byId = new Map(profiles.map((profile) => [profile.id, profile]));
	if (!byId.has(defaultId)) {
		throw new TributaryError("invalid-configuration", { detail: `There is no ranking profile ${defaultId}.` });
	}
	return {
		get ids() {
			return [...byId.keys()].sort();
		},
		get(id = defaultId, tenant) {
			const profile = byId.get(id);
			const learnedFrom = profile?.provenance.tenant ?? null;
			if (profile !== undefined && (learnedFrom === null || learnedFrom === tenant)) return profile;
			const detail = "There is no ranking profile of this name.";
			throw new TributaryError("invalid-field", { detail, errors: [{ pointer: "/profile", detail }] });
		},
		forgetLearnedFrom(tenant) {
			for (const [id, { provenance }] of byId) if (provenance.tenant === tenant) byId.delete(id);
		},
	};
}

/** @throws TributaryError `invalid-profile` */
export function parseProfile(text: string, fileName: string): RankingProfile {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (cause) {
		throw new TributaryError("invalid-profile", { detail: `${fileName} is not valid JSON.`, cause });
	}
	const read = RankingProfile.safeParse(value);
	if (!read.success) {
		const detail = `${fileName} is not a ranking profile.`;
		throw new TributaryError("invalid-profile", { detail, errors: faultsOf(read.error) });
	}
	if (`${read.data.id}.json` !== fileName) {
		throw new TributaryError("invalid-profile", {
			detail: `${fileName} holds the profile ${read.data.id}: name it so.`,
		});
	}
	const negative = Object.entries({ ...read.data.fields, coverage: read.data.coverage }).find(
		([, weight]) => weight < 0,
	);
	if (negative === undefined) return read.data;
	throw new TributaryError("invalid-profile", { detail: `${fileName}: the weight of ${negative[0]} is below 0.` });
}
