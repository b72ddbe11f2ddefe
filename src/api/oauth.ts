import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { Permission } from "../domain/actor.ts";
import { TributaryError } from "../errors.ts";
import type { Authenticated } from "../tenancy/clients.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import type { Confirmation } from "../tenancy/tokens.ts";
import { certificateOf } from "./client-certificate.ts";
import { proofOf } from "./dpop.ts";
import { introspection } from "./introspection.ts";
import {
	acceptForms,
	ClientAuthentication,
	credentialsOf,
	type Options,
	Refusal,
	sendRefusal,
	verify,
} from "./oauth-client.ts";

/** `POST /oauth/v2/accessToken`: client credentials, RFC 6749 section 4.4; and `POST /oauth/v2/introspectToken`, RFC 7662. */

/** RFC 6749, 3.2: what the server does not know is ignored, what comes twice is refused. */
const Form = z.object({
	grant_type: z.string().max(200),
	scope: z.string().max(2000).optional().describe("Part of what is granted, separated by spaces. Absent: all of it."),
	...ClientAuthentication,
});

const Answer = z.strictObject({
	access_token: z.string(),
	token_type: z.enum(["Bearer", "DPoP"]),
	expires_in: z.int().describe("Seconds."),
	scope: z.string(),
});

export async function accessToken(instance: FastifyInstance, options: Options): Promise<void> {
	const { tenancy, limits } = options;
	instance.removeAllContentTypeParsers();
	await acceptForms(instance);
	refuseGet(instance);
	await instance.register(introspection, options);
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.post("/oauth/v2/accessToken", {
		config: { access: "public" },
		schema: {
			tags: ["access"],
			summary: "Get an access token",
			description:
				"Client id and secret in the form or in HTTP Basic, not in both; or a signed assertion; or, over a connection that was made with its certificate (RFC 8705), the id alone: the token is then bound to that. The token is valid for 30 minutes. With a header `DPoP` (RFC 9449) it is bound to the key of the proof.",
			consumes: ["application/x-www-form-urlencoded"],
			body: Form,
			response: { 200: Answer, "4xx": Refusal, "5xx": Refusal },
		},
		errorHandler: sendRefusal,
		handler: async (request, reply) => {
			await limits.admitLogin(request);
			const given = credentialsOf(request, request.body);
			if (request.body.grant_type !== "client_credentials") throw new TributaryError("unsupported-grant");
			const client = await verify(options, request, given);
			reply.header("pragma", "no-cache");
			const bound = { ...(await proved(options, request, { client, reply })), ...connected(request, client) };
			return issue(tenancy, client, { wanted: request.body.scope, bound });
		},
	});
}

/** Secrets in URLs end in logs. The very old form of the interface is told so, in the words that OAuth clients read. */
function refuseGet(instance: FastifyInstance): void {
	instance.get("/oauth/v2/accessToken", {
		exposeHeadRoute: false,
		config: { access: "public" },
		schema: {
			tags: ["access"],
			summary: "Always refused: use POST",
			response: { "4xx": Refusal, "5xx": Refusal },
		},
		errorHandler: sendRefusal,
		handler: async (_request, reply) => {
			reply.header("allow", "POST");
			throw new TributaryError("method-not-allowed", { detail: "Send the parameters as a form, with POST." });
		},
	});
}

/**
 * The key that a token is to be bound to (RFC 9449, 5); nothing where the client shows none and need not.
 * @throws TributaryError `invalid-dpop-proof` · `use-dpop-nonce`
 */
async function proved(
	{ tenancy, publicUrl }: Options,
	request: FastifyRequest,
	{ client, reply }: { readonly client: Authenticated; readonly reply: FastifyReply },
): Promise<Confirmation> {
	const isDemanded = client.binding === "dpop" || client.binding === "dpop-nonce";
	if (request.headers.dpop === undefined && !isDemanded) return {};
	reply.header("dpop-nonce", tenancy.dpop.nonce());
	const needsNonce = client.binding === "dpop-nonce";
	return { jkt: await tenancy.dpop.verify({ ...proofOf(request, publicUrl), needsNonce }) };
}

/**
 * The certificate that a token is to be bound to (RFC 8705, 3): the one that the client signed in by, or whose connection this is where its
 * tokens have to be.
 * @throws TributaryError `invalid-client` there is none
 */
function connected(request: FastifyRequest, { binding, certificate }: Authenticated): Confirmation {
	if (certificate !== undefined) return { "x5t#S256": certificate };
	if (binding !== "mtls") return {};
	const peer = certificateOf(request);
	if (peer === null) throw new TributaryError("invalid-client");
	return { "x5t#S256": peer.thumbprint };
}

async function issue(
	tenancy: Tenancy,
	client: Authenticated,
	{ wanted, bound }: { readonly wanted: string | undefined; readonly bound: Confirmation },
): Promise<z.output<typeof Answer>> {
	const scope = await tenancy.openScope({
		tenant: client.tenant,
		actor: { kind: "client", id: client.id },
		purpose: "sign in",
	});
	return scope.record("token.issue", { clientId: client.id }, async () => {
		const permissions = wanted === undefined ? undefined : readScope(wanted);
		const made = await tenancy.tokens.issue(client, permissions, bound);
		const value = {
			access_token: made.token,
			token_type: bound.jkt === undefined ? ("Bearer" as const) : ("DPoP" as const),
			expires_in: made.expiresIn,
			scope: made.permissions.join(" "),
		};
		return { value, result: { outcome: "ok" } };
	});
}

function readScope(text: string): readonly Permission[] {
	const read = z
		.array(Permission)
		.min(1)
		.safeParse(text.split(" ").filter((part) => part !== ""));
	if (!read.success) throw new TributaryError("invalid-scope");
	return read.data;
}
