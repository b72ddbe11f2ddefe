import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { TributaryError } from "../../errors.ts";
import { AuditEntry } from "../../tenancy/audit-entry.ts";
import { AuditFilter } from "../../tenancy/audit-search.ts";
import { isHeadSigned, SignedHead } from "../../tenancy/audit-tree.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { demandPerson } from "./accounts.ts";
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
/** In a URL several are parted by commas. */
const listOf = <T extends z.ZodType>(items: T) =>
	z.preprocess((text) => (typeof text === "string" ? text.split(",") : text), items);
const SearchQuery = AuditFilter.omit({ actions: true, outcomes: true }).extend({
	action: listOf(AuditFilter.shape.actions),
	outcome: listOf(AuditFilter.shape.outcomes),
	before: entries.optional().describe("Only entries with a lower number: `next` of the page before."),
	limit: wholeNumber(z.int().min(1).max(200)).default(50),
});
const SearchPage = z.strictObject({
	items: z.array(AuditEntry),
	next: z.int().nullable().describe("Null: nothing is left. A page may be empty and not be the last."),
});
const Review = z.strictObject({
	head: SignedHead.describe("As it was when the log was looked through: by it a later reader knows how far."),
	finding: z.enum(["nothing-unusual", "followed-up"]),
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
	app.get("/v1/audit/search", {
		config: { access: { permission: "audit:read" } },
		schema: {
			tags: ["audit"],
			summary: "Find entries of the log, newest first",
			description: "By what was done, by whom, how it ended, about whom or what, and when.",
			querystring: SearchQuery,
			response: { 200: SearchPage, ...FAILURES },
		},
		handler: (request) => {
			const scope = scopeOf(request);
			const { action: actions, outcome: outcomes, before, limit, ...rest } = request.query;
			return scope.record("audit.read", {}, async () => {
				const filter = { ...rest, actions, outcomes };
				const { items, next } = await tenancy.audit.search(scope.tenant.id, filter, { before, limit });
				return { value: { items: [...items], next }, result: { outcome: "ok", count: items.length } };
			});
		},
	});
	app.post("/v1/audit/reviews", {
		config: { access: { permission: "audit:review" }, keyed: true },
		schema: {
			tags: ["audit"],
			summary: "Sign off that the log was looked through",
			description: `The sign-off is an entry of the log itself (\`audit.review\`), with who it was, how many entries were looked through and their root:
it is as hard to change as what it is about. A person's to do: a client gets \`account-required\`. The head has to be one that this log had.`,
			body: Review,
			response: { 201: AuditEntry, ...FAILURES },
		},
		handler: async (request, reply) => {
			demandPerson(request);
			return reply.status(201).send(await signOff(scopeOf(request), tenancy, request.body));
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

/** @returns the entry that the sign-off is @throws TributaryError `invalid-field` that is no head of this log */
async function signOff(
	scope: Scope,
	{ audit }: ApiDeps["tenancy"],
	{ head: signed, finding }: z.output<typeof Review>,
): Promise<AuditEntry> {
	const { id } = scope.tenant;
	const { fingerprint, publicKey } = await audit.signedHead(id);
	// By our own key, not by the one that is named in it: whoever signs himself signs nothing.
	if (signed.head.tenant !== id || signed.fingerprint !== fingerprint || !isHeadSigned({ ...signed, publicKey })) {
		const detail = "This is no head of this log.";
		throw new TributaryError("invalid-field", { detail, errors: [{ pointer: "/head", detail }] });
	}
	const { size, root } = signed.head;
	await scope.record("audit.review", { count: size, sha256: root, about: finding }, async () => {
		return { value: null, result: { outcome: "ok" } };
	});
	const filter = { actions: ["audit.review" as const], actor: scope.actor.id, outcomes: ["ok" as const] };
	const { items } = await audit.search(id, filter, { limit: 1 });
	const [entry] = items;
	if (entry === undefined) throw new TributaryError("internal");
	return entry;
}
