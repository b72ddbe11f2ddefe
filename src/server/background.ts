import type { FastifyBaseLogger } from "fastify";
import type { Config } from "../config.ts";
import { type Alerts, createAlerts } from "../desk/alerts.ts";
import type { DeskDeps } from "../desk/deps.ts";
import { createDeliveries, type Deliveries } from "../export/deliveries.ts";
import type { Transport } from "../export/transport.ts";
import type { IngestDeps } from "../ingest/store-resume.ts";
import { createResumeTasks, type ResumeTasks } from "../ingest/tasks.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";

/** What a served instance does besides answering: bulk uploads, deliveries, alerts. */

export function openTasks(
	{ tenancy, ingest }: { readonly tenancy: Tenancy; readonly ingest: IngestDeps },
	config: Config,
	log: FastifyBaseLogger,
): ResumeTasks {
	return createResumeTasks({
		...ingest,
		openScope: tenancy.openScope,
		concurrency: config.parser.workers,
		onError: (err) => log.error({ event: "task", err }),
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

export function openAlerts({ tenancy }: { readonly tenancy: Tenancy }, desk: DeskDeps, log: FastifyBaseLogger): Alerts {
	return createAlerts({
		...desk,
		openScope: tenancy.openScope,
		onError: (err, tenant) => log.error({ event: "alert", tenant, err }),
	});
}
