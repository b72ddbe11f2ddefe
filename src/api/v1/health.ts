import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { TributaryError } from "../../errors.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";

const Health = z.strictObject({ status: z.literal("ok") });

/** Whether the process lives, whether it can answer, and the API document. No data, so no token. */
export async function healthRoutes(instance: FastifyInstance, { ready }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/health", {
		config: { access: "public" },
		schema: { tags: ["operation"], summary: "The process lives", response: { 200: Health, ...FAILURES } },
		handler: async () => ({ status: "ok" as const }),
	});
	app.get("/v1/ready", {
		config: { access: "public" },
		schema: { tags: ["operation"], summary: "Requests can be answered", response: { 200: Health, ...FAILURES } },
		handler: async () => {
			await ready().catch((cause) => {
				// The same word as who searches now is told.
				const isNamed = cause instanceof TributaryError && cause.status === 503;
				throw isNamed ? cause : new TributaryError("store-unavailable", { cause });
			});
			return { status: "ok" as const };
		},
	});
	let document: string | undefined;
	instance.get("/v1/openapi.json", {
		config: { access: "public" },
		schema: { tags: ["operation"], summary: "This document", response: { 200: z.looseObject({}), ...FAILURES } },
		handler: async (_request, reply) => {
			document ??= JSON.stringify(instance.swagger());
			return reply.header("cache-control", "no-cache").type("application/json").serializer(String).send(document);
		},
	});
}
