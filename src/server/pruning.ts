import type { FastifyBaseLogger } from "fastify";
import type { TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { dropFormerVersions } from "../ingest/former-versions.ts";
import { findableLists } from "../ingest/people-lists.ts";
import { forgetRemoved } from "../lab/runs.ts";
import { pruneSignals } from "../signals/records.ts";
import type { SyncDeps } from "../sync/batch.ts";
import { isRunDue, runRetention } from "../sync/retention/run.ts";
import { sweepKeptAnswers } from "../tenancy/kept-answers.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import type { ExportJobs } from "../transfer/export-jobs.ts";

/**
 * What a served instance deletes because its time is over: archives, kept answers, ranking runs that were removed, signals, people whom the tenant's rules keep no longer, and what it holds of
 * tenants that were erased.
 */

/** Milliseconds between two looks. */
const PRUNING = 3_600_000;
/** Milliseconds between two looks for tenants that another process has erased: docs/wipe.md says five minutes. */
const LETTING_GO = 4 * 60_000;

export interface PruningDeps {
	readonly tenancy: Tenancy;
	readonly sync: SyncDeps;
	readonly exportJobs: Pick<ExportJobs, "sweep">;
	/** Goes on with what could not be removed before: under a legal hold that has ended, of a tenant that is enabled again. */
	readonly resumeRemoving: (tenants: readonly TenantId[]) => Promise<void>;
}

/** Of every tenant, at once and then every hour. One tenant's trouble does not keep the others from theirs. */
export function openPruning(deps: PruningDeps, log: FastifyBaseLogger) {
	const { tenancy } = deps;
	let work = Promise.resolve();
	let closing = false;
	const prune = async () => {
		await deps.exportJobs.sweep().catch((err) => log.error({ event: "exports", err }));
		const tenants = await tenancy.tenants.list();
		await deps.resumeRemoving(tenants.map(({ id }) => id)).catch((err) => log.error({ event: "removal", err }));
		for (const { id, status, settings } of tenants) {
			if (closing) return;
			if (status !== "active") continue;
			const failed = (event: string) => (err: unknown) => log.error({ event, tenant: id, err });
			const open = (actor: string, purpose: string) =>
				tenancy.openScope({ tenant: id, actor: { kind: "system", id: actor }, purpose });
			await open("people-lists", "find lists by the people in them").then(findableLists).catch(failed("people-lists"));
			await open("former-versions", "drop what a legal hold kept")
				.then(dropFormerVersions)
				.catch(failed("former-versions"));
			await open("kept-answers", "forget answers whose time is over")
				.then((scope) => sweepKeptAnswers(scope, deps.sync.clock()))
				.catch(failed("kept-answers"));
			await open("ranking-runs", "forget runs that were removed")
				.then((scope) => forgetRemoved(scope, deps.sync.clock()))
				.catch(failed("ranking-runs"));
			if (settings.signals)
				await open("signals", "delete signals whose time is over")
					.then((scope) => pruneSignals(scope, new Date()))
					.catch(failed("signals"));
			await open("retention", "erase people whose time is over")
				.then(async (scope) => {
					if (!(await isRunDue(scope, deps.sync.clock()))) return;
					await runRetention(scope, { ...deps.sync, receiptKey: tenancy.certificateKey }, { dryRun: false });
				})
				.catch((err: unknown) => {
					// Another node, or somebody by hand.
					if (!(err instanceof TributaryError) || err.code !== "retention-running") failed("retention")(err);
				});
		}
	};
	const queue = () => {
		work = work.then(prune).catch((err) => log.error({ event: "pruning", err }));
	};
	queue();
	const letGo = () => tenancy.disposal.letGo().catch((err) => log.error({ event: "let-go", err }));
	const timers = [setInterval(queue, PRUNING).unref(), setInterval(letGo, LETTING_GO).unref()];
	return {
		close: async () => {
			closing = true;
			for (const timer of timers) clearInterval(timer);
			await work;
		},
	};
}
