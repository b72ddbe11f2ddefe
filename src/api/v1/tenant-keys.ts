import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { TributaryError } from "../../errors.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { TIMEOUTS } from "../settings.ts";
import { demandPerson } from "./accounts.ts";

const tags = ["tenant"];

const Keys = z.strictObject({
	data: z.strictObject({
		version: z.int().positive().describe("Of the key that everything of the tenant is encrypted with; 1 is the first."),
	}),
	persons: z.strictObject({
		version: z.int().positive().describe("Of the key that the keys of people's files are wrapped by; 1 is the first."),
	}),
	tokens: z
		.array(z.strictObject({ kid: z.string(), createdAt: z.iso.datetime(), retiredAt: z.iso.datetime().nullable() }))
		.describe("The service's keys for access tokens; the last one signs."),
});
const Rotated = z.strictObject({
	version: z.int().positive().describe("Of the key that everything of the tenant is encrypted with."),
	persons: z.int().positive().describe("Of the key that the keys of people's files are wrapped by."),
});
const Confirmed = z.strictObject({
	confirm: z.string().max(40).describe("The tenant's id, so that nobody does it by mistake."),
});

/** The keys that a tenant's data lie under. The master key, and the seal over all of them, are the operator's: docs/keys.md. */
export async function tenantKeyRoutes(instance: FastifyInstance, { tenancy }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/tenant/keys", {
		config: { access: { permission: "tenant:read" } },
		schema: {
			tags,
			summary: "The keys of the tenant's data and of tokens, by version and date",
			response: { 200: Keys, ...FAILURES },
		},
		handler: (request) => {
			const scope = scopeOf(request);
			return scope.record("tenant.read", { about: "keys" }, async () => {
				const [versions, tokens] = await Promise.all([
					tenancy.keys.versions(scope.tenant.id),
					tenancy.signingKeys.list(),
				]);
				const [data, persons] = [{ version: versions.data }, { version: versions.persons }];
				const shown = tokens.map(({ kid, createdAt, retiredAt }) => ({ kid, createdAt, retiredAt }));
				return { value: { data, persons, tokens: shown }, result: { outcome: "ok" } };
			});
		},
	});
	app.post("/v1/tenant/keys/data", {
		config: { access: { permission: "tenant:manage" } },
		handlerTimeout: TIMEOUTS.bulk,
		schema: {
			tags,
			summary: "Encrypt everything of the tenant with other keys, and destroy those of before",
			description: `A person's to ask for. It goes on when the caller leaves; what is asked of the tenant meanwhile waits. Backups of before stay
under the key that they were made with.`,
			body: Confirmed,
			response: { 200: Rotated, ...FAILURES },
		},
		handler: async (request) => {
			const { id } = scopeOf(request).tenant;
			if (request.body.confirm !== id)
				throw new TributaryError("invalid-field", {
					errors: [{ pointer: "/confirm", detail: "Give the id of the tenant whose data get another key." }],
				});
			const { data, persons } = await tenancy.keys.tenant(id, demandPerson(request));
			return { version: data, persons };
		},
	});
}
