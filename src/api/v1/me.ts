import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { Permission } from "../../domain/actor.ts";
import { Role } from "../../domain/role.ts";
import { TributaryError } from "../../errors.ts";
import { ExportBarrier, exportBarrier } from "../../export/integrations.ts";
import { IDLE } from "../../tenancy/accounts/sessions.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";

export const Me = z.strictObject({
	kind: z.enum(["account", "client"]),
	id: z.string(),
	tenant: z.strictObject({ id: z.string(), name: z.string() }),
	name: z.string().nullable(),
	email: z.string().nullable(),
	seat: z.string().nullable().describe("What is seen is confined to what this seat of the ATS may see."),
	roles: z.array(z.strictObject({ role: Role, expiresAt: z.iso.datetime().nullable() })),
	scopes: z.array(Permission).describe("What can be done at this moment."),
	exportsToAts: z
		.boolean()
		.describe("Whether profiles can be sent to the ATS: allowed, switched on, and the ATS takes them."),
	exportBarrier: ExportBarrier.nullable().describe(
		"Why they cannot, to whoever is allowed: an admin has not switched it on, or the ATS has said nowhere where it is to be told.",
	),
	csrfToken: z.string().nullable().describe("For the header Tributary-CSRF of every call that changes something."),
	session: z.strictObject({ expiresAt: z.iso.datetime(), idleSeconds: z.int() }).nullable(),
});
type Me = z.output<typeof Me>;

/** Who is signed in. */
export async function meRoutes(instance: FastifyInstance, { tenancy }: ApiDeps): Promise<void> {
	instance.withTypeProvider<ZodTypeProvider>().get("/v1/me", {
		config: { access: "known" },
		schema: {
			tags: ["access"],
			summary: "Who asks, and what he may do",
			response: { 200: Me, ...FAILURES },
		},
		handler: (request) => {
			const subject = request.person === null ? {} : { accountId: request.person.accountId };
			return scopeOf(request).record("account.read", subject, async () => {
				return { value: await describe(tenancy, request), result: { outcome: "ok" } };
			});
		},
	});
}

async function describe({ accounts, clients }: ApiDeps["tenancy"], request: FastifyRequest): Promise<Me> {
	const { tenant, actor } = scopeOf(request);
	const scopes = [...(request.principal?.permissions ?? [])];
	const isAllowed = scopes.includes("exports:write");
	const barrier = isAllowed ? await exportBarrier(scopeOf(request)) : null;
	const exports = { exportsToAts: isAllowed && barrier === null, exportBarrier: barrier };
	const base = { id: actor.id, tenant: { id: tenant.id, name: tenant.name }, ...exports };
	const { person } = request;
	if (person === null) {
		const client = await clients.find(actor.id, tenant.id);
		if (client === null) throw new TributaryError("invalid-token");
		const nobody = { email: null, seat: null, roles: [], csrfToken: null, session: null };
		return { kind: "client", ...base, name: client.name, scopes, ...nobody };
	}
	const { name, email, seat, grants } = await accounts.get(tenant.id, person.accountId);
	return {
		kind: "account",
		...base,
		name,
		email,
		seat,
		roles: grants.map(({ role, expiresAt }) => ({ role, expiresAt })),
		scopes,
		csrfToken: person.csrfToken,
		session: { expiresAt: person.expiresAt, idleSeconds: IDLE },
	};
}
