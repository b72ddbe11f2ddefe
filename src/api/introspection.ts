import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { TributaryError } from "../errors.ts";
import type { Client } from "../tenancy/clients.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import type { Bearer } from "../tenancy/tokens.ts";
import { ClientAuthentication, credentialsOf, type Options, Refusal, sendRefusal, verify } from "./oauth-client.ts";

/** `POST /oauth/v2/introspectToken`: whether a token of the asking application is good, RFC 7662. */

const Form = z.object({
	token: z.string().min(1).max(8192),
	...ClientAuthentication,
});

const seconds = z.int().describe("Seconds since 1970.");
const Answer = z.union([
	z.strictObject({
		active: z.literal(true),
		client_id: z.string(),
		authorized_at: seconds,
		created_at: seconds,
		status: z.literal("active"),
		expires_at: seconds,
		scope: z.string(),
		auth_type: z.literal("2L"),
		/** RFC 9449, 6.2; RFC 8705, 3.2: of a token that is bound to a key or a certificate. */
		cnf: z.strictObject({ jkt: z.string().optional(), "x5t#S256": z.string().optional() }).optional(),
	}),
	z.strictObject({ active: z.literal(false) }),
]);

export async function introspection(instance: FastifyInstance, options: Options): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.post("/oauth/v2/introspectToken", {
		config: { access: "public" },
		schema: {
			tags: ["access"],
			summary: "Ask whether a token is good",
			description: "Of tokens of the asking client; any other text answers `active: false`, whatever it is.",
			consumes: ["application/x-www-form-urlencoded"],
			body: Form,
			response: { 200: Answer, "4xx": Refusal, "5xx": Refusal },
		},
		errorHandler: sendRefusal,
		handler: async (request, reply) => {
			await options.limits.admitLogin(request);
			const client = await verify(options, request, credentialsOf(request, request.body));
			reply.header("pragma", "no-cache");
			return inspect(options.tenancy, client, request.body.token);
		},
	});
}

/** RFC 7662, 2.2: of a token that is not good, or not the client's, nothing more is said. */
async function inspect(tenancy: Tenancy, client: Client, token: string): Promise<z.output<typeof Answer>> {
	const actor = { kind: "client", id: client.id } as const;
	const scope = await tenancy.openScope({ tenant: client.tenant, actor, purpose: "ask for the state of a token" });
	return scope.record("client.read", { clientId: client.id }, async () => {
		const found = await tenancy.tokens.inspect(token).catch(asInactive);
		const value: z.output<typeof Answer> =
			found?.clientId !== client.id
				? { active: false }
				: {
						active: true,
						client_id: client.id,
						authorized_at: found.issuedAt,
						created_at: found.issuedAt,
						status: "active",
						expires_at: found.expiresAt,
						scope: found.permissions.join(" "),
						auth_type: "2L",
						...confirmationOf(found),
					};
		return { value, result: { outcome: "ok" } };
	});
}

function confirmationOf({ thumbprint, certificate }: Pick<Bearer, "thumbprint" | "certificate">) {
	if (thumbprint === null && certificate === null) return {};
	const key = thumbprint === null ? {} : { jkt: thumbprint };
	return { cnf: { ...key, ...(certificate === null ? {} : { "x5t#S256": certificate }) } };
}

function asInactive(error: unknown): null {
	if (error instanceof TributaryError && error.code === "invalid-token") return null;
	throw error;
}
