import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { changeSyncSettings } from "../../sync/change-settings.ts";
import { KindHealth, readHealth, SyncHealth } from "../../sync/health.ts";
import { KINDS } from "../../sync/kinds.ts";
import { readSyncSettings, SyncSettings, SyncSettingsChange } from "../../sync/settings.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { TIMEOUTS } from "../settings.ts";

const SyncStatus = z.strictObject({
	kinds: z.partialRecord(z.enum(KINDS), KindHealth),
	failures: SyncHealth.shape.failures,
	settings: SyncSettings,
});

const SettingsAnswer = z.strictObject({
	settings: SyncSettings,
	removed: z.partialRecord(z.enum(KINDS), z.int()),
});

/** What the tenant's ATS has sent, how it went, and what it may send. */
export async function syncRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const tags = ["synchronizing"];
	const read = { access: { permission: "integrations:read" } } as const;
	app.get("/v1/sync", {
		config: read,
		schema: {
			tags,
			summary: "See how synchronizing goes",
			description: `Counts by kind and by what became of the records, lag, the latest failures with their reasons. An ATS that
sends in the order of its changes goes on from \`newestChangeAt\` of each kind after a break; one that does not sends all again: records
are replaced whole, so sending some twice is harmless.`,
			response: { 200: SyncStatus, ...FAILURES },
		},
		handler: async (request) => {
			const scope = scopeOf(request);
			return scope.record("sync.read", { about: "health" }, async () => {
				const [{ health }, { settings }] = await Promise.all([readHealth(scope.store), readSyncSettings(scope.store)]);
				return { value: { ...health, settings }, result: { outcome: "ok" } };
			});
		},
	});
	app.get("/v1/sync/settings", {
		config: read,
		schema: { tags, summary: "See what the ATS may send", response: { 200: SyncSettings, ...FAILURES } },
		handler: async (request) => {
			const scope = scopeOf(request);
			return scope.record("settings.read", { about: "sync" }, async () => {
				const { settings } = await readSyncSettings(scope.store);
				return { value: settings, result: { outcome: "ok" } };
			});
		},
	});
	app.patch("/v1/sync/settings", {
		config: { access: { permission: "integrations:write" } },
		handlerTimeout: TIMEOUTS.bulk,
		schema: {
			tags,
			summary: "Change what the ATS may send",
			description: `What is withheld is refused from then on, counted, and what was stored of it before is removed when this is answered. If it
breaks off, the next start of the server goes on with it.`,
			body: SyncSettingsChange,
			response: { 200: SettingsAnswer, ...FAILURES },
		},
		handler: async (request) => {
			return await changeSyncSettings(scopeOf(request), deps.sync, request.body);
		},
	});
}
