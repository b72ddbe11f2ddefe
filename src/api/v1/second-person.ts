import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { AccountChange, AccountInvitation, ExpiresAt } from "../../domain/account.ts";
import { Role } from "../../domain/role.ts";
import { ProviderInput, removeProvider, writeProvider } from "../../sign-in/provider.ts";
import { type Act, decideSecondPerson, listSecondPerson, SecondPerson } from "../../tenancy/accounts/second-person.ts";
import type { Scope } from "../../tenancy/scope.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { wholeScopeOf } from "../two-people.ts";
import { demandPerson } from "./accounts.ts";
import { IdParameter } from "./parameters.ts";

const tags = ["accounts"];
const known = { access: "known", keyed: true, administration: true } as const;

const GrantInput = z.strictObject({ account: z.string(), role: Role, expiresAt: ExpiresAt });
const ProlongInput = z.strictObject({ grant: z.string(), expiresAt: ExpiresAt });
const EnableInput = z.strictObject({ account: z.string(), change: AccountChange });
const ApprovalInput = z.strictObject({ request: z.string(), expiresAt: z.iso.datetime() });
const ExportInput = z.strictObject({ publicKey: z.string() });

/** How each is done, under the name of who approves it. */
const RUN: Readonly<Record<Act, (deps: ApiDeps, scope: Scope, input: unknown) => Promise<unknown>>> = {
	"identity-provider": async ({ signIn, ingest, deliveries }, scope, input) => {
		const provider = ProviderInput.parse(input);
		await signIn.check(provider);
		await writeProvider(scope, provider, ingest.clock());
		deliveries.wake(scope.tenant.id);
	},
	"remove-identity-provider": async ({ ingest, deliveries }, scope) => {
		await removeProvider(scope, ingest.clock());
		deliveries.wake(scope.tenant.id);
	},
	invite: ({ tenancy }, { tenant, actor }, input) =>
		tenancy.accounts.invite(tenant.id, AccountInvitation.parse(input), actor),
	"grant-role": ({ tenancy }, { tenant, actor }, input) => {
		const { account, ...role } = GrantInput.parse(input);
		return tenancy.accounts.grants.give(tenant.id, account, role, actor);
	},
	"access-request": ({ tenancy }, { tenant, actor }, input) => {
		const { request, expiresAt } = ApprovalInput.parse(input);
		return tenancy.accessRequests.approve(tenant.id, request, expiresAt, actor);
	},
	"prolong-role": ({ tenancy }, { tenant, actor }, input) => {
		const { grant, expiresAt } = ProlongInput.parse(input);
		return tenancy.accounts.grants.confirm(tenant.id, grant, actor, expiresAt);
	},
	"enable-account": ({ tenancy }, { tenant, actor }, input) => {
		const { account, change } = EnableInput.parse(input);
		return tenancy.accounts.change(tenant.id, account, change, actor);
	},
	export: ({ exportJobs }, scope, input) => exportJobs.start(scope, ExportInput.parse(input).publicKey),
};

/** What waits for a second person. */
export async function secondPersonRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/second-person", {
		config: known,
		schema: {
			tags,
			summary: "List what waits for a second person, and what was decided, the newest first",
			description: `Another identity provider, strong roles (tenant-admin, data-steward), a disabled account that has one, and the return of all data are asked for by one person,
who gets \`second-person-required\`, and done when another who could have asked himself approves.`,
			response: { 200: z.strictObject({ items: z.array(SecondPerson) }), ...FAILURES },
		},
		handler: (request) => {
			const scope = wholeScopeOf(request);
			return scope.record("account.read", { about: "second-person" }, async () => {
				const held = request.principal?.permissions ?? [];
				const items = (await listSecondPerson(scope)).filter(({ permission }) => held.includes(permission));
				return { value: { items }, result: { outcome: "ok", count: items.length } };
			});
		},
	});
	const decide = (name: "approve" | "refuse", summary: string) =>
		app.post(`/v1/second-person/:id/${name}`, {
			config: known,
			schema: { tags, summary, params: IdParameter, response: { 200: SecondPerson, ...FAILURES } },
			handler: (request) => {
				const actor = demandPerson(request);
				const scope = wholeScopeOf(request);
				const permissions = request.principal?.permissions ?? [];
				const { accounts } = deps.tenancy;
				const decision = { id: request.params.id, actor, permissions, now: deps.ingest.clock(), accounts };
				const run = async (act: Act, input: unknown) => void (await RUN[act](deps, scope, input));
				return decideSecondPerson(scope, decision, name === "approve" ? run : undefined);
			},
		});
	decide("approve", "Do what another person asked for");
	decide("refuse", "Refuse it, or take back one's own");
}
