import { createHash } from "node:crypto";
import type { Candidate } from "../../src/domain/candidate.ts";
import type { ParsedResume } from "../../src/domain/resume.ts";
import type { TenantId } from "../../src/domain/tenant.ts";
import { TributaryError } from "../../src/errors.ts";
import { readCandidate } from "../../src/ingest/candidate-record.ts";
import type { IngestDeps } from "../../src/ingest/store-resume.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { candidateDocument, profileDocument } from "../tenancy/documents.ts";
import { openRig, type Rig } from "../tenancy/rig.ts";

/** A parser for files like `Jane Doe <jane@example.com>`; a file that begins with `!` fails with the code behind it. */
export interface IngestRig {
	readonly rig: Rig;
	readonly tenant: TenantId;
	readonly scope: Scope;
	readonly deps: IngestDeps;
	/** Calls of the parser so far. */
	readonly parsed: { fileName: string; asOf: string; tenant: string }[];
	/** Waited for in each parse. */
	gate: () => Promise<void>;
	candidate(id: string): Promise<Candidate | undefined>;
	importProfile(id: string, email: string): Promise<void>;
}

export async function openIngestRig(): Promise<IngestRig> {
	const rig = await openRig();
	const tenant = await rig.tenant("demo-a");
	const scope = await rig.scope(tenant);
	const parsed: IngestRig["parsed"] = [];
	const state = { gate: async () => {} };
	const parse: IngestDeps["pool"]["parse"] = async ({ bytes, fileName, asOf, tenant: whose }) => {
		parsed.push({ fileName, asOf, tenant: whose });
		await state.gate();
		return parseText(Buffer.from(bytes).toString("utf8"), asOf);
	};
	return Object.assign(state, {
		rig,
		tenant,
		scope,
		parsed,
		deps: { pool: { parse }, candidateDocument, clock: () => rig.now },
		candidate: async (id: string) => (await readCandidate(scope.store, id))?.candidate,
		importProfile: async (id: string, email: string) => {
			const profile = { id, resume: {}, emails: [email], updatedAt: rig.now.toISOString() };
			await rig.tenancy.network.importProfiles([profile], profileDocument);
		},
	});
}

export function parseText(written: string, asOf: string): ParsedResume {
	const text = written.trim();
	if (text === "") throw new TributaryError("file-empty");
	if (text.startsWith("!")) throw new TributaryError(text.slice(1) as never, { detail: "as the file wishes" });
	const [, name = "", email = ""] = /^(.*?)\s*<(.*)>$/.exec(text) ?? [];
	return {
		basics: { name, ...(email === "" ? {} : { email }) },
		meta: {
			parser: "test",
			format: "text",
			asOf,
			language: "en",
			pageCount: 1,
			characters: text.length,
			textDigest: createHash("sha256").update(text).digest("hex"),
			yearsOfExperience: 3,
			flags: [],
			warnings: [],
			values: { "/basics/name": { confidence: 1, rule: "test" }, "/basics/email": { confidence: 1, rule: "test" } },
		},
	};
}

export const file = (text: string, fileName = "resume.txt") => ({ bytes: Buffer.from(text), fileName });
