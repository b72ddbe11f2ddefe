import { Candidate, CandidateImport, type Match } from "../domain/candidate.ts";
import type { CandidateChange } from "../domain/event.ts";
import { faultsOf, illFormedIn } from "../domain/faults.ts";
import type { Resume } from "../domain/resume.ts";
import type { Change } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { findMatches } from "../identity/find-match.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import { createPauses } from "../tenancy/pauses.ts";
import type { Scope } from "../tenancy/scope.ts";
import { decideMatch, mergedAway, profilesOf, putCandidate, writeCandidates } from "./candidate-record.ts";
import { withoutPersonalLines } from "./drop-personal-data.ts";
import { formerPerson } from "./former-versions.ts";
import type { ImportDeps, ImportOutcome } from "./import-candidate.ts";
import { withImported } from "./merge-resume.ts";

/** A batch of an import: one read, one question to the network and one write for all its people. */

interface Item {
	/** Place in the batch. */
	readonly index: number;
	readonly record: CandidateImport;
}

type Outcomes = Map<number, ImportOutcome>;

/** @returns an outcome for each input, in their order */
export async function importBatch(
	scope: Scope,
	deps: ImportDeps,
	inputs: readonly unknown[],
): Promise<readonly ImportOutcome[]> {
	const outcomes: Outcomes = new Map();
	const pause = createPauses();
	// The same person twice in one batch: one after the other, so that the later record wins.
	const rounds: Map<string, Item>[] = [];
	for (const [index, input] of inputs.entries()) {
		const read = CandidateImport.safeParse(input);
		const errors = [...illFormedIn(input), ...(read.success ? [] : faultsOf(read.error))];
		if (read.success && errors.length === 0) addToRound(rounds, { index, record: read.data });
		else outcomes.set(index, refusal(input, new TributaryError("invalid-field", { errors })));
		await pause();
	}
	for (const round of rounds) {
		const items = [...round.values()];
		await retryOnConflict(() => storeRound(scope, deps, items, outcomes));
	}
	return inputs.map((_, index) => outcomes.get(index) as ImportOutcome);
}

function addToRound(rounds: Map<string, Item>[], item: Item): void {
	const { id } = item.record;
	// After the last round that has the person, never before it.
	const next = rounds.findLastIndex((round) => round.has(id)) + 1;
	const round = rounds[next] ?? new Map<string, Item>();
	rounds[next] = round.set(id, item);
}

/** Stores records of different people in one write. One that the store does not take is refused, and the rest tried again. */
async function storeRound(scope: Scope, deps: ImportDeps, items: readonly Item[], outcomes: Outcomes): Promise<void> {
	for (;;) {
		const accepted = items.filter(({ index }) => outcomes.get(index)?.ok !== false);
		const prepared = await prepareAll(scope, deps, accepted, outcomes);
		if (prepared.length === 0) return;
		try {
			const told = prepared.map(({ candidate, created }): CandidateChange => {
				return { candidateId: candidate.id, change: created ? "created" : "updated" };
			});
			// What is kept of before stands behind, so that each person keeps his place.
			const changes = [...prepared.map(({ change }) => change), ...prepared.flatMap(({ former }) => former)];
			const versions = await writeCandidates(scope, deps, changes, told);
			for (const [place, { item, candidate, created }] of prepared.entries()) {
				outcomes.set(item.index, { ok: true, candidate, version: versions[place] ?? 0, created });
			}
			return;
		} catch (error) {
			const refused = prepared[refusedPlace(error) ?? -1];
			if (refused === undefined) throw error;
			outcomes.set(refused.item.index, refusal(refused.item.record, error));
		}
	}
}

/** Which change of a write the engine did not take: it names it by a pointer into the changes. */
function refusedPlace(error: unknown): number | null {
	if (!(error instanceof TributaryError) || error.code !== "invalid-field") return null;
	const place = /^\/(\d+)/.exec(error.errors[0]?.pointer ?? "")?.[1];
	return place === undefined ? null : Number(place);
}

interface Prepared {
	readonly item: Item;
	readonly candidate: Candidate;
	readonly change: Change;
	readonly former: readonly Change[];
	readonly created: boolean;
}

async function prepareAll(
	scope: Scope,
	{ clock, candidateDocument }: ImportDeps,
	items: readonly Item[],
	outcomes: Outcomes,
): Promise<Prepared[]> {
	const now = clock();
	const pause = createPauses();
	const found = await scope.store.read("person", { ids: items.map(({ record }) => record.id) });
	const fresh = items.filter((_, place) => found[place] === null).map(({ record: { id } }) => id);
	const gone = await mergedAway(scope.store, fresh);
	const known: (Candidate | null)[] = [];
	const resumes: Resume[] = [];
	const { dropPersonalData } = scope.tenant.settings;
	for (const [place, { record }] of items.entries()) {
		const stored = found[place] ?? null;
		const before = stored === null ? null : Candidate.parse(JSON.parse(stored.record));
		const resume = withImported(before?.resume, record.resume);
		known.push(before);
		resumes.push(dropPersonalData ? withoutPersonalLines(resume) : resume);
		await pause();
	}
	const sought = items.map(({ record: { id } }, place) => ({ ...known[place], id, resume: resumes[place] ?? {} }));
	const suggested = await findMatches(scope, sought, now);
	const matches = items.map((_, place) => decideMatch(scope, known[place] ?? null, suggested[place] ?? null));
	const profiles = await profilesOf(scope, matches);
	const prepared: Prepared[] = [];
	for (const [place, item] of items.entries()) {
		const merged = gone.get(item.record.id);
		if (merged !== undefined) {
			outcomes.set(item.index, refusal(item.record, merged));
			continue;
		}
		const before = known[place] ?? null;
		const candidate = imported(item.record, before, {
			resume: resumes[place] ?? {},
			match: matches[place] ?? null,
			now,
		});
		try {
			const change = putCandidate(candidate, profiles, candidateDocument, found[place]?.version ?? 0);
			const stored = found[place] ?? null;
			const former = stored === null ? [] : formerPerson(scope, stored, candidate);
			prepared.push({ item, candidate, change, former, created: before === null });
		} catch (error) {
			outcomes.set(item.index, refusal(item.record, error));
		}
		await pause();
	}
	return prepared;
}

function imported(
	record: CandidateImport,
	before: Candidate | null,
	decided: { readonly resume: Candidate["resume"]; readonly match: Match | null; readonly now: Date },
): Candidate {
	const { resume, match, now } = decided;
	const at = now.toISOString();
	return {
		...before,
		...record,
		resume,
		match,
		file: before?.file ?? null,
		createdAt: before?.createdAt ?? at,
		updatedAt: record.updatedAt ?? at,
		ownUpdatedAt: undefined,
	};
}

function refusal(input: unknown, reason: unknown): ImportOutcome {
	const id = typeof input === "object" && input !== null && "id" in input ? input.id : null;
	const error = reason instanceof TributaryError ? reason : new TributaryError("internal", { cause: reason });
	return { ok: false, id: typeof id === "string" ? id : null, error };
}
