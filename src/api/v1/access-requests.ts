import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { AccessRequest, AccessRequestInput, REQUEST_STATES } from "../../domain/account.ts";
import { STRONG_ROLES } from "../../domain/role.ts";
import { Reason } from "../../domain/tenant.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { twoPeople } from "../two-people.ts";
import { demandPerson } from "./accounts.ts";
import { IdParameter } from "./parameters.ts";

const Requests = z.strictObject({ items: z.array(AccessRequest) });
const tags = ["accounts"];
const write = { access: { permission: "accounts:write" }, keyed: true } as const;

/** Roles that people ask for, and who decides. */
export async function accessRequestRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	ownRoutes(instance, deps);
	decisionRoutes(instance, deps);
}

function ownRoutes(instance: FastifyInstance, { tenancy }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.post("/v1/access-requests", {
		config: { access: "known", keyed: true },
		schema: {
			tags,
			summary: "Ask for a role",
			body: AccessRequestInput,
			response: { 201: AccessRequest, ...FAILURES },
		},
		handler: async (request, reply) => {
			const { id } = demandPerson(request);
			const { tenant } = scopeOf(request);
			return reply.status(201).send(await tenancy.accessRequests.ask(tenant.id, id, request.body));
		},
	});
	app.get("/v1/access-requests/own", {
		config: { access: "known" },
		schema: { tags, summary: "List what one has asked for oneself", response: { 200: Requests, ...FAILURES } },
		handler: (request) => {
			const { id } = demandPerson(request);
			const scope = scopeOf(request);
			return scope.record("account.read", { accountId: id, about: "requests" }, async () => {
				const items = (await tenancy.accessRequests.list(scope.tenant.id)).filter(({ accountId }) => accountId === id);
				return { value: { items }, result: { outcome: "ok", count: items.length } };
			});
		},
	});
	app.post("/v1/access-requests/:id/withdraw", {
		config: { access: "known" },
		schema: {
			tags,
			summary: "Take one's own request back",
			params: IdParameter,
			response: { 200: AccessRequest, ...FAILURES },
		},
		handler: (request) => {
			const { id } = demandPerson(request);
			return tenancy.accessRequests.withdraw(scopeOf(request).tenant.id, request.params.id, id);
		},
	});
}

function decisionRoutes(instance: FastifyInstance, deps: ApiDeps): void {
	const { tenancy } = deps;
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/access-requests", {
		config: { access: { permission: "accounts:read" } },
		schema: {
			tags,
			summary: "List what was asked for, the newest first",
			querystring: z.strictObject({ state: z.enum(REQUEST_STATES).optional() }),
			response: { 200: Requests, ...FAILURES },
		},
		handler: (request) => {
			const scope = scopeOf(request);
			const { state } = request.query;
			return scope.record("account.read", { about: "requests" }, async () => {
				const all = await tenancy.accessRequests.list(scope.tenant.id);
				const items = all.filter((one) => state === undefined || one.state === state);
				return { value: { items }, result: { outcome: "ok", count: items.length } };
			});
		},
	});
	app.post("/v1/access-requests/:id/approve", {
		config: write,
		schema: {
			tags,
			summary: "Give the role that was asked for, until a time",
			description: `By another person than who asked, at most for a year. It ends by itself. tenant-admin and data-steward take a second person
beside him: \`/v1/second-person\`.`,
			params: IdParameter,
			body: z.strictObject({ expiresAt: z.iso.datetime() }),
			response: { 200: AccessRequest, ...FAILURES },
		},
		handler: async (request) => {
			const actor = demandPerson(request);
			const { tenant } = scopeOf(request);
			const { id } = request.params;
			const { expiresAt } = request.body;
			const { role } = await tenancy.accessRequests.approvable(tenant.id, id, expiresAt, actor);
			if (STRONG_ROLES.has(role)) {
				const input = { request: id, expiresAt };
				await twoPeople(request, deps, { act: "access-request", permission: "accounts:write", input });
			}
			return tenancy.accessRequests.approve(tenant.id, id, expiresAt, actor);
		},
	});
	app.post("/v1/access-requests/:id/refuse", {
		config: write,
		schema: {
			tags,
			summary: "Refuse a role that was asked for",
			params: IdParameter,
			body: z.strictObject({ reason: Reason }),
			response: { 200: AccessRequest, ...FAILURES },
		},
		handler: (request) => {
			const actor = demandPerson(request);
			const { tenant } = scopeOf(request);
			return tenancy.accessRequests.refuse(tenant.id, request.params.id, request.body.reason, actor);
		},
	});
}
