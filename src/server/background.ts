import type { FastifyBaseLogger } from "fastify";
import { readAhead } from "../analysis/gazetteer/gazetteer.ts";
import type { Config } from "../config.ts";
import { type Alerts, createAlerts } from "../desk/alerts.ts";
import type { DeskDeps } from "../desk/deps.ts";
import { countingPlan } from "../engine/port.ts";
import { createDeliveries, type Deliveries } from "../export/deliveries.ts";
import type { Transport } from "../export/transport.ts";
import type { IngestDeps } from "../ingest/store-resume.ts";
import { createResumeTasks, type ResumeTasks } from "../ingest/tasks.ts";
import { createBench } from "../lab/bench.ts";
import { createLab, type Lab } from "../lab/lab.ts";
import { confined } from "../sync/confined.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import type { Platform } from "./platform.ts";

/** What a served instance does besides answering: bulk uploads, deliveries, alerts. */

/** Reads what the first search would wait for otherwise: the cities, and who is in the network. */
export async function prepareSearches(tenancy: Tenancy): Promise<void> {
	await readAhead();
	const tenants = await tenancy.tenants.list();
	const some = tenants.find(({ status, settings }) => status === "active" && settings.unifiedSearch);
	if (some === undefined) return;
	const actor = { kind: "system", id: "prepare" } as const;
	const { network } = await tenancy.openScope({ tenant: some.id, actor, purpose: "prepare searches" });
	await network?.retrieve(countingPlan({ op: "all" }));
}

export function openTasks(
	{ tenancy, ingest }: { readonly tenancy: Tenancy; readonly ingest: IngestDeps },
	config: Config,
	log: FastifyBaseLogger,
): ResumeTasks {
	return createResumeTasks({
		...ingest,
		openScope: tenancy.openScope,
		concurrency: config.parser.workers,
		onError: (err, tenant) => log.error({ event: "task", tenant, err }),
	});
}

export function openDeliveries(
	{ tenancy, transport }: { readonly tenancy: Tenancy; readonly transport: Transport },
	log: FastifyBaseLogger,
): Deliveries {
	return createDeliveries({
		openScope: tenancy.openScope,
		transport,
		clock: () => new Date(),
		// The wire has us sign what we push to an ATS with the ATS's own secret.
		callbackSecret: (scope, application) => tenancy.clients.secretOf(scope.tenant.id, application),
		onError: (err, tenant) => log.error({ event: "delivery", tenant, err }),
	});
}

/** What is measured goes on in processes of its own (src/lab/bench.ts). */
export function openLab(
	{
		tenancy,
		ingest,
		profiles,
		recognizer,
		searchWith,
	}: Pick<Platform, "tenancy" | "ingest" | "profiles" | "recognizer" | "searchWith">,
	log: FastifyBaseLogger,
): Lab {
	return createLab({
		bench: createBench(),
		profiles,
		recognizer,
		searchWith,
		openScope: tenancy.openScope,
		clock: ingest.clock,
		onError: (err, tenant) => log.error({ event: "lab", tenant, err }),
	});
}

export function openAlerts({ tenancy }: { readonly tenancy: Tenancy }, desk: DeskDeps, log: FastifyBaseLogger): Alerts {
	return createAlerts({
		...desk,
		openScope: tenancy.openScope,
		isActiveAccount: async (id) => (await tenancy.accounts.find(id)) !== null,
		confined,
		onError: (err, tenant) => log.error({ event: "alert", tenant, err }),
	});
}
