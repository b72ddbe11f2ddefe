import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { AccessGrant, Account, AccountChange, AccountInvitation, ExpiresAt } from "../../domain/account.ts";
import type { Actor } from "../../domain/actor.ts";
import { Role, STRONG_ROLES } from "../../domain/role.ts";
import { TributaryError } from "../../errors.ts";
import { isSeat } from "../../sync/seats.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { twoPeople } from "../two-people.ts";
import { IdParameter } from "./parameters.ts";

export const HeldGrant = AccessGrant.extend({ accountId: z.string() });
const Nothing = z.null().describe("Nothing.");
const tags = ["accounts"];
const read = { access: { permission: "accounts:read" } } as const;
const write = { access: { permission: "accounts:write" }, keyed: true } as const;

const FOUR_EYES =
	"A person's to do, and never about himself: a client gets `account-required`, the person concerned `own-account`.";

/** People of the tenant, and what each may do. */
export async function accountRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	readRoutes(instance, deps);
	writeRoutes(instance, deps);
	roleRoutes(instance, deps);
	reviewRoutes(instance, deps);
}

/** Who is signed in: what is decided about people is decided by people. @throws TributaryError `account-required` */
export function demandPerson(request: FastifyRequest): Actor {
	if (request.person === null) throw new TributaryError("account-required");
	return { kind: "account", id: request.person.accountId };
}

function readRoutes(instance: FastifyInstance, { tenancy: { accounts } }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/accounts", {
		config: read,
		schema: {
			tags,
			summary: "List accounts, by name",
			response: { 200: z.strictObject({ items: z.array(Account) }), ...FAILURES },
		},
		handler: (request) => {
			const scope = scopeOf(request);
			return scope.record("account.read", {}, async () => {
				const items = [...(await accounts.list(scope.tenant.id))];
				return { value: { items }, result: { outcome: "ok", count: items.length } };
			});
		},
	});
	app.get("/v1/accounts/:id", {
		config: read,
		schema: { tags, summary: "Read an account", params: IdParameter, response: { 200: Account, ...FAILURES } },
		handler: (request) => {
			const scope = scopeOf(request);
			const { id } = request.params;
			return scope.record("account.read", { accountId: id }, async () => {
				return { value: await accounts.get(scope.tenant.id, id), result: { outcome: "ok" } };
			});
		},
	});
}

function writeRoutes(instance: FastifyInstance, deps: ApiDeps): void {
	const { accounts } = deps.tenancy;
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.post("/v1/accounts", {
		config: write,
		schema: {
			tags,
			summary: "Invite a person",
			description: `The account is his who first signs in at the tenant's identity provider with that address, verified by it. Roles and
seats are given by people only: a client invites with none. tenant-admin and data-steward take a second person: \`/v1/second-person\`.`,
			body: AccountInvitation,
			response: { 201: Account, ...FAILURES },
		},
		handler: async (request, reply) => {
			const scope = scopeOf(request);
			if (request.body.roles.length > 0 || request.body.seat !== null) demandPerson(request);
			await demandSeat(scope, request.body.seat);
			const { body: input } = request;
			if (input.roles.some((role) => STRONG_ROLES.has(role)))
				await twoPeople(request, deps, { act: "invite", permission: "accounts:write", input });
			return reply.status(201).send(await accounts.invite(scope.tenant.id, request.body, scope.actor));
		},
	});
	app.patch("/v1/accounts/:id", {
		config: write,
		schema: {
			tags,
			summary: "Name, seat, disable or enable an account",
			description:
				"Disabled, the person is signed out everywhere with the next request. Nobody changes his own account; a client neither seats nor enables one. To enable one with tenant-admin or data-steward takes a second person, as to give the role: `/v1/second-person`.",
			params: IdParameter,
			body: AccountChange,
			response: { 200: Account, ...FAILURES },
		},
		handler: async (request) => {
			const scope = scopeOf(request);
			const { seat, status } = request.body;
			if (seat !== undefined || status === "active") demandPerson(request);
			if (seat !== undefined) await demandSeat(scope, seat);
			const { id } = request.params;
			const input = { account: id, change: request.body };
			return accounts.change(scope.tenant.id, id, request.body, scope.actor, async (before) => {
				if (status === "active" && isStrong(before))
					await twoPeople(request, deps, { act: "enable-account", permission: "accounts:write", input });
			});
		},
	});
	app.delete("/v1/accounts/:id", {
		config: write,
		schema: {
			tags,
			summary: "Erase an account",
			description: "Name, address and identity are gone; entries of the log keep the id.",
			params: IdParameter,
			response: { 204: Nothing, ...FAILURES },
		},
		handler: async (request, reply) => {
			const { tenant, actor } = scopeOf(request);
			await accounts.remove(tenant.id, request.params.id, actor);
			return reply.status(204).send(null);
		},
	});
	app.post("/v1/accounts/:id/sign-out", {
		config: write,
		schema: {
			tags,
			summary: "End every session of a person",
			params: IdParameter,
			response: { 204: Nothing, ...FAILURES },
		},
		handler: async (request, reply) => {
			const { tenant, actor } = scopeOf(request);
			await accounts.signOut(tenant.id, request.params.id, actor);
			return reply.status(204).send(null);
		},
	});
}

/** Who could do much as soon as he is enabled. */
const isStrong = ({ status, grants }: Account): boolean =>
	status === "disabled" && grants.some(({ role }) => STRONG_ROLES.has(role));

/** @throws TributaryError `invalid-field` */
async function demandSeat({ store }: Scope, seat: string | null): Promise<void> {
	if (seat === null || (await isSeat(store, seat))) return;
	throw new TributaryError("invalid-field", { errors: [{ pointer: "/seat", detail: "There is no such seat." }] });
}

function roleRoutes(instance: FastifyInstance, deps: ApiDeps): void {
	const { accounts } = deps.tenancy;
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.post("/v1/accounts/:id/grants", {
		config: write,
		schema: {
			tags,
			summary: "Give a person a role",
			description: FOUR_EYES,
			params: IdParameter,
			body: z.strictObject({ role: Role, expiresAt: ExpiresAt.default(null) }),
			response: { 201: HeldGrant, ...FAILURES },
		},
		handler: async (request, reply) => {
			const actor = demandPerson(request);
			const { tenant } = scopeOf(request);
			const { id: account } = request.params;
			if (STRONG_ROLES.has(request.body.role)) {
				const input = { account, ...request.body };
				await twoPeople(request, deps, { act: "grant-role", permission: "accounts:write", input });
			}
			return reply.status(201).send(await accounts.grants.give(tenant.id, account, request.body, actor));
		},
	});
	app.delete("/v1/access-grants/:id", {
		config: write,
		schema: {
			tags,
			summary: "End a role of a person, at once",
			description: FOUR_EYES,
			params: IdParameter,
			response: { 204: Nothing, ...FAILURES },
		},
		handler: async (request, reply) => {
			const actor = demandPerson(request);
			await accounts.grants.end(scopeOf(request).tenant.id, request.params.id, actor);
			return reply.status(204).send(null);
		},
	});
}

/** Whether a strong role would last longer than two people said. */
const prolongs = ({ role, expiresAt: before }: AccessGrant, after: string | null): boolean =>
	STRONG_ROLES.has(role) && before !== null && (after === null || Date.parse(after) > Date.parse(before));

function reviewRoutes(instance: FastifyInstance, deps: ApiDeps): void {
	const { accounts } = deps.tenancy;
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/access-grants", {
		config: read,
		schema: {
			tags,
			summary: "List who has which role, those first that nobody looked at for longest",
			description:
				"For a review: since when, by whose word, when it was used last, who found it right last, when it ends.",
			response: { 200: z.strictObject({ items: z.array(HeldGrant) }), ...FAILURES },
		},
		handler: (request) => {
			const scope = scopeOf(request);
			return scope.record("account.read", { about: "grants" }, async () => {
				const items = [...(await accounts.grants.list(scope.tenant.id))];
				return { value: { items }, result: { outcome: "ok", count: items.length } };
			});
		},
	});
	app.post("/v1/access-grants/:id/confirm", {
		config: write,
		schema: {
			tags,
			summary: "Say that a role is still right",
			description: `With who said so and when; \`expiresAt\` sets a new end; a later one of tenant-admin or data-steward takes a second person:
\`/v1/second-person\`. ${FOUR_EYES}`,
			params: IdParameter,
			body: z.strictObject({ expiresAt: ExpiresAt.optional() }),
			response: { 200: HeldGrant, ...FAILURES },
		},
		handler: async (request) => {
			const actor = demandPerson(request);
			const { tenant } = scopeOf(request);
			const { id: grant } = request.params;
			const { expiresAt } = request.body;
			return accounts.grants.confirm(tenant.id, grant, actor, expiresAt, async (before) => {
				if (expiresAt === undefined || !prolongs(before, expiresAt)) return;
				const input = { grant, expiresAt };
				await twoPeople(request, deps, { act: "prolong-role", permission: "accounts:write", input });
			});
		},
	});
}
