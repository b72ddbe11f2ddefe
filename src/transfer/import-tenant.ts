import { createHash } from "node:crypto";
import type { Actor } from "../domain/actor.ts";
import { Candidate } from "../domain/candidate.ts";
import { DisplayName } from "../domain/display-name.ts";
import { parseTenantId, type Tenant } from "../domain/tenant.ts";
import type { Change } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { type CandidateDocument, profilesOf } from "../ingest/candidate-record.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import { OPERATOR } from "../tenancy/tenants.ts";
import { leaves, type Returned, returning } from "./collections.ts";
import type { Line, Manifest } from "./format.ts";
import { type ArchiveFile, checkArchive, takeArchive } from "./read-archive.ts";

/** An archive comes back, into a new tenant. */

export interface ImportDeps {
	readonly tenancy: Pick<Tenancy, "imports" | "openScope" | "tenants">;
	readonly candidateDocument: CandidateDocument;
	readonly clock: Clock;
}

export interface Imported {
	readonly tenant: Tenant;
	readonly manifest: Manifest;
}

/** People in one write. */
const BATCH = 250;

/**
 * Imports an archive. All of it is checked before the tenant is made; until the last record is in, the tenant is disabled. Cut off
 * anywhere, the same call goes on.
 * @param input tenant: a new one, or an empty one · trusted: fingerprint of the key that has to have signed the archive
 * @throws TributaryError as `checkArchive` · as {@link Tenancy.imports} `begin`
 */
export async function importTenant(
	deps: ImportDeps,
	input: { readonly file: ArchiveFile; readonly tenant: string; readonly trusted?: string; readonly actor?: Actor },
): Promise<Imported> {
	const id = parseTenantId(input.tenant);
	const { trusted, actor = OPERATOR } = input;
	const { opening, manifest } = await checkArchive(input.file, trusted);
	const { name, settings } = opening.tenant;
	const { tenancy } = deps;
	// A name of before may have what none may have now.
	const shown = DisplayName.safeParse(name).success ? name : input.tenant;
	await tenancy.imports.begin(id, shown, opening.id, actor);
	await tenancy.tenants.update(id, { settings: takenSettings(settings) }, actor);
	const purpose = "tenant import";
	const scope = await tenancy.openScope({ tenant: id, actor, purpose, evenDisabled: true });
	const subject = { about: trusted === undefined ? "untrusted-key" : "trusted-key", keyId: manifest.fingerprint };
	const tenant = await scope.record("tenant.import", subject, async () => {
		await takeAll(scope, deps, input.file, manifest);
		const count = Object.values(manifest.manifest.counts).reduce((sum, one) => sum + one, 0);
		return { value: await tenancy.imports.finish(id), result: { outcome: "ok", count } };
	});
	return { tenant, manifest };
}

/** An archive is not believed about how many people it takes here: what it says counts where it asks for more, not for less. */
const takenSettings = ({ secondPerson, ...settings }: Tenant["settings"]): Partial<Tenant["settings"]> =>
	secondPerson === "off" ? settings : { ...settings, secondPerson };

async function takeAll(scope: Scope, deps: ImportDeps, file: ArchiveFile, manifest: Manifest): Promise<void> {
	/** Records of files whose bytes are still to come: they stand before them. */
	const awaited = new Map<string, Line>();
	await takeArchive(file, manifest, async (taken) => {
		if (taken.kind === "file") return takeFile(scope, taken, awaited);
		const { collection, lines } = taken;
		if (collection === "original") for (const line of lines) awaited.set(line.id, line);
		else
			for (let start = 0; start < lines.length; start += BATCH)
				await scope.store.write(await changesOf(scope, deps, collection, lines.slice(start, start + BATCH)));
	});
	const [missing] = awaited.keys();
	if (missing !== undefined)
		throw new TributaryError("archive-damaged", { detail: `The file ${missing} has no bytes.` });
}

async function takeFile(
	{ store }: Scope,
	{ sha256: id, bytes }: { readonly sha256: string; readonly bytes: Buffer },
	awaited: Map<string, Line>,
): Promise<void> {
	const line = awaited.get(id);
	if (line === undefined || createHash("sha256").update(bytes).digest("hex") !== id)
		throw new TributaryError("archive-damaged", { detail: `The file ${id} is another, or nobody's.` });
	const record = JSON.stringify(line.record);
	await store.write([{ op: "put", collection: "original", id, record, keys: line.keys, blob: new Uint8Array(bytes) }]);
	awaited.delete(id);
}

async function changesOf(
	scope: Scope,
	deps: ImportDeps,
	collection: Returned,
	lines: readonly Line[],
): Promise<readonly Change[]> {
	if (collection === "person") return people(scope, deps, lines);
	const now = deps.clock();
	const taken = lines.filter(({ id }) => leaves(collection, id));
	return taken.map((line): Change => {
		const { id, keys } = line;
		return { op: "put", collection, id, keys, record: returning(collection, line, now) };
	});
}

/** People are indexed anew, with the profiles that the network here has of those who are matched. */
async function people(scope: Scope, { candidateDocument }: ImportDeps, lines: readonly Line[]): Promise<Change[]> {
	const candidates = lines.map(({ record }) => Candidate.parse(record));
	const profiles = await profilesOf(
		scope,
		candidates.map(({ match }) => match),
	);
	return candidates.map((candidate, place): Change => {
		const made = candidateDocument(candidate, profiles.get(candidate.match?.profileId ?? "") ?? null);
		const { keys = made.keys, record = {} } = lines[place] ?? {};
		const document = { ...made, keys };
		return { op: "put", collection: "person", id: candidate.id, record: JSON.stringify(record), document };
	});
}
