import type { Actor } from "../../domain/actor.ts";
import type { TenantId } from "../../domain/tenant.ts";
import type { Collection, Store, StoreName } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import { readDisposal } from "../disposal/disposal-record.ts";
import type { Journals } from "../journals.ts";
import { isConflict, retryOnConflict } from "../optimistic.ts";
import { TENANT_COLLECTIONS } from "../scope.ts";
import type { Serving } from "../serving.ts";
import type { Stores } from "../stores.ts";
import { OPERATOR, readTenantRecord, type TenantRecord, type Tenants } from "../tenants.ts";
import { type Place, putFence, putPlace, readPlace, removeFence } from "./place.ts";
import { demandHere, type NamedEngine } from "./places.ts";
import { openPresent } from "./present-stores.ts";
import { compareSearches } from "./searches.ts";
import { type Compared, StoreCopy } from "./store-copy.ts";

/**
 * A tenant leaves one engine for another, while it is served.
 *
 * 1. the registry says where it goes · 2. its two stores are copied, record by record with versions, and both sides compared, in
 * passes until few differ · 3. a fence in the tenant's store holds writers back, in every process · 4. what was written since is
 * copied, all is compared, searches are asked of both · 5. the same for its log · 6. the registry says that all is there · 7. the stores of
 * before are removed, so that nobody can read what is old · 8. the registry says that it lies there: who waited goes on.
 *
 * Stopped anywhere, the same call goes on, and until 6 a move to where it lies takes it back.
 */
export interface Moves {
	/**
	 * @param to name of the engine
	 * @throws TributaryError `tenant-unavailable` · `engine-not-configured` · `tenant-moving` it is on its way to another one, or its key
	 *   is being changed · `tenant-elsewhere` it lies, or a part of it, in files of another machine · `others-serve` · `store-missing` it is not where it should lie, and nothing is changed · `move-mismatch` · what the engines refuse with
	 */
	move(tenant: TenantId, to: string, options?: MoveOptions): Promise<Moved>;
	/** Which engine a tenant lies in. */
	placeOf(tenant: TenantId): Promise<string>;
}

export interface MoveOptions {
	readonly actor?: Actor;
	/** Into files of this machine although others serve, which cannot answer for the tenant then. */
	readonly thisMachineOnly?: boolean;
	/** Told when it has to be waited whether others serve, and for how many seconds at most. */
	readonly onWait?: (seconds: number) => void;
	/** Told after each batch: the store, and how many of its records were copied by this call. */
	readonly onProgress?: (store: "tenant" | "audit", copied: number) => void;
}

export interface Moved {
	readonly from: string;
	/** The same: it lay there already. */
	readonly to: string;
	/** What was compared, of both stores. Empty where an earlier call had compared it. */
	readonly compared: readonly (Compared & { readonly store: "tenant" | "audit" })[];
	/** Searches that both answered alike. */
	readonly searches: number;
	/** Milliseconds in which writers waited. */
	readonly waited: number;
}

export interface MovesDeps {
	readonly platform: Store;
	readonly stores: Stores;
	readonly tenants: Tenants;
	readonly journals: Journals;
	readonly serving: Pick<Serving, "elsewhere">;
}

/** So few records in a pass that writers can wait for the next one, and passes after which they have to. */
const FEW = 50;
const PASSES = 10;

const COLLECTIONS: Readonly<Record<"tenant" | "audit", readonly Collection[]>> = {
	tenant: [...TENANT_COLLECTIONS, "person-key"],
	audit: ["audit", "setting"],
};

export function createMoves(deps: MovesDeps): Moves {
	const { stores, tenants, journals } = deps;
	return {
		placeOf: async (tenant) => (await stores.places.of({ kind: "tenant", tenant })).name,
		move: async (tenant, to, { actor = OPERATOR, onProgress = () => {}, ...asked } = {}) => {
			await tenants.get(tenant);
			const target = stores.places.named(to);
			const record = await journals.recordOf(tenant);
			await demandStill(deps, tenant);
			const from = await stores.places.of({ kind: "tenant", tenant });
			const access = { actor, action: "tenant.change", subject: { about: `engine-${to}` } } as const;
			const nothing = { from: from.name, to, compared: [], searches: 0, waited: 0 };
			if (from.name === to) {
				if (await takeBack(deps, record, from)) await journals.administer(record, access, async () => {});
				return nothing;
			}
			const way: Way = { tenant, record, from, to: target };
			await demandAlone(deps, way, asked);
			const begun = await begin(deps, way);
			if (begun === "verified") {
				// Its log may be gone from there already: it is written down when all is done.
				await settle(deps, way);
				return journals.administer(record, access, async () => nothing);
			}
			return journals.administer(record, access, async () => {
				const { since, ...done } = await copyBoth(deps, way, onProgress);
				await markVerified(deps, way, begun);
				await settle(deps, way);
				return { ...nothing, ...done, waited: Math.round(performance.now() - since) };
			});
		},
	};
}

interface Way {
	readonly tenant: TenantId;
	readonly record: TenantRecord;
	readonly from: NamedEngine;
	readonly to: NamedEngine;
}

/**
 * The registry says where it goes; whoever had begun before this does not end it any more. Writers go on, for the time being.
 * @returns the version of the registry's entry; `verified` where the rest of an earlier call is all that is left
 */
async function begin({ platform, stores }: MovesDeps, { tenant, record, from, to }: Way): Promise<number | "verified"> {
	return retryOnConflict(async () => {
		const found = await readPlace(platform, tenant);
		const move = found?.place.move;
		if (found !== null && found.place.engine !== from.name)
			throw new TributaryError("tenant-moving", { detail: "Somebody else has moved it meanwhile." });
		if (move !== undefined && move.to !== to.name)
			throw new TributaryError("tenant-moving", { detail: `It is on its way to ${move.to}: finish that first.` });
		demandHere(to, move?.folder);
		if (move?.isVerified === true) return "verified";
		const sources = await openPresent(stores, from, record);
		const place: Place = { ...found?.place, ...spotOf(from), move: { ...wayTo(to), isVerified: false } };
		const [version] = await platform.write([putPlace(tenant, place, found?.version ?? 0)]);
		for (const source of sources) await source.write([removeFence]);
		return version as number;
	});
}

async function copyBoth(
	{ stores }: MovesDeps,
	{ tenant, from, to }: Way,
	onProgress: NonNullable<MoveOptions["onProgress"]>,
) {
	const copies = await Promise.all(
		storesOf(tenant).map(async (name) => {
			const [source, target] = await Promise.all([
				stores.openIn(from, name),
				stores.openIn(to, name, { create: true }),
			]);
			const { kind } = name;
			const options = { collections: COLLECTIONS[kind], onProgress: (copied: number) => onProgress(kind, copied) };
			return { kind, source, target, copy: await StoreCopy.begin(source, target, options) };
		}),
	);
	for (const { copy } of copies) for (let pass = 1; (await copy.pass()) > FEW && pass < PASSES; pass++);
	const since = performance.now();
	let searches = 0;
	for (const { kind, source, target, copy } of copies) {
		await source.write([putFence]);
		await copy.pass();
		if (kind === "tenant") searches = await compareSearches(source, target);
	}
	const compared = copies.flatMap(({ kind, copy }) => copy.compared().map((one) => ({ store: kind, ...one })));
	return { since, searches, compared };
}

/** @throws TributaryError `tenant-moving` somebody else has begun anew, and let writers go on */
async function markVerified({ platform }: MovesDeps, { tenant, from, to }: Way, begun: number): Promise<void> {
	const before = (await readPlace(platform, tenant))?.place;
	const place: Place = { ...before, ...spotOf(from), move: { ...wayTo(to), isVerified: true } };
	try {
		await platform.write([putPlace(tenant, place, begun)]);
	} catch (error) {
		if (!isConflict(error)) throw error;
		throw new TributaryError("tenant-moving", { detail: "Somebody else moves it.", cause: error });
	}
}

/** All is there. What lies in the place of before goes, and only then anybody works on the new one. May be repeated. */
async function settle({ platform, stores }: MovesDeps, { tenant, record, from, to }: Way): Promise<void> {
	const copies = await openPresent(stores, to, record);
	for (const name of storesOf(tenant)) await from.engine.drop(name);
	for (const copy of copies) await copy.write([removeFence]);
	await retryOnConflict(async () => {
		const found = await readPlace(platform, tenant);
		const { leftIn, leftFolder } = found?.place ?? {};
		const isHere = leftIn === undefined || (leftIn === to.name && leftFolder?.id === to.folder?.id);
		const elsewhere = isHere ? {} : { leftIn, leftFolder };
		await platform.write([putPlace(tenant, { ...spotOf(to), ...elsewhere }, found?.version ?? 0)]);
	});
}

/** Nothing was removed yet: writers go on where they were, and the copy is thrown away. @returns whether there was something to do */
async function takeBack({ platform, stores }: MovesDeps, record: TenantRecord, from: NamedEngine): Promise<boolean> {
	const tenant = record.tenant.id;
	const found = await readPlace(platform, tenant);
	const leftIn = found?.place.move?.to ?? found?.place.leftIn;
	if (found == null || leftIn === undefined) return false;
	if (found.place.move?.isVerified === true)
		throw new TributaryError("tenant-moving", { detail: `All is copied: finish the move to ${leftIn}.` });
	const left = stores.places.named(leftIn);
	const leftFolder = found.place.move?.folder ?? found.place.leftFolder;
	const sources = await openPresent(stores, from, record);
	// From here on whoever copies is not heard any more; that there is a copy is known until it is removed.
	const [version = 0] = await platform.write([
		putPlace(tenant, { ...spotOf(from), leftIn, leftFolder }, found.version),
	]);
	for (const source of sources) await source.write([removeFence]);
	// It is served again; what lies on another machine is removed by the same call there.
	demandHere(left, leftFolder);
	for (const name of storesOf(tenant)) await left.engine.drop(name);
	await platform.write([putPlace(tenant, spotOf(from), version)]);
	return true;
}

const spotOf = ({ name, folder }: NamedEngine): Pick<Place, "engine" | "folder"> => ({ engine: name, folder });
const wayTo = ({ name, folder }: NamedEngine) => ({ to: name, folder });

/**
 * Files of this machine are nobody else's. Of a move that has begun it was looked before.
 * @throws TributaryError `others-serve` processes on other machines do
 */
async function demandAlone(
	{ platform, serving }: MovesDeps,
	{ tenant, to }: Way,
	{ thisMachineOnly = false, onWait }: MoveOptions,
): Promise<void> {
	if (to.folder === undefined || thisMachineOnly || (await readPlace(platform, tenant))?.place.move !== undefined)
		return;
	if (await serving.elsewhere(to.folder.id, onWait)) throw new TributaryError("others-serve");
}

/** @throws TributaryError `tenant-moving` its key is being changed · `tenant-unavailable` it is being erased */
async function demandStill({ platform }: MovesDeps, tenant: TenantId): Promise<void> {
	const found = await readTenantRecord(platform, tenant);
	if (found?.record.keys.nextData !== undefined || found?.record.keys.nextPersons !== undefined)
		throw new TributaryError("tenant-moving", { detail: "Its key is being changed: finish that first (key rotate)." });
	if ((await readDisposal(platform, tenant))?.record.erasure !== undefined)
		throw new TributaryError("tenant-unavailable");
}

const storesOf = (tenant: TenantId): Extract<StoreName, { tenant: TenantId }>[] => [
	{ kind: "tenant", tenant },
	{ kind: "audit", tenant },
];
