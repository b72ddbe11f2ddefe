import { randomBytes } from "node:crypto";
import * as z from "zod";
import { Experiment } from "../domain/signal.ts";
import { TributaryError } from "../errors.ts";
import type { Profiles } from "../search/profiles.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import { Votes, votesOf } from "./outcome.ts";
import { signalRows } from "./read.ts";
import { demandSignals, putExperiment, readExperiment } from "./records.ts";

/** An experiment of one tenant: every search that names no ranking is answered by two, interleaved. One at a time. */

export const ExperimentStatus = z.strictObject({
	...Experiment.shape,
	/** Pages that were shown. */
	pages: z.int(),
	outcome: z.array(Votes),
});
export type ExperimentStatus = z.output<typeof ExperimentStatus>;

export interface ExperimentDeps {
	readonly profiles: Profiles;
	readonly clock: Clock;
}

/**
 * @throws TributaryError `signals-off` · `experiment-running` · `invalid-field` a profile that is not there, or was learned from
 * another tenant, or the same twice
 */
export function startExperiment(
	scope: Scope,
	{ profiles, clock }: ExperimentDeps,
	{ profileA, profileB }: Pick<Experiment, "profileA" | "profileB">,
): Promise<Experiment> {
	demandSignals(scope);
	for (const [name, id] of Object.entries({ profileA, profileB })) demandProfile(scope, profiles, id, name);
	if (profileA === profileB) throw fault("profileB", "Name two different profiles.");
	return scope.record("experiment.change", {}, async () => {
		const { experiment, version } = await readExperiment(scope.store);
		if (experiment !== null && experiment.stoppedAt === null) throw new TributaryError("experiment-running");
		const id = randomBytes(6).toString("hex");
		const value = { id, profileA, profileB, startedAt: clock().toISOString(), stoppedAt: null };
		await scope.store.write([putExperiment(value, version)]);
		return { value, result: { outcome: "ok" } };
	});
}

function demandProfile(scope: Scope, profiles: Profiles, id: string, name: string): void {
	try {
		profiles.get(id, scope.tenant.id);
	} catch (error) {
		if (!(error instanceof TributaryError)) throw error;
		throw fault(name, error.detail ?? "There is no ranking profile of this name.");
	}
}

const fault = (name: string, detail: string) =>
	new TributaryError("invalid-field", { detail, errors: [{ pointer: `/${name}`, detail }] });

/** Lists that are being paged through stay interleaved to their end. @throws TributaryError `signals-off` · `not-found` none is running */
export function stopExperiment(scope: Scope, { clock }: Pick<ExperimentDeps, "clock">): Promise<Experiment> {
	demandSignals(scope);
	return scope.record("experiment.change", {}, async () => {
		const { experiment, version } = await readExperiment(scope.store);
		if (experiment === null || experiment.stoppedAt !== null) throw new TributaryError("not-found");
		const value = { ...experiment, stoppedAt: clock().toISOString() };
		await scope.store.write([putExperiment(value, version)]);
		return { value, result: { outcome: "ok" } };
	});
}

/** The latest experiment and what came of it so far. @throws TributaryError `signals-off` · `not-found` there was none */
export function experimentStatus(scope: Scope, { clock }: Pick<ExperimentDeps, "clock">): Promise<ExperimentStatus> {
	demandSignals(scope);
	return scope.record("experiment.read", {}, async () => {
		const { experiment } = await readExperiment(scope.store);
		if (experiment === null) throw new TributaryError("not-found");
		const rows = [];
		const window = { since: Date.parse(experiment.startedAt), now: clock() };
		for await (const row of signalRows(scope, window))
			if (row.experiment === experiment.id) rows.push({ ...row, features: {} });
		const pages = new Set(rows.map(({ searchId }) => searchId)).size;
		const value = { ...experiment, pages, outcome: votesOf(rows, experiment.id) };
		return { value, result: { outcome: "ok", count: pages } };
	});
}
