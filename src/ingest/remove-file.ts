import type { Candidate } from "../domain/candidate.ts";
import type { Scope } from "../tenancy/scope.ts";
import { changeCandidate, readCandidate } from "./candidate-record.ts";
import type { ImportDeps } from "./import-candidate.ts";
import { withoutFile } from "./merge-resume.ts";
import { releaseOriginal } from "./originals.ts";

/**
 * Takes a file away from a candidate, with what was read in it: what only the ATS said stays. The bytes go unless somebody else has the
 * same file. Nothing happens where he does not have it.
 */
export function removeFile(scope: Scope, deps: ImportDeps, candidateId: string, sha256: string): Promise<void> {
	return scope.record("candidate.write", { candidateId, sha256 }, async () => {
		if ((await readCandidate(scope.store, candidateId)) !== null)
			await changeCandidate(scope, deps, candidateId, async (known) =>
				known === null ? null : withoutIt(known, sha256),
			);
		await releaseOriginal(scope.store, candidateId, sha256);
		return { value: undefined, result: { outcome: "ok" } };
	});
}

function withoutIt(known: Candidate, sha256: string): Candidate | null {
	const isCurrent = known.file?.sha256 === sha256;
	const older = (known.olderFiles ?? []).filter((file) => file.sha256 !== sha256);
	if (!isCurrent && older.length === (known.olderFiles ?? []).length) return null;
	const { olderFiles: _, ...rest } = known;
	return {
		...rest,
		...(older.length === 0 ? {} : { olderFiles: older }),
		...(isCurrent ? { file: null, resume: withoutFile(known.resume) } : {}),
	};
}
