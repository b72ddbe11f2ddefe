import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { Reason, Tenant } from "../../domain/tenant.ts";
import { TributaryError } from "../../errors.ts";
import { Approval, WipeStatement } from "../../tenancy/disposal/approval.ts";
import { APPROVALS_NEEDED } from "../../tenancy/disposal/certificate.ts";
import { DisposalRecord } from "../../tenancy/disposal/disposal-record.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";

const tags = ["tenant"];
const read = { access: { permission: "tenant:read" } } as const;
const manage = { access: { permission: "tenant:manage" }, keyed: true } as const;

const TenantShown = Tenant.extend({ id: z.string() });

/** Without what only the operator needs: the key of the log, and the secrets of webhooks. */
const Wipe = DisposalRecord.omit({ erasure: true, certificate: true }).extend({
	tenant: z.string(),
	approvalsNeeded: z.int(),
	/** What the next approver signs, with his name and the time put in; absent where no approval is open. */
	statement: WipeStatement.omit({ approver: true, at: true, waivesCoolingOff: true }).optional(),
});

function shown({ erasure: _erasure, certificate: _certificate, ...record }: DisposalRecord): z.output<typeof Wipe> {
	const { id, tenant, organization, reason, requestedAt, coolingOffUntil, state } = record;
	const statement = { request: id, tenant, organization, reason, requestedAt, coolingOffUntil } as const;
	return {
		...record,
		approvalsNeeded: APPROVALS_NEEDED,
		...(state === "requested" ? { statement: { statement: "tributary/wipe-approval/v1", ...statement } } : {}),
	};
}

/** How the tenant stands, and its end. */
export async function tenantRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	standingRoutes(instance, deps);
	wipeRoutes(instance, deps);
}

function standingRoutes(instance: FastifyInstance, { tenancy }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/tenant", {
		config: read,
		schema: {
			tags,
			summary: "The tenant: status, settings, legal hold, and how its wipe stands",
			response: { 200: z.strictObject({ tenant: TenantShown, wipe: Wipe.nullable() }), ...FAILURES },
		},
		handler: (request) => {
			const scope = scopeOf(request);
			return scope.record("tenant.read", {}, async () => {
				const [tenant, wipe] = await Promise.all([
					tenancy.tenants.get(scope.tenant.id),
					tenancy.disposal.find(scope.tenant.id),
				]);
				return { value: { tenant, wipe: wipe === null ? null : shown(wipe) }, result: { outcome: "ok" } };
			});
		},
	});
	app.post("/v1/tenant/disable", {
		config: manage,
		schema: {
			tags,
			summary: "Disable the tenant",
			description: `From then on nothing is served and nothing accepted, this token included; the data stay. Only the operator serves it
again: \`tenant enable\`.`,
			body: z.strictObject({
				confirm: z.string().max(40).describe("The tenant's id, so that nobody does it by mistake."),
			}),
			response: { 200: TenantShown, ...FAILURES },
		},
		handler: (request) => {
			const { tenant, actor } = scopeOf(request);
			if (request.body.confirm !== tenant.id)
				throw new TributaryError("invalid-field", {
					errors: [{ pointer: "/confirm", detail: "Give the id of the tenant that is to be disabled." }],
				});
			return tenancy.tenants.update(tenant.id, { status: "disabled" }, actor);
		},
	});
}

function wipeRoutes(instance: FastifyInstance, { tenancy: { disposal } }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.post("/v1/tenant/wipe", {
		config: manage,
		schema: {
			tags,
			summary: "Ask for the tenant's wipe",
			description: `Nothing is erased yet: two approvers have to sign, the second signature disables the tenant, and the operator runs it when
the cooling-off is over.`,
			body: z.strictObject({ reason: Reason, coolingOffDays: z.number().min(0).max(90).default(7) }),
			response: { 201: Wipe, ...FAILURES },
		},
		handler: async (request, reply) => {
			const { tenant, actor } = scopeOf(request);
			return reply.status(201).send(shown(await disposal.request({ tenant: tenant.id, ...request.body, actor })));
		},
	});
	app.post("/v1/tenant/wipe/approvals", {
		config: manage,
		schema: {
			tags,
			summary: "Hand in an approver's signature",
			description: `Signed where only the approver has his key: \`approver sign\` makes it of the \`statement\` that the request shows. No
private key comes this way.`,
			body: Approval,
			response: { 200: Wipe, ...FAILURES },
		},
		handler: async (request) => {
			const { tenant, actor } = scopeOf(request);
			return shown(await disposal.accept({ tenant: tenant.id, approval: request.body, actor }));
		},
	});
	app.delete("/v1/tenant/wipe", {
		config: manage,
		schema: {
			tags,
			summary: "Take the request back",
			description:
				"While it is not approved by two; after that the tenant is disabled, and the operator takes it back.",
			response: { 200: Wipe, ...FAILURES },
		},
		handler: async (request) => {
			const { tenant, actor } = scopeOf(request);
			const found = await disposal.find(tenant.id);
			if (found === null) throw new TributaryError("not-found");
			return shown(await disposal.cancel(tenant.id, actor));
		},
	});
}
