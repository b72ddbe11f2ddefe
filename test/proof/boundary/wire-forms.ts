import { application, candidate, posting } from "../../api/middleware/samples.ts";
import { form } from "../../api/requests.ts";
import type { Answer, Request } from "../served/served.ts";

/** What an ATS says on the wire, each with a context in the place where it names the tenant: the organization or the contract. */

/** Of a record that is written to one's own first. */
interface About {
	readonly organization: string;
	readonly id: string;
}
export interface WireForm {
	readonly name: string;
	readonly request: (about: About) => Request;
}

const second = { "linkedin-version": "202603", "content-type": "application/json" };
const contractOf = ({ organization }: About) => organization.replace("organization", "contract");
const keyOf =
	(name: string, more = "") =>
	({ organization, id }: About) =>
		`${name}=${id}&dataProvider=ATS&integrationContext=${organization}${more}`;
const secondKey =
	(name: string) =>
	({ organization, id }: About) =>
		`(${name}:${id},integrationContext:${encodeURIComponent(organization)})`;
const idsOf = (key: string) =>
	key
		.split("&")
		.map((part) => `ids[0].${part}`)
		.join("&");

const put = (url: string, key: string, entity: object, headers: Readonly<Record<string, string>> = {}): Request => ({
	method: "PUT",
	url,
	headers: { "x-restli-method": "batch_update", "content-type": "application/json", ...headers },
	body: { entities: { [key]: entity } },
});

const candidateKey = keyOf("atsCandidateId");
const applicationKey = keyOf("atsJobApplicationId");
const listKey = keyOf("atsEntityAclId", "&atsEntityId=R1&atsEntityType=JOB_POSTING");
const integrationKey = ({ organization }: About) =>
	`integrationContext=${organization}&integrationType=ONE_CLICK_EXPORT&tenantType=RECRUITER&dataProvider=ATS`;
const configurations = (about: About) =>
	`/v2/atsIntegrations/${integrationKey(about)}/configurations?ids=JOB_POSTING_VIEWERS`;
const configuration = { configurationValue: { string: "ALL_PRODUCT_USERS" } };
const secondConfiguration = ({ organization }: About) =>
	`(configurationKey:JOB_POSTING_VIEWERS,integrationContext:${encodeURIComponent(organization)},integrationType:ONE_CLICK_EXPORT,tenantType:RECRUITER)`;
const file = (about: About) => ({
	externalCandidateId: about.id,
	attachmentType: "RESUME",
	fileName: "eve.txt",
	content: Buffer.from("Eve Poe").toString("base64"),
});

/** In this order: what is written first is read by those that follow, and taken away by the last. */
export const WIRE_FORMS: readonly WireForm[] = [
	{
		name: "a candidate",
		request: (about) => put("/v2/atsCandidates", candidateKey(about), candidate({ firstName: "Eve" })),
	},
	{ name: "a candidate is read", request: (about) => ({ url: `/v2/atsCandidates?${idsOf(candidateKey(about))}` }) },
	{
		name: "a candidate is read, second generation",
		request: (about) => ({
			url: `/rest/candidates?ids=List(${secondKey("externalCandidateId")(about)})`,
			headers: second,
		}),
	},
	{
		name: "a posting",
		request: ({ organization }) => ({
			method: "POST",
			url: "/v2/simpleJobPostings",
			headers: { "x-restli-method": "batch_create" },
			body: { elements: [posting(organization)] },
		}),
	},
	{
		name: "a requisition",
		request: (about) =>
			put(
				"/rest/jobRequisitions",
				secondKey("externalJobRequisitionId")(about),
				{ title: "Nurse", availability: "PUBLIC" },
				second,
			),
	},
	{
		name: "a requisition is read",
		request: (about) => ({
			url: `/rest/jobRequisitions?ids=List(${secondKey("externalJobRequisitionId")(about)})`,
			headers: second,
		}),
	},
	{
		name: "an application",
		request: (about) => put("/v2/atsApplications", applicationKey(about), application({ atsCandidateId: about.id })),
	},
	{
		name: "an application is read",
		request: (about) => ({ url: `/v2/atsApplications?${idsOf(applicationKey(about))}` }),
	},
	{
		name: "a note about a candidate",
		request: (about) => put(`/v2/atsCandidates/${candidateKey(about)}/notes`, "N1", { note: "Call back" }),
	},
	{
		name: "notes about a candidate are read",
		request: (about) => ({ url: `/v2/atsCandidates/${candidateKey(about)}/notes?ids=N1` }),
	},
	{
		name: "an attachment",
		request: (about) => put("/rest/attachments", secondKey("attachmentId")(about), file(about), second),
	},
	{
		name: "an attachment is read",
		request: (about) => ({ url: `/rest/attachments?ids=List(${secondKey("attachmentId")(about)})`, headers: second }),
	},
	{
		name: "an address to upload to",
		request: ({ organization, id }) => ({
			method: "POST",
			url: "/v2/hireMediaUrl",
			body: {
				usageParameters: {
					recruiterSystemConnectResumeParameters: { atsCandidateId: id, integrationContext: organization },
				},
			},
		}),
	},
	{
		name: "an address to upload to, by the contract",
		request: (about) => ({
			method: "POST",
			url: "/v2/hireMediaUrl",
			body: { hiringContext: contractOf(about), usageParameters: { atsCandidateId: about.id } },
		}),
	},
	{ name: "a resume as a form", request: resumeForm },
	{ name: "who sees a job", request: (about) => put("/v2/atsEntityAcls", listKey(about), {}) },
	{ name: "who sees a job is read", request: (about) => ({ url: `/v2/atsEntityAcls?${idsOf(listKey(about))}` }) },
	{
		name: "the lists of a job",
		request: ({ organization }) => ({
			url: `/v2/atsEntityAcls?q=criteria&integrationContext=${organization}&atsEntityId=R1`,
		}),
	},
	{
		name: "who left the network",
		request: ({ organization }) => ({ url: `/v2/closedMembers?q=since&since=0&integrationContext=${organization}` }),
	},
	{
		name: "what was sent to the ATS",
		request: ({ organization, id }) => ({
			url: `/v2/exportedCandidates?q=request&requestId=${id}&integrationContext=${organization}`,
		}),
	},
	{ name: "an integration", request: (about) => ({ url: `/v2/atsIntegrations?${idsOf(integrationKey(about))}` }) },
	{ name: "a configuration", request: (about) => put(configurations(about), "JOB_POSTING_VIEWERS", configuration) },
	{ name: "a configuration is read", request: (about) => ({ url: configurations(about) }) },
	{
		name: "a configuration, second generation",
		request: (about) =>
			put(
				`/rest/integrationConfigurations?ids=List(${secondConfiguration(about)})`,
				secondConfiguration(about),
				{ configurationValue: "ALL_PRODUCT_USERS" },
				second,
			),
	},
	{ name: "seats", request: (about) => ({ url: `/v2/seats?q=seatsByAttributes&contracts=${contractOf(about)}` }) },
	{
		name: "a candidate is removed",
		request: (about) => ({ method: "DELETE", url: `/v2/atsCandidates?${idsOf(candidateKey(about))}` }),
	},
];

function resumeForm({ organization, id }: About): Request {
	const { headers, payload } = form([{ name: "eve.txt", content: "Eve Poe" }]);
	const field = (name: string, value: string) =>
		Buffer.from(`------tributary\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
	return {
		method: "POST",
		url: "/v2/resumes",
		headers: headers as Record<string, string>,
		body: Buffer.concat([field("integrationContext", organization), field("atsCandidateId", id), payload as Buffer]),
	};
}

/** Whether all that was asked was done: a batch tells for each of its keys. */
export function isServed({ status, body }: Answer): boolean {
	if (status >= 300) return false;
	const { errors = {}, elements = [] } = JSON.parse(body) as { errors?: object; elements?: { status?: number }[] };
	return Object.keys(errors).length === 0 && elements.every((one) => (one.status ?? 200) < 300);
}
