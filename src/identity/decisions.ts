import { Candidate, type Decision } from "../domain/candidate.ts";
import type { Scope } from "../tenancy/scope.ts";

/** What was decided about who is one person, by rules and by people, so that it can be taken back. */

export interface DecisionPage {
	readonly items: readonly Decision[];
	/** Id of the last candidate that was looked at, null at the end. A page may be empty and not the last. */
	readonly next: string | null;
}

export interface DecisionQuery {
	readonly after?: string | undefined;
	/** About so many: all of one candidate come together. */
	readonly limit: number;
	/** Only those of rules, or of people. */
	readonly by?: Decision["by"] | undefined;
}

/** Candidates that are read at once. */
const BATCH = 200;
/** Candidates that one page looks at, so that a page takes its time and not more. */
const MOST_LOOKED_AT = 2000;

/** A page of decisions, by candidate in byte order of ids. */
export function decisions(scope: Scope, query: DecisionQuery): Promise<DecisionPage> {
	return scope.record("match.read", { about: "decisions" }, async () => {
		const value = await collect(scope, query);
		const ids = [...new Set(value.items.map(({ candidateId }) => candidateId))].slice(0, 1000);
		return { value, result: { outcome: "ok", count: value.items.length, ids } };
	});
}

async function collect({ store }: Scope, { after: start, limit, by }: DecisionQuery): Promise<DecisionPage> {
	const items: Decision[] = [];
	let after = start;
	for (let looked = 0; looked < MOST_LOOKED_AT; looked += BATCH) {
		const page = await store.list("person", { limit: BATCH, ...(after === undefined ? {} : { after }) });
		for (const [place, { record }] of page.entries()) {
			const candidate = Candidate.parse(JSON.parse(record));
			items.push(...decisionsOf(candidate).filter((one) => by === undefined || one.by === by));
			after = candidate.id;
			const isLast = place === page.length - 1 && page.length < BATCH;
			if (items.length >= limit && !isLast) return { items, next: candidate.id };
		}
		if (page.length < BATCH) return { items, next: null };
	}
	return { items, next: after ?? null };
}

/** Two candidates who are not one know of each other: they are told of once, with the one whose id comes first. */
function decisionsOf({ id, resume, match, distinctFrom, mergedFrom = [] }: Candidate): Decision[] {
	const common = { candidateId: id, name: resume.basics?.name ?? null };
	const person = (kind: Decision["kind"], otherId: string): Decision => ({
		...common,
		kind,
		otherId,
		by: "person",
		at: null,
	});
	return [
		...(match === null
			? []
			: [{ ...common, kind: "link" as const, otherId: match.profileId, by: match.by, at: match.linkedAt }]),
		...(distinctFrom?.profiles ?? []).map((other) => person("distinct-profile", other)),
		...(distinctFrom?.candidates ?? [])
			.filter((other) => other > id)
			.map((other) => person("distinct-candidate", other)),
		...mergedFrom.map((other) => person("merge", other)),
	];
}
