import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { PERMISSIONS } from "../domain/actor.ts";
import { DPOP_ALGORITHMS } from "../tenancy/dpop.ts";
import { SIGNING_ALGORITHM } from "../tenancy/signing-keys.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import { Refusal, sendRefusal } from "./oauth-client.ts";

/** What clients and their libraries ask before they ask for a token: RFC 8414 metadata, and the keys that sign tokens. */

const Metadata = z.strictObject({
	issuer: z.string(),
	token_endpoint: z.string(),
	introspection_endpoint: z.string(),
	jwks_uri: z.string(),
	response_types_supported: z.array(z.string()),
	grant_types_supported: z.array(z.string()),
	token_endpoint_auth_methods_supported: z.array(z.string()),
	token_endpoint_auth_signing_alg_values_supported: z.array(z.string()),
	dpop_signing_alg_values_supported: z.array(z.string()),
	tls_client_certificate_bound_access_tokens: z.boolean(),
	scopes_supported: z.array(z.string()),
});

const KeySet = z.strictObject({
	keys: z.array(
		z.strictObject({
			kty: z.literal("OKP"),
			crv: z.literal("Ed25519"),
			x: z.string(),
			kid: z.string(),
			alg: z.literal(SIGNING_ALGORITHM),
			use: z.literal("sig"),
		}),
	),
});

/** A key that was taken away must not live on in caches. Seconds. */
const CACHED = 60;

/** Which certificates of clients are looked at: none, those that are registered, or also those of an authority (RFC 8705, 2). */
export type AcceptedCertificates = "none" | "registered" | "authority";

const METHODS: Readonly<Record<AcceptedCertificates, readonly string[]>> = {
	none: [],
	registered: ["self_signed_tls_client_auth"],
	authority: ["self_signed_tls_client_auth", "tls_client_auth"],
};

interface AuthorizationServerOptions {
	readonly tenancy: Tenancy;
	readonly publicUrl: string;
	readonly certificates: AcceptedCertificates;
}

export async function authorizationServer(
	instance: FastifyInstance,
	{ tenancy, publicUrl, certificates }: AuthorizationServerOptions,
): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/.well-known/oauth-authorization-server", {
		config: { access: "public" },
		schema: {
			tags: ["access"],
			summary: "What the token endpoint offers",
			response: { 200: Metadata, "4xx": Refusal, "5xx": Refusal },
		},
		errorHandler: sendRefusal,
		handler: async (_request, reply) => {
			reply.header("cache-control", `public, max-age=${CACHED}`);
			return {
				issuer: publicUrl,
				token_endpoint: `${publicUrl}/oauth/v2/accessToken`,
				introspection_endpoint: `${publicUrl}/oauth/v2/introspectToken`,
				jwks_uri: `${publicUrl}/oauth/v2/keys`,
				response_types_supported: [],
				grant_types_supported: ["client_credentials"],
				token_endpoint_auth_methods_supported: [
					...["client_secret_basic", "client_secret_post", "private_key_jwt"],
					...METHODS[certificates],
				],
				token_endpoint_auth_signing_alg_values_supported: ["EdDSA", "ES256", "RS256"],
				dpop_signing_alg_values_supported: [...DPOP_ALGORITHMS],
				tls_client_certificate_bound_access_tokens: certificates !== "none",
				scopes_supported: [...PERMISSIONS],
			};
		},
	});
	app.get("/oauth/v2/keys", {
		config: { access: "public" },
		schema: {
			tags: ["access"],
			summary: "Public keys of access tokens",
			response: { 200: KeySet, "4xx": Refusal, "5xx": Refusal },
		},
		errorHandler: sendRefusal,
		handler: async (_request, reply) => {
			reply.header("cache-control", `public, max-age=${CACHED}`);
			return (await tenancy.signingKeys.publicSet()) as z.output<typeof KeySet>;
		},
	});
}
