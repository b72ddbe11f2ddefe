import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { Reason } from "../../domain/tenant.ts";
import { Finding, OperatorGrant } from "../../tenancy/operators/operator-grant.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { demandPerson } from "./accounts.ts";
import { IdParameter } from "./parameters.ts";

const tags = ["operators"];

/** Which people of the operator have, had or want access to the tenant's data. */
export async function operatorGrantRoutes(
	instance: FastifyInstance,
	{ tenancy: { operators } }: ApiDeps,
): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/operator-grants", {
		config: { access: { permission: "accounts:read" } },
		schema: {
			tags,
			summary: "List access of the operator to the tenant's data, the newest first",
			description:
				"By name, with the reason, who approved it and until when. `break-glass`: taken in an emergency, to be reviewed.",
			response: { 200: z.strictObject({ items: z.array(OperatorGrant) }), ...FAILURES },
		},
		handler: (request) => {
			const scope = scopeOf(request);
			return scope.record("operator.read", {}, async () => {
				const items = [...(await operators.list(scope.tenant.id))];
				return { value: { items }, result: { outcome: "ok", count: items.length } };
			});
		},
	});
	app.post("/v1/operator-grants/:id/end", {
		config: { access: { permission: "accounts:write" }, keyed: true },
		schema: {
			tags,
			summary: "End access of the operator, at once",
			params: IdParameter,
			response: { 200: OperatorGrant, ...FAILURES },
		},
		handler: (request) => {
			const { tenant, actor } = scopeOf(request);
			return operators.end(tenant.id, request.params.id, actor);
		},
	});
	app.post("/v1/operator-grants/:id/review", {
		config: { access: { permission: "audit:review" }, keyed: true },
		schema: {
			tags,
			summary: "Sign off what was done under it",
			description:
				"A person's to do. It ends access that is open, so that nothing is done after it; what is only asked for is `not-found`. Before it was reviewed neither who broke the glass nor whoever was registered since gets another emergency access.",
			params: IdParameter,
			body: z.strictObject({ finding: Finding, note: Reason }),
			response: { 200: OperatorGrant, ...FAILURES },
		},
		handler: (request) => {
			const actor = demandPerson(request);
			return operators.review(scopeOf(request).tenant.id, request.params.id, request.body, actor);
		},
	});
}
