import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { Permission } from "../../domain/actor.ts";
import { RecordId } from "../../domain/candidate.ts";
import { DisplayName } from "../../domain/display-name.ts";
import { Reason } from "../../domain/tenant.ts";
import { TributaryError } from "../../errors.ts";
import { CertificateInput } from "../../tenancy/client-certificates.ts";
import { MAX_OVERLAP } from "../../tenancy/client-credentials.ts";
import { Binding, ClientRecord, isWeaker } from "../../tenancy/client-record.ts";
import type { Client } from "../../tenancy/clients.ts";
import { refuseFor, scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { demandPerson } from "./accounts.ts";
import { IdParameter } from "./parameters.ts";

const HOUR = 3600;
const DAY_HOURS = 24;

const ClientAnswer = z.strictObject({
	id: z.string(),
	name: z.string(),
	permissions: z.array(Permission),
	status: ClientRecord.shape.status,
	lock: ClientRecord.shape.lock.describe("Why it is locked. `by` absent: by the operator, who alone unlocks it."),
	createdAt: z.iso.datetime(),
	binding: Binding.describe(
		"Whether its tokens have to be bound: to a key of its own by DPoP (RFC 9449), each proof with a nonce or not, or to its certificate (`mtls`, RFC 8705).",
	),
});
const CredentialAnswer = z.strictObject({
	id: z.string().describe("What it is called; nothing to sign in with."),
	kind: z.enum(["secret", "key", "certificate"]),
	createdAt: z.iso.datetime(),
	endsAt: z.iso.datetime().nullable().describe("Null: until it is revoked."),
	name: z.string().optional().describe("Of a certificate: the name that is in it."),
});
const Secret = z.string().describe("It is shown this once.");
const NewClient = z.strictObject({ name: DisplayName, permissions: z.array(Permission).min(1) });
const Rotation = z.strictObject({
	overlapHours: z
		.number()
		.min(0)
		.max(MAX_OVERLAP / HOUR)
		.default(DAY_HOURS)
		.describe("The secrets before work on for so long; 0 ends them at once."),
});
const NewKey = z.strictObject({
	publicKey: z.string().max(10_000).describe("PEM: Ed25519, P-256, or RSA of 2048 bits or more."),
});
const Status = z.union([
	z.strictObject({ status: z.enum(["active", "disabled"]) }),
	z.strictObject({ status: z.literal("locked"), reason: Reason }),
]);
const CredentialParameters = z.strictObject({ id: RecordId, credential: RecordId });
const Nothing = z.null().describe("Nothing.");

const tags = ["clients"];
const read = { access: { permission: "clients:read" } } as const;
const write = { access: { permission: "clients:write" }, keyed: true } as const;

/** Programs that call the API for the tenant: what they may do, and what they sign in by. */
export async function clientRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	readRoutes(instance, deps);
	writeRoutes(instance, deps);
	bindingRoutes(instance, deps);
	credentialRoutes(instance, deps);
}

function readRoutes(instance: FastifyInstance, { tenancy: { clients } }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/clients", {
		config: read,
		schema: {
			tags,
			summary: "List clients",
			response: { 200: z.strictObject({ items: z.array(ClientAnswer) }), ...FAILURES },
		},
		handler: async (request) => {
			const scope = scopeOf(request);
			return scope.record("client.read", {}, async () => {
				const items = (await clients.list(scope.tenant.id)).map(answer);
				return { value: { items }, result: { outcome: "ok", count: items.length } };
			});
		},
	});
	app.get("/v1/clients/:id/credentials", {
		config: read,
		schema: {
			tags,
			summary: "List what a client can sign in by",
			params: IdParameter,
			response: { 200: z.strictObject({ items: z.array(CredentialAnswer) }), ...FAILURES },
		},
		handler: async (request) => {
			const scope = scopeOf(request);
			const { id } = request.params;
			return scope.record("client.read", { clientId: id }, async () => {
				const items = [...(await clients.credentials.list(scope.tenant.id, id))];
				return { value: { items }, result: { outcome: "ok", count: items.length } };
			});
		},
	});
}

function writeRoutes(instance: FastifyInstance, { tenancy }: ApiDeps): void {
	const { clients } = tenancy;
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.post("/v1/clients", {
		config: write,
		schema: {
			tags,
			summary: "Make a client",
			description: `Nobody gives away more than he has: a client gets scopes that whoever asks has himself. The two of the ATS wire (\`ats:sync\`,
\`ats:activity\`), which only programs use, are given by people: a client gets \`account-required\`. \`applications:provision\` is the
operator's to give. The entry in the log names the scopes.`,
			body: NewClient,
			response: { 201: ClientAnswer.extend({ clientSecret: Secret }), ...FAILURES },
		},
		handler: async (request, reply) => {
			const { tenant, actor } = scopeOf(request);
			await demandGiving(tenancy, request, request.body.permissions);
			const { clientId, clientSecret } = await clients.create({ ...request.body, tenant: tenant.id, actor });
			const made = (await clients.list(tenant.id)).find(({ id }) => id === clientId);
			if (made === undefined) throw new TributaryError("not-found");
			return reply.status(201).send({ ...answer(made), clientSecret });
		},
	});
	app.put("/v1/clients/:id/status", {
		config: write,
		schema: {
			tags,
			summary: "Switch a client off, on, or lock it with a reason",
			description: `Counts with the next request, for every token of it. What the operator locked only he unlocks. To switch one on again takes what it
took to make it: its scopes, and a person for those of the ATS wire.`,
			params: IdParameter,
			body: Status,
			response: { 200: ClientAnswer, ...FAILURES },
		},
		handler: async (request) => {
			const { tenant, actor } = scopeOf(request);
			const { id } = request.params;
			const { status, ...reason } = request.body;
			const vet = (before: Client) => {
				if (status === "active" && before.status !== "active") demandGrantable(request, before.permissions);
			};
			return answer(await clients.setStatus(tenant.id, id, status, actor, { ...reason, vet }));
		},
	});
}

function bindingRoutes(instance: FastifyInstance, { tenancy: { clients } }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.put("/v1/clients/:id/binding", {
		config: write,
		schema: {
			tags,
			summary: "Say whether a client's tokens have to be bound to a key or certificate of its own",
			description:
				"By DPoP (RFC 9449) or its certificate (RFC 8705). Counts with the next request: tokens that are not bound are refused from then on. A weaker one than before (`mtls`, `dpop-nonce`, `dpop`, `none`) is a person's to set who has the client's scopes.",
			params: IdParameter,
			body: z.strictObject({ binding: Binding }),
			response: { 200: ClientAnswer, ...FAILURES },
		},
		handler: async (request) => {
			const { tenant, actor } = scopeOf(request);
			const { binding } = request.body;
			const vet = (before: Client) => {
				if (!isWeaker(binding, before.binding)) return;
				demandPerson(request);
				demandGrantable(request, before.permissions);
			};
			return answer(await clients.setBinding(tenant.id, request.params.id, binding, actor, vet));
		},
	});
}

function credentialRoutes(instance: FastifyInstance, { tenancy }: ApiDeps): void {
	const { clients } = tenancy;
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.post("/v1/clients/:id/secrets", {
		config: write,
		schema: {
			tags,
			summary: "Give a client another secret",
			description: "The ones before work on for the overlap, so that both ends change over in their own time.",
			params: IdParameter,
			body: Rotation,
			response: {
				201: z.strictObject({
					clientId: z.string(),
					credential: z.string(),
					clientSecret: Secret,
					status: ClientRecord.shape.status.describe(
						"A client that is disabled or locked does not sign in by the new secret either.",
					),
				}),
				...FAILURES,
			},
		},
		handler: async (request, reply) => {
			const { tenant, actor } = scopeOf(request);
			const { id } = request.params;
			await demandHeld(tenancy, request, id);
			const overlap = request.body.overlapHours * HOUR;
			return reply.status(201).send(await clients.credentials.rotate(tenant.id, id, { overlap, actor }));
		},
	});
	app.post("/v1/clients/:id/keys", {
		config: write,
		schema: {
			tags,
			summary: "Register a public key, for signing in with assertions",
			params: IdParameter,
			body: NewKey,
			response: { 201: CredentialAnswer, ...FAILURES },
		},
		handler: async (request, reply) => {
			const { tenant, actor } = scopeOf(request);
			const { id } = request.params;
			await demandHeld(tenancy, request, id);
			return reply.status(201).send(await clients.credentials.addKey(tenant.id, id, request.body.publicKey, actor));
		},
	});
	app.post("/v1/clients/:id/certificates", {
		config: write,
		schema: {
			tags,
			summary: "Register a certificate, for signing in on the connection itself",
			description: `RFC 8705: one certificate (\`self_signed_tls_client_auth\`), or the name that has to be in one of the authority that the
operator configured (\`tls_client_auth\`). Tokens that are got so are bound to the certificate.`,
			params: IdParameter,
			body: CertificateInput,
			response: { 201: CredentialAnswer, ...FAILURES },
		},
		handler: async (request, reply) => {
			const { tenant, actor } = scopeOf(request);
			const { id } = request.params;
			await demandHeld(tenancy, request, id);
			return reply.status(201).send(await clients.credentials.addCertificate(tenant.id, id, request.body, actor));
		},
	});
	app.delete("/v1/clients/:id/credentials/:credential", {
		config: write,
		schema: {
			tags,
			summary: "End a secret, key or certificate at once, with every token that was got by it",
			params: CredentialParameters,
			response: { 204: Nothing, ...FAILURES },
		},
		handler: async (request, reply) => {
			const { tenant, actor } = scopeOf(request);
			const { id, credential } = request.params;
			await clients.credentials.revoke(tenant.id, id, credential, actor);
			return reply.status(204).send(null);
		},
	});
}

/** Of the wire, for programs: no person ever has them, and it is people who give them. */
const OF_WIRE: ReadonlySet<Permission> = new Set(["ats:sync", "ats:activity"]);

/** Reach beyond one tenant: the operator alone gives them. */
const OPERATORS: ReadonlySet<Permission> = new Set(["applications:provision"]);

/** What somebody would get by way of a client and has not himself. */
function beyondOf({ principal }: FastifyRequest, permissions: readonly Permission[]): readonly Permission[] {
	const held = principal?.permissions ?? [];
	return permissions.filter((one) => !OF_WIRE.has(one) && (!held.includes(one) || OPERATORS.has(one)));
}
const cannotGive = (beyond: readonly Permission[]) => `You cannot give ${beyond.join(", ")}.`;

/**
 * Asked within a change, whose entry in the log says that it was refused.
 * @throws TributaryError `insufficient-scope` when somebody would get more than he has by way of a client · `account-required` a client
 *   asks for what people give
 */
function demandGrantable(request: FastifyRequest, permissions: readonly Permission[]): void {
	const beyond = beyondOf(request, permissions);
	if (beyond.length > 0) throw new TributaryError("insufficient-scope", { detail: cannotGive(beyond) });
	if (permissions.some((one) => OF_WIRE.has(one))) demandPerson(request);
}

/** Asked before one is begun, and written down here. @throws TributaryError as {@link demandGrantable} · `audit-unavailable` */
async function demandGiving(
	tenancy: ApiDeps["tenancy"],
	request: FastifyRequest,
	permissions: readonly Permission[],
): Promise<void> {
	const beyond = beyondOf(request, permissions);
	const [permission] = beyond;
	if (permission !== undefined) await refuseFor(tenancy, request, { permission, detail: cannotGive(beyond) });
	demandGrantable(request, permissions);
}

/** Who gives a client another secret can act as it: he must hold what it may do. */
async function demandHeld(tenancy: ApiDeps["tenancy"], request: FastifyRequest, id: string): Promise<void> {
	const found = (await tenancy.clients.list(scopeOf(request).tenant.id)).find((one) => one.id === id);
	if (found === undefined) throw new TributaryError("not-found");
	await demandGiving(tenancy, request, found.permissions);
}

/** Without the tenant: it is the caller's own. */
const answer = ({ tenant: _, permissions, ...client }: Client) => ({ ...client, permissions: [...permissions] });
