import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { RecordId } from "../../domain/candidate.ts";
import { AccessReport, accessReport } from "../../sync/access-report.ts";
import { erasePerson } from "../../sync/erase-person.ts";
import { ErasureReceipt } from "../../tenancy/disposal/receipt.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";

/** Stands in the log and in the receipt, so it is a word and no text. */
export const ErasureReason = z
	.string()
	.regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/, "Use 1 to 60 characters A-Z a-z 0-9 _ - beginning with a letter.");
const reason = ErasureReason.default("data-subject-request");

const byId = z.strictObject({ candidateId: RecordId });
const byEmail = z.strictObject({ email: z.string().min(3).max(320) });
const byProfile = z.strictObject({ profileId: RecordId });
const Whom = z.union([byId, byEmail, byProfile]);
const Erasure = z.union([byId.extend({ reason }), byEmail.extend({ reason }), byProfile.extend({ reason })]);

/** A person's rights: a copy of everything that is stored of him, and to be forgotten. */
export async function personRightsRoutes(instance: FastifyInstance, { tenancy, sync }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.post("/v1/erasures", {
		config: { access: { permission: "candidates:erase" }, keyed: true },
		schema: {
			tags: ["candidates"],
			summary: "Erase a person",
			description: `Everything of the person in the tenant's store, in one write: the candidate with all who were merged into it, files, what an ATS
sent, notes, feedback, marks, tags, messages, also what was noted under the profile of the network that the person is matched with; the profile stays in the
network. It cannot be taken back. The answer is a signed receipt for the person. Everybody with the e-mail address, also of a stub, or matched with the
profile, is taken for one person; nobody needs to be a candidate. While the tenant is under a legal hold nobody is erased: \`legal-hold\`.`,
			body: Erasure,
			response: { 200: ErasureReceipt, ...FAILURES },
		},
		handler: (request) => {
			const { reason: why, ...whom } = request.body;
			return erasePerson(scopeOf(request), { ...sync, receiptKey: tenancy.certificateKey }, whom, why);
		},
	});
	app.post("/v1/access-reports", {
		config: { access: { permission: "candidates:report" } },
		schema: {
			tags: ["candidates"],
			summary: "Everything that is stored of a person",
			description: `For a person who asks what is known of him (GDPR, articles 15 and 20): records, what the ATS sent, files, what recruiters noted
and wrote, and who saw it. Found as for an erasure.`,
			body: Whom,
			response: { 200: AccessReport, ...FAILURES },
		},
		handler: (request) => accessReport(scopeOf(request), { clock: sync.clock, audit: tenancy.audit }, request.body),
	});
}
