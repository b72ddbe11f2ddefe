import type { Candidate } from "../domain/candidate.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { changeCandidate, readCandidate } from "./candidate-record.ts";
import type { ImportDeps } from "./import-candidate.ts";
import { memoriesOf, rewritten } from "./merge-memories.ts";
import { withoutFile } from "./merge-resume.ts";
import { releaseOriginal } from "./originals.ts";

/**
 * Takes a file away from candidates, with what was read in it: what only the ATS said stays. The bytes go unless somebody else has the
 * same file, and merges do not remember it. Nothing happens to who does not have it.
 * @param candidateIds of one person: who was merged into whom
 */
export function removeFile(
	scope: Scope,
	deps: ImportDeps,
	candidateIds: readonly string[],
	sha256: string,
): Promise<void> {
	return scope.record("candidate.write", { candidateIds: [...candidateIds], sha256 }, async () => {
		for (const id of candidateIds) {
			if ((await readCandidate(scope.store, id)) !== null)
				await changeCandidate(scope, deps, id, async (known) => (known === null ? null : withoutIt(known, sha256)));
			await releaseOriginal(scope.store, id, sha256);
		}
		await retryOnConflict(async () => {
			const memories = await memoriesOf(scope.store, candidateIds);
			const changes = rewritten(memories, (candidate) => withoutIt(candidate, sha256) ?? candidate);
			if (changes.length > 0) await scope.store.write(changes);
		});
		return { value: undefined, result: { outcome: "ok" } };
	});
}

/** null: he does not have it. */
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
