import type { Control } from "../frame/proof.ts";

/** Mistakes in how a record or a context of another tenant is refused. */
export const MATRIX_BUGS: readonly [Control, ...Control[]] = [
	{
		name: "a candidate is looked for in all tenants before it is said to be missing",
		edits: [
			{
				file: "src/api/v1/candidates.ts",
				find: 'if (stored === null) throw new TributaryError("not-found");',
				replace:
					'const seen: Set<string> = ((globalThis as never as Record<string, Set<string>>).known ??= new Set()); if (stored !== null) seen.add(id); if (stored === null) throw new TributaryError("not-found", { detail: id.startsWith("not-") ? "It is elsewhere." : "It is nowhere." });',
			},
		],
	},
	{
		name: "cursors of all tenants are signed with one key",
		edits: [
			{
				file: "src/tenancy/journals.ts",
				find: 'deriveKey(key, "audit-digest")',
				replace: 'deriveKey(Buffer.alloc(32, key.length), "audit-digest")',
			},
		],
	},
	{
		name: "a key of the wire with another tenant's context is served",
		edits: [
			{
				file: "src/api/middleware/resource.ts",
				find: 'throw new TributaryError("foreign-context");\n	const provider',
				replace: "void 0;\n	const provider",
			},
		],
	},
	{
		name: "a job is read from whichever tenant has it",
		edits: [
			{
				file: "src/sync/read-jobs.ts",
				find: 'const [found] = await scope.store.read("job", { ids: [id] });',
				replace:
					'const seen = ((globalThis as never as Record<string, Set<typeof scope.store>>).jobs ??= new Set()); seen.add(scope.store); let found = null as Awaited<ReturnType<typeof scope.store.read>>[number] | null; for (const store of seen) found ??= (await store.read("job", { ids: [id] }))[0] ?? null;',
			},
		],
	},
	{
		name: "a posting with another tenant's context is taken",
		edits: [
			{
				file: "src/api/middleware/jobs.ts",
				find: 'if (typeof context === "string" && context !== organizationUrn(scope)) throw new TributaryError("foreign-context");',
				replace: "void context;",
			},
		],
	},
	{
		name: "a form with another tenant's context is taken",
		edits: [
			{
				file: "src/api/middleware/uploads.ts",
				find: 'if (fields.integrationContext !== organizationUrn(scope)) throw new TributaryError("foreign-context");',
				replace: "void organizationUrn;",
			},
		],
	},
	{
		name: "an address to upload to is made for another tenant's context",
		edits: [
			{
				file: "src/api/middleware/attachments.ts",
				find: 'if (context !== undefined && context !== organizationUrn(call.scope)) throw new TributaryError("foreign-context");',
				replace: "void context;",
			},
		],
	},
];
