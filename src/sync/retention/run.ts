import * as z from "zod";
import { Candidate, RecordId } from "../../domain/candidate.ts";
import { RetentionReport, type RetentionRule } from "../../domain/retention.ts";
import type { StoredRecord } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import { findableLists } from "../../ingest/people-lists.ts";
import { certifyErasure, ErasureReceipt } from "../../tenancy/disposal/receipt.ts";
import { demandNoHold } from "../../tenancy/legal-hold.ts";
import { eachPage } from "../../tenancy/listing.ts";
import type { Recorded, Scope } from "../../tenancy/scope.ts";
import { entriesByPerson } from "../activity.ts";
import { type EraseDeps, erasePerson } from "../erase-person.ts";
import { identitiesOf } from "../identities.ts";
import { factsOf, isDue, ruleOf } from "./facts.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { putRun, readRetention, readRuns, runIdOf } from "./settings.ts";

/** Erases who was kept for as long as the tenant's rules say, with a receipt, or says who it would be. */

const Due = z.strictObject({ candidateId: RecordId, rule: z.string() });
type Due = z.output<typeof Due>;

/** A run as it is stored. `pending`: who is being erased at this moment, so that whatever is cut off is gone on with and certified. */
const StoredRun = RetentionReport.extend({ id: z.string(), pending: z.array(Due) });
type StoredRun = z.output<typeof StoredRun>;

/** People in one receipt. */
const CHUNK = 100;
/** People who are erased side by side: those that wait together share a write. */
const AT_ONCE = 20;
/** Ids that a report names. */
const MOST_NAMED = 10_000;
const RECEIPT_PREFIX = "retention-receipt:";

/**
 * @throws TributaryError `retention-running` · `legal-hold`, also in the middle of a run: what was erased until then is erased, and has its receipts
 */
export async function runRetention(
	scope: Scope,
	deps: EraseDeps,
	{ dryRun }: { readonly dryRun: boolean },
): Promise<RetentionReport> {
	if (dryRun)
		return scope.record("candidate.read", { about: "retention-dry-run" }, async () => {
			const { report } = await look(scope, deps.clock());
			return { value: report, result: { outcome: "ok", count: report.looked } };
		});
	demandNoHold(await scope.currentTenant());
	return scope.record("retention.run", {}, () =>
		oneAtATime(scope, deps.clock, (demandStill) => erase(scope, deps, demandStill)),
	);
}

async function look(scope: Scope, now: Date) {
	const { settings } = await readRetention(scope.store);
	const due: Due[] = [];
	const counts = new Map(settings.rules.map(({ id }) => [id, { id, matched: 0, due: 0, erased: 0 }]));
	let looked = 0;
	for await (const page of eachPage(scope.store, "person")) {
		looked += page.length;
		for (const { candidateId, rule, isDue: over } of await decide(scope, settings.rules, page, now)) {
			const count = counts.get(rule);
			if (count === undefined) continue;
			count.matched++;
			if (!over) continue;
			count.due++;
			due.push({ candidateId, rule });
		}
	}
	const report: RetentionReport = {
		dryRun: true,
		startedAt: now.toISOString(),
		finishedAt: now.toISOString(),
		looked,
		rules: [...counts.values()],
		candidateIds: due.slice(0, MOST_NAMED).map(({ candidateId }) => candidateId),
		more: due.length > MOST_NAMED,
		failures: [],
	};
	return { report, due };
}

async function decide(scope: Scope, rules: readonly RetentionRule[], page: readonly StoredRecord[], now: Date) {
	if (rules.length === 0 || page.length === 0) return [];
	const people = page.map(({ record }) => Candidate.parse(JSON.parse(record)));
	const ids = people.map(({ id }) => id);
	const identities = await identitiesOf(scope.store, ids, people);
	const entries = await entriesByPerson(scope.store, identities);
	return people.flatMap((candidate) => {
		const facts = factsOf(candidate, entries.get(candidate.id) ?? []);
		const rule = ruleOf(rules, facts);
		return rule === undefined ? [] : [{ candidateId: candidate.id, rule: rule.id, isDue: isDue(rule, facts, now) }];
	});
}

async function erase(scope: Scope, deps: EraseDeps, demandStill: () => void): Promise<Recorded<RetentionReport>> {
	await findableLists(scope);
	await finishInterrupted(scope, deps);
	const { report, due } = await look(scope, deps.clock());
	const { finishedAt: _, ...open } = report;
	let run: StoredRun = {
		...open,
		id: runIdOf(deps.clock()),
		dryRun: false,
		candidateIds: [],
		more: false,
		pending: [],
	};
	await scope.store.write([putRun(run)]);
	const byRule = Map.groupBy(due, ({ rule }) => rule);
	for (const people of byRule.values())
		for (let start = 0; start < people.length; start += CHUNK) {
			demandNoHold(await scope.currentTenant());
			demandStill();
			run = await eraseChunk(scope, deps, run, people.slice(start, start + CHUNK));
		}
	const done = { ...run, finishedAt: deps.clock().toISOString() };
	await scope.store.write([putRun(done)]);
	const erased = done.rules.reduce((sum, one) => sum + one.erased, 0);
	const { pending: _pending, ...value } = done;
	const failed = done.failures.length;
	return {
		value,
		result: { outcome: failed === 0 ? "ok" : "partial", count: erased, ...(failed === 0 ? {} : { failed }) },
	};
}

/** People of one rule. Who they are is durable before the first is erased, and their receipt in the same write as that it is done. */
async function eraseChunk(
	scope: Scope,
	deps: EraseDeps,
	before: StoredRun,
	people: readonly Due[],
): Promise<StoredRun> {
	const [first] = people;
	if (first === undefined) return before;
	await scope.store.write([putRun({ ...before, pending: [...people] })]);
	const { receipts, failures } = await eraseAll(scope, deps, people);
	const candidateIds = receipts.flatMap(({ receipt }) => receipt.candidateIds);
	const named = [...before.candidateIds, ...candidateIds];
	const run: StoredRun = {
		...before,
		rules: before.rules.map((one) => (one.id === first.rule ? { ...one, erased: one.erased + receipts.length } : one)),
		candidateIds: named.slice(0, MOST_NAMED),
		more: named.length > MOST_NAMED || before.more,
		failures: [...before.failures, ...failures].slice(0, MOST_NAMED),
		pending: [],
	};
	const receipt = await together(scope, deps, first.rule, receipts);
	await scope.store.write([putRun(run), ...(receipt === null ? [] : [putReceipt(before.id, receipt)])]);
	return run;
}

async function eraseAll(scope: Scope, deps: EraseDeps, people: readonly Due[]) {
	const receipts: ErasureReceipt[] = [];
	const failures: StoredRun["failures"] = [];
	for (let start = 0; start < people.length; start += AT_ONCE) {
		const some = people.slice(start, start + AT_ONCE);
		const ends = await Promise.allSettled(
			some.map(({ candidateId, rule }) => erasePerson(scope, deps, { candidateId }, `retention-${rule}`)),
		);
		for (const [place, end] of ends.entries()) {
			if (end.status === "fulfilled") receipts.push(end.value);
			else if (!isGone(end.reason))
				failures.push({ candidateId: some[place]?.candidateId ?? "", code: codeOf(end.reason) });
		}
	}
	return { receipts, failures };
}

const codeOf = (error: unknown) => (error instanceof TributaryError ? error.code : "internal");
/** Erased with another candidate whom he was merged with, or by somebody else. */
const isGone = (error: unknown) => codeOf(error) === "not-found";

/** One receipt in the place of many. */
async function together(scope: Scope, deps: EraseDeps, rule: string, receipts: readonly ErasureReceipt[]) {
	const [first] = receipts;
	if (first === undefined) return null;
	const removed: Record<string, number> = {};
	for (const { receipt } of receipts)
		for (const [name, count] of Object.entries(receipt.removed)) removed[name] = (removed[name] ?? 0) + count;
	return certifyErasure(
		{
			tenant: scope.tenant.id,
			candidateIds: receipts.flatMap(({ receipt }) => receipt.candidateIds),
			reason: `retention-${rule}`,
			erasedAt: deps.clock().toISOString(),
			removed,
			checks: first.receipt.checks.map(({ check }) => check),
		},
		await deps.receiptKey(),
	);
}

const putReceipt = (run: string, receipt: ErasureReceipt) =>
	({
		op: "put",
		collection: "setting",
		id: `${RECEIPT_PREFIX}${run}:${receipt.receipt.id}`,
		record: JSON.stringify(receipt),
	}) as const;

/**
 * A run that was cut off: of whom it was erasing some are gone without a receipt. They get one; who is still there is looked at anew by
 * the run that follows.
 */
async function finishInterrupted(scope: Scope, deps: EraseDeps): Promise<void> {
	const [last] = await readRuns(scope.store, 1, (value) => StoredRun.parse(value));
	if (last === undefined || last.pending.length === 0) return;
	const found = await scope.store.read("person", { ids: last.pending.map(({ candidateId }) => candidateId) });
	const gone = last.pending.filter((_, place) => found[place] === null);
	const rule = gone[0]?.rule;
	const run = {
		...last,
		rules: last.rules.map((one) => (one.id === rule ? { ...one, erased: one.erased + gone.length } : one)),
		candidateIds: [...last.candidateIds, ...gone.map(({ candidateId }) => candidateId)].slice(0, MOST_NAMED),
		pending: [],
	};
	if (rule === undefined) return void (await scope.store.write([putRun(run)]));
	const receipt = certifyErasure(
		{
			tenant: scope.tenant.id,
			candidateIds: gone.map(({ candidateId }) => candidateId),
			reason: `retention-${rule}`,
			erasedAt: deps.clock().toISOString(),
			removed: { person: gone.length },
			checks: ["no record and no index entry is of the person"],
		},
		await deps.receiptKey(),
	);
	await scope.store.write([putRun(run), putReceipt(last.id, receipt)]);
}

const DAY = 86_400_000;

/** Whether the tenant wants runs by the day, and none began within the last one; one that was cut off is gone on with. */
export async function isRunDue(scope: Scope, now: Date): Promise<boolean> {
	const { settings } = await readRetention(scope.store);
	if (settings.schedule === "off" || settings.rules.length === 0 || scope.tenant.legalHold !== undefined) return false;
	const [last] = await readRuns(scope.store, 1, (value) => StoredRun.parse(value));
	return last === undefined || last.finishedAt === undefined || Date.parse(last.startedAt) + DAY <= now.getTime();
}

/** The latest runs, newest first. */
export const listRuns = (scope: Scope, limit: number): Promise<readonly RetentionReport[]> =>
	readRuns(scope.store, limit, (value) => {
		const { pending: _, ...report } = StoredRun.parse(value);
		return report;
	});

/** The receipts of a run, in pages. @throws TributaryError `not-found` there was none, or no receipts after this */
export async function receiptsOf(scope: Scope, run: string, limit: number): Promise<readonly ErasureReceipt[]> {
	const prefix = `${RECEIPT_PREFIX}${run}:`;
	const page = await scope.store.list("setting", { after: prefix, limit });
	const own = page.filter(({ id }) => id.startsWith(prefix));
	if (own.length === 0) throw new TributaryError("not-found");
	return own.map(({ record }) => ErasureReceipt.parse(JSON.parse(record)));
}
