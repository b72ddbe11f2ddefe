import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { AuditEntry } from "../../tenancy/audit-entry.ts";
import { SignedHead } from "../../tenancy/audit-tree.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { wholeNumber } from "./parameters.ts";

const AuditQuery = z.strictObject({
	/** Number of an entry: those after it, oldest first. Absent: the latest, newest first. */
	after: wholeNumber(z.int().min(0).max(999_999_999_999_999)).optional(),
	limit: wholeNumber(z.int().min(1).max(1000)).default(100),
});
const AuditPage = z.strictObject({ items: z.array(AuditEntry) });

const entries = wholeNumber(z.int().min(1).max(999_999_999_999_999));
const InclusionQuery = z.strictObject({
	seq: entries.describe("Number of the entry."),
	size: entries.describe("Entries in the log, as a signed head says."),
});
const ConsistencyQuery = z.strictObject({
	from: entries.describe("Entries covered by the earlier head."),
	to: entries.describe("Entries covered by the later head."),
});
const Proof = z.strictObject({ path: z.array(z.string()).describe("Hashes, hex, as RFC 9162 orders them.") });

/** The tenant's own log: who did what, when and why. Reading it is an entry of its own. */
export async function auditRoutes(instance: FastifyInstance, { tenancy }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/audit", {
		config: { access: { permission: "audit:read" } },
		schema: {
			tags: ["audit"],
			summary: "Read the log of accesses",
			description: `Each entry holds the hash of the one before: a changed, missing or added entry shows. A change has two: one
with the outcome \`begun\` before it is made, and one that \`concludes\` it. What was refused for lack of a right is \`denied\`.`,
			querystring: AuditQuery,
			response: { 200: AuditPage, ...FAILURES },
		},
		handler: async (request) => {
			const scope = scopeOf(request);
			const { after, limit } = request.query;
			return scope.record("audit.read", {}, async () => {
				const items =
					after === undefined
						? await tenancy.audit.latest(scope.tenant.id, limit)
						: await tenancy.audit.read(scope.tenant.id, { after, limit });
				return { value: { items: [...items] }, result: { outcome: "ok", count: items.length } };
			});
		},
	});
	app.get("/v1/audit/head", {
		config: { access: { permission: "audit:read" } },
		schema: {
			tags: ["audit"],
			summary: "The whole log in one signed hash",
			description: `Root of the Merkle tree of RFC 9162 over the entries, entry n as leaf n - 1: SHA-256 of its canonical JSON (RFC 8785).
Keep it elsewhere: by it a later export shows whether anything before it was changed.`,
			response: { 200: SignedHead, ...FAILURES },
		},
		handler: (request) => {
			const scope = scopeOf(request);
			return scope.record("audit.read", {}, async () => {
				const value = await tenancy.audit.signedHead(scope.tenant.id);
				return { value, result: { outcome: "ok", count: value.head.size } };
			});
		},
	});
	app.get("/v1/audit/inclusion", {
		config: { access: { permission: "audit:read" } },
		schema: {
			tags: ["audit"],
			summary: "Proof that an entry is in the log",
			description: "RFC 9162, 2.1.3. At most 3 KB, whatever the size of the log.",
			querystring: InclusionQuery,
			response: { 200: Proof, ...FAILURES },
		},
		handler: (request) => {
			const scope = scopeOf(request);
			const { seq, size } = request.query;
			return scope.record("audit.read", {}, async () => {
				const path = await tenancy.audit.inclusion(scope.tenant.id, seq, size);
				return { value: { path: [...path] }, result: { outcome: "ok" } };
			});
		},
	});
	app.get("/v1/audit/consistency", {
		config: { access: { permission: "audit:read" } },
		schema: {
			tags: ["audit"],
			summary: "Proof that one log is the beginning of another",
			description: "RFC 9162, 2.1.4: between two signed heads nothing was changed, only added.",
			querystring: ConsistencyQuery,
			response: { 200: Proof, ...FAILURES },
		},
		handler: (request) => {
			const scope = scopeOf(request);
			const { from, to } = request.query;
			return scope.record("audit.read", {}, async () => {
				const path = await tenancy.audit.consistency(scope.tenant.id, from, to);
				return { value: { path: [...path] }, result: { outcome: "ok" } };
			});
		},
	});
}
