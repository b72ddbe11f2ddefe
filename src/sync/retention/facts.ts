import type { Candidate } from "../../domain/candidate.ts";
import type { RETENTION_OUTCOMES, RetentionRule } from "../../domain/retention.ts";
import type { StoredRecord } from "../../engine/port.ts";
import { ENTRIES, type EntryKind } from "../activity.ts";

/** What rules of retention look at in a person. Pure. */

export interface Facts {
	readonly outcome: (typeof RETENTION_OUTCOMES)[number];
	readonly country: string | null;
	/** Lower case. */
	readonly sources: readonly string[];
	readonly matched: boolean;
	readonly contacted: boolean;
	/** Milliseconds since 1970 of the latest thing that is known to have happened with the person. */
	readonly lastActivity: number;
}

/** @param entries of the collection `activity`, about the person */
export function factsOf(candidate: Candidate, entries: readonly StoredRecord[]): Facts {
	const { applications = [], notes = [], feedback = [], file, match, source, resume } = candidate;
	const activity = entries.flatMap(entryOf);
	const dates = [
		candidate.createdAt,
		candidate.updatedAt,
		file?.receivedAt,
		...applications.flatMap(({ appliedAt, updatedAt, stages = [] }) => [
			appliedAt,
			updatedAt,
			...stages.map(({ at }) => at),
		]),
		...[...notes, ...feedback].map(({ createdAt }) => createdAt),
		...activity.flatMap(({ dates }) => dates),
	];
	return {
		outcome: outcomeOf(candidate),
		country: resume.basics?.location?.countryCode?.toUpperCase() ?? null,
		sources: [source, ...applications.map((one) => one.source)].flatMap((one) => one?.toLowerCase() ?? []),
		matched: match !== null,
		contacted: activity.some(({ kind }) => kind !== "prospect-note"),
		lastActivity: Math.max(...dates.flatMap((at) => (at === undefined ? [] : [Date.parse(at)]))),
	};
}

/** Whoever waits for an answer is open, whoever was hired once is hired; else the end that came last decides. */
function outcomeOf({ applications = [] }: Candidate): Facts["outcome"] {
	const outcomes = new Set(applications.map(({ outcome = "open" }) => outcome));
	for (const first of ["open", "hired"] as const) if (outcomes.has(first)) return first;
	const endOf = ({ updatedAt, appliedAt }: (typeof applications)[number]) =>
		Date.parse(updatedAt ?? appliedAt ?? "1970-01-01");
	return [...applications].sort((a, b) => endOf(b) - endOf(a))[0]?.outcome ?? "none";
}

/** The records that only keep the order of time say nothing of their own. */
function entryOf({ id, record }: StoredRecord): { readonly kind: EntryKind; readonly dates: readonly string[] }[] {
	const [kind = "", place] = id.split("/");
	if (place !== "id" || !Object.hasOwn(ENTRIES, kind)) return [];
	const entry = ENTRIES[kind as EntryKind].parse(JSON.parse(record));
	const changedAt = "changedAt" in entry ? entry.changedAt : undefined;
	return [{ kind: kind as EntryKind, dates: [entry.at, ...(changedAt === undefined ? [] : [changedAt])] }];
}

const DAY = 86_400_000;

/** The rule that decides about a person: the first that matches. */
export const ruleOf = (rules: readonly RetentionRule[], facts: Facts): RetentionRule | undefined =>
	rules.find((rule) => matches(rule, facts));

function matches({ outcomes, countries, sources, origin, contacted }: RetentionRule, facts: Facts): boolean {
	return (
		(outcomes === undefined || outcomes.includes(facts.outcome)) &&
		(countries === undefined || (facts.country !== null && countries.includes(facts.country))) &&
		(sources === undefined || sources.some((one) => facts.sources.includes(one.toLowerCase()))) &&
		(origin === undefined || (origin === "matched") === facts.matched) &&
		(contacted === undefined || contacted === facts.contacted)
	);
}

/** Whether the time is over. */
export const isDue = ({ days }: RetentionRule, { lastActivity }: Facts, now: Date): boolean =>
	days !== null && lastActivity + days * DAY <= now.getTime();
