import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { ConfigurationKey, Integration, IntegrationType } from "../../domain/integration.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";

const Integrations = z.strictObject({
	integrations: z.array(Integration),
	/** As the ATS has set them, by key. */
	configurations: z.partialRecord(ConfigurationKey, z.string()),
});
const Switch = z.strictObject({ enabled: z.boolean() });
const TypeParameter = z.strictObject({ type: IntegrationType });

/** What the tenant's ATS is connected to, for the tenant's admin. */
export async function integrationRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	const { integrations, deliveries } = deps;
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const tags = ["integrations"];
	app.get("/v1/integrations", {
		config: { access: { permission: "integrations:read" } },
		schema: {
			tags,
			summary: "List the integrations of the ATS, and how it has configured them",
			response: { 200: Integrations, ...FAILURES },
		},
		handler: async (request) => {
			const scope = scopeOf(request);
			const configurations = Object.fromEntries(await integrations.configurations(scope));
			return { integrations: [...(await integrations.list(scope))], configurations };
		},
	});
	app.put("/v1/integrations/:type", {
		config: { access: { permission: "integrations:write" } },
		schema: {
			tags,
			summary: "Switch an integration on or off",
			description: `All are off until somebody switches them on; UNIFIED_SEARCH is the tenant's setting of that name. The ATS is told at
its callback (INTEGRATION_STATUS_CHANGE).`,
			params: TypeParameter,
			body: Switch,
			response: { 200: Integration, ...FAILURES },
		},
		handler: async (request) => {
			const scope = scopeOf(request);
			const changed = await integrations.switch(scope, request.params.type, request.body.enabled);
			deliveries.wake(scope.tenant.id);
			return changed;
		},
	});
}
