import type { Candidate } from "../domain/candidate.ts";
import { TributaryError } from "../errors.ts";
import type { AuditResult } from "../tenancy/audit-entry.ts";
import type { Recorded, Scope } from "../tenancy/scope.ts";
import type { StoredCandidate } from "./candidate-record.ts";
import { importBatch } from "./import-batch.ts";
import type { IngestDeps } from "./store-resume.ts";

export type ImportDeps = Pick<IngestDeps, "candidateDocument" | "clock" | "announce" | "announced">;

/** What became of one record of an import. */
export type ImportOutcome =
	| { readonly ok: true; readonly candidate: Candidate; readonly version: number; readonly created: boolean }
	| { readonly ok: false; readonly id: string | null; readonly error: TributaryError };

/** Records in one write and one audit entry. */
const BATCH = 500;

/**
 * Takes what an ATS knows of a person. Each part that the record names is replaced as a whole; parts that it does not name, the
 * file, and what was read in the file and the ATS is silent about, stay. Repeating it changes nothing but the version.
 * @param input a CandidateImport, not yet checked
 * @throws TributaryError `invalid-field` with every fault · `audit-unavailable` · `store-unavailable`
 */
export async function importCandidate(
	scope: Scope,
	deps: ImportDeps,
	input: unknown,
): Promise<StoredCandidate & { readonly created: boolean }> {
	const [outcome] = await importCandidates(scope, deps, [input]);
	if (outcome?.ok !== true) throw outcome?.error ?? new TributaryError("internal");
	const { candidate, version, created } = outcome;
	return { candidate, version, created };
}

/**
 * {@link importCandidate} for many, in their order: a bad record is refused by itself. When it resolves the others are durable
 * and searchable.
 * @returns an outcome for each input
 * @throws TributaryError `audit-unavailable` · `store-unavailable`
 */
export async function importCandidates(
	scope: Scope,
	deps: ImportDeps,
	inputs: readonly unknown[],
): Promise<readonly ImportOutcome[]> {
	const outcomes: ImportOutcome[] = [];
	for (let start = 0; start < inputs.length; start += BATCH) {
		const batch = inputs.slice(start, start + BATCH);
		const stored = await scope.record("candidate.import", { count: batch.length }, async () =>
			recorded(await importBatch(scope, deps, batch)),
		);
		outcomes.push(...stored);
	}
	return outcomes;
}

function recorded(outcomes: readonly ImportOutcome[]): Recorded<readonly ImportOutcome[]> {
	const ids = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.candidate.id] : []));
	const failed = outcomes.length - ids.length;
	const outcome = failed === 0 ? "ok" : ids.length === 0 ? "failed" : "partial";
	const result: AuditResult = { outcome, count: ids.length, failed, ids: [...new Set(ids)] };
	return { value: outcomes, result };
}
