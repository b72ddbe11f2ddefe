import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { RetentionReport, RetentionSettings } from "../../domain/retention.ts";
import { ProcessingRecord, processingRecord } from "../../sync/processing-record.ts";
import { listRuns, receiptsOf, runRetention } from "../../sync/retention/run.ts";
import { changeRetention, readRetention } from "../../sync/retention/settings.ts";
import { ErasureReceipt } from "../../tenancy/disposal/receipt.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { TIMEOUTS } from "../settings.ts";
import { IdParameter, wholeNumber } from "./parameters.ts";

const tags = ["data protection"];
const read = { access: { permission: "tenant:read" } } as const;
const manage = { access: { permission: "tenant:manage" }, keyed: true } as const;
const RunQuery = z.strictObject({ limit: wholeNumber(z.int().min(1).max(100)).default(20) });
const ReceiptQuery = z.strictObject({ limit: wholeNumber(z.int().min(1).max(1000)).default(100) });

/** How long people are kept, and the record of processing. */
export async function retentionRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	ruleRoutes(instance);
	runRoutes(instance, deps);
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/processing-record", {
		config: read,
		schema: {
			tags,
			summary: "The record of processing activities",
			description: "GDPR, article 30: made of the tenant's settings, so it says what the service is set up to do.",
			response: { 200: ProcessingRecord, ...FAILURES },
		},
		handler: (request) => processingRecord(scopeOf(request), { ...deps, clock: deps.sync.clock }),
	});
}

function ruleRoutes(instance: FastifyInstance): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/retention", {
		config: read,
		schema: { tags, summary: "Read the rules of retention", response: { 200: RetentionSettings, ...FAILURES } },
		handler: (request) => {
			const scope = scopeOf(request);
			return scope.record("settings.read", { about: "retention" }, async () => {
				const { settings } = await readRetention(scope.store);
				return { value: settings, result: { outcome: "ok" } };
			});
		},
	});
	app.put("/v1/retention", {
		config: manage,
		schema: {
			tags,
			summary: "Write the rules of retention, whole",
			description: `The first rule that matches a person decides; whom none matches is kept. \`days\` count from the last thing that is known
to have happened with the person: record, application, stage, note, feedback, message. Nobody is erased by this: see the dry run.`,
			body: RetentionSettings,
			response: { 200: RetentionSettings, ...FAILURES },
		},
		handler: (request) => changeRetention(scopeOf(request), request.body),
	});
}

function runRoutes(instance: FastifyInstance, { sync, tenancy }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.post("/v1/retention/runs", {
		config: manage,
		handlerTimeout: TIMEOUTS.bulk,
		schema: {
			tags,
			summary: "Erase who was kept for long enough, or say who it would be",
			description: `With \`dryRun\` (the default) nothing is erased. A real run goes on when the caller leaves, and shows its progress in
\`GET /v1/retention/runs\`; cut off, the next run goes on. A legal hold forbids it, and so does another run that is under way: \`retention-running\`.`,
			body: z.strictObject({ dryRun: z.boolean().default(true) }),
			response: { 200: RetentionReport, ...FAILURES },
		},
		handler: (request) => {
			const scope = scopeOf(request);
			return runRetention(scope, { ...sync, receiptKey: tenancy.certificateKey }, request.body);
		},
	});
	app.get("/v1/retention/runs", {
		config: read,
		schema: {
			tags,
			summary: "The latest runs, newest first",
			querystring: RunQuery,
			response: { 200: z.strictObject({ items: z.array(RetentionReport) }), ...FAILURES },
		},
		handler: (request) => {
			const scope = scopeOf(request);
			return scope.record("settings.read", { about: "retention-runs" }, async () => {
				const items = [...(await listRuns(scope, request.query.limit))];
				return { value: { items }, result: { outcome: "ok", count: items.length } };
			});
		},
	});
	app.get("/v1/retention/runs/:id/receipts", {
		config: read,
		schema: {
			tags,
			summary: "The signed receipts of a run, each of up to 100 people",
			params: IdParameter,
			querystring: ReceiptQuery,
			response: { 200: z.strictObject({ items: z.array(ErasureReceipt) }), ...FAILURES },
		},
		handler: (request) => {
			const scope = scopeOf(request);
			return scope.record("settings.read", { about: "retention-receipts" }, async () => {
				const items = [...(await receiptsOf(scope, request.params.id, request.query.limit))];
				return { value: { items }, result: { outcome: "ok", count: items.length } };
			});
		},
	});
}
