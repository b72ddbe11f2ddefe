import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { AuditEntry } from "../../tenancy/audit-entry.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { wholeNumber } from "./parameters.ts";

const AuditQuery = z.strictObject({
	/** Number of an entry: those after it, oldest first. Absent: the latest, newest first. */
	after: wholeNumber(z.int().min(0).max(999_999_999_999_999)).optional(),
	limit: wholeNumber(z.int().min(1).max(1000)).default(100),
});
const AuditPage = z.strictObject({ items: z.array(AuditEntry) });

/** The tenant's own log: who did what, when and why. Reading it is an entry of its own. */
export async function auditRoutes(instance: FastifyInstance, { tenancy }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/audit", {
		config: { access: { permission: "audit:read" } },
		schema: {
			tags: ["audit"],
			summary: "Read the log of accesses",
			description: `Each entry holds the hash of the one before: a changed, missing or added entry shows. A change has two: one
with the outcome \`begun\` before it is made, and one that \`concludes\` it. What was refused for lack of a right is \`denied\`.`,
			querystring: AuditQuery,
			response: { 200: AuditPage, ...FAILURES },
		},
		handler: async (request) => {
			const scope = scopeOf(request);
			const { after, limit } = request.query;
			return scope.record("audit.read", {}, async () => {
				const items =
					after === undefined
						? await tenancy.audit.latest(scope.tenant.id, limit)
						: await tenancy.audit.read(scope.tenant.id, { after, limit });
				return { value: { items: [...items] }, result: { outcome: "ok", count: items.length } };
			});
		},
	});
}
