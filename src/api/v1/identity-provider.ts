import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import type { TenantId } from "../../domain/tenant.ts";
import { TributaryError } from "../../errors.ts";
import {
	Provider,
	ProviderInput,
	readProvider,
	removeProvider,
	type StoredProvider,
	writeProvider,
} from "../../sign-in/provider.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { twoPeople } from "../two-people.ts";
import { demandPerson } from "./accounts.ts";

const Nothing = z.null().describe("Nothing.");
const tags = ["accounts"];

/** What decides who is let in. A second factor that is demanded too, another secret of the same is the same. */
function isAnother(found: StoredProvider | null, { issuer, clientId, amr, acr }: z.output<typeof ProviderInput>) {
	const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
	return found?.issuer !== issuer || found.clientId !== clientId || !same(found.amr, amr) || !same(found.acr, acr);
}

/** By whom the tenant's people are signed in. */
export async function identityProviderRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	const { signIn, ingest, deliveries } = deps;
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const shown = (tenant: TenantId, { clientSecret: _, ...rest }: StoredProvider): Provider => ({
		...rest,
		redirectUri: signIn.redirectUri(tenant),
	});
	app.get("/v1/identity-provider", {
		config: { access: { permission: "accounts:read" } },
		schema: { tags, summary: "Read by which provider people sign in", response: { 200: Provider, ...FAILURES } },
		handler: (request) => {
			const scope = scopeOf(request);
			return scope.record("settings.read", { about: "identity-provider" }, async () => {
				const found = await readProvider(scope.store);
				if (found === null) throw new TributaryError("not-found");
				return { value: shown(scope.tenant.id, found), result: { outcome: "ok" } };
			});
		},
	});
	app.put("/v1/identity-provider", {
		config: { access: { permission: "accounts:write" } },
		schema: {
			tags,
			summary: "Set the OpenID provider by which people sign in",
			description: `It is asked at once whether it is one. \`amr\` and \`acr\` say what a sign-in has to have been like: a second factor unless
said otherwise. A person's to do, with a second one where it decides who is let in (\`/v1/second-person\`), and told to webhooks
(\`identity-provider.changed\`). Another \`issuer\` or \`clientId\` takes its secret; the first one is set by the operator: \`identity-provider set\`.`,
			body: ProviderInput,
			response: { 200: Provider, ...FAILURES },
		},
		handler: async (request) => {
			demandPerson(request);
			const scope = scopeOf(request);
			await signIn.check(request.body);
			const { body: input } = request;
			const stored = await writeProvider(scope, input, ingest.clock(), async (before) => {
				if (isAnother(before, input))
					await twoPeople(request, deps, { act: "identity-provider", permission: "accounts:write", input });
			});
			deliveries.wake(scope.tenant.id);
			return shown(scope.tenant.id, stored);
		},
	});
	app.delete("/v1/identity-provider", {
		config: { access: { permission: "accounts:write" } },
		schema: {
			tags,
			summary: "Have nobody sign in any more",
			description: "Who is signed in stays so until his session ends.",
			response: { 204: Nothing, ...FAILURES },
		},
		handler: async (request, reply) => {
			demandPerson(request);
			const scope = scopeOf(request);
			if ((await readProvider(scope.store)) === null) throw new TributaryError("not-found");
			await twoPeople(request, deps, { act: "remove-identity-provider", permission: "accounts:write", input: {} });
			await removeProvider(scope, ingest.clock());
			deliveries.wake(scope.tenant.id);
			return reply.status(204).send(null);
		},
	});
}
