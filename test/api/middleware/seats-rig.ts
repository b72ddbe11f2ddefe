import type { LightMyRequestResponse } from "fastify";
import type { HarnessOptions } from "../harness.ts";
import { application, candidate, T0 } from "./samples.ts";
import { openWire, type Wire } from "./wire-rig.ts";

/** A tenant with recruiters, jobs, access lists and people who applied, all of whom are in the network too. */
export interface Office extends Wire {
	/** Asks for a seat, or without one. */
	readonly ask: (
		seat: string | null,
		url: string,
		payload?: object,
		method?: "GET" | "POST",
	) => Promise<LightMyRequestResponse>;
	readonly apply: (id: string, candidateId: string, jobId: string, more?: object) => Promise<void>;
	/** Puts a job on a list, or takes it off. */
	readonly protect: (list: string, jobId: string) => Promise<LightMyRequestResponse>;
	readonly unprotect: (list: string, jobId: string) => Promise<LightMyRequestResponse>;
	readonly join: (list: string, seat: string) => Promise<LightMyRequestResponse>;
	readonly leave: (list: string, seat: string) => Promise<LightMyRequestResponse>;
	/** What the ATS configures and the admin switches. */
	readonly switches: (on: {
		readonly jobs?: boolean;
		readonly applications?: boolean;
		readonly activity?: boolean;
	}) => Promise<void>;
	/** Ids of the jobs in the picker. */
	readonly picker: (seat: string | null) => Promise<readonly string[]>;
	/** The marks beside profiles. */
	readonly marks: (seat: string | null, ...profileIds: string[]) => Promise<Mark[]>;
}

export interface Mark {
	readonly inAts: boolean;
	readonly candidateIds: readonly string[];
	readonly applications: number;
	readonly latest: object | null;
	readonly notes: number;
}

const seat = (firstName: string) => ({
	firstName,
	lastName: "Roe",
	email: `${firstName.toLowerCase()}@acme.example`,
	roles: ["RECRUITER"],
});

export async function openOffice(options: HarnessOptions = {}): Promise<Office> {
	const wire = await openWire(options);
	const { organization: org } = wire;
	const authorization = `Bearer ${wire.token}`;
	const ask: Office["ask"] = (who, url, payload, method = payload === undefined ? "GET" : "POST") =>
		wire.app.inject({
			method,
			url,
			headers: { authorization, ...(who === null ? {} : { "tributary-seat": who }) },
			...(payload === undefined ? {} : { payload }),
		});
	const aclKey = (list: string, jobId: string) =>
		`atsEntityAclId=${list}&dataProvider=ATS&integrationContext=${org}&atsEntityId=${jobId}&atsEntityType=JOB_POSTING`;
	const memberKey = (list: string, who: string) =>
		`assignee=urn:li:person:${who}&atsEntityAclId=${list}&dataProvider=ATS&integrationContext=${org}&atsEntityType=JOB_POSTING`;
	const idsOf = (key: string) =>
		key
			.split("&")
			.map((part) => `ids[0].${part}`)
			.join("&");
	const office: Office = {
		...wire,
		ask,
		apply: async (id, candidateId, jobId, more = {}) => {
			const sent = application({ atsCandidateId: candidateId, atsJobPostingId: jobId, ...more });
			await wire.put("/v2/atsApplications", { [wire.applicationKey(id)]: sent });
		},
		protect: (list, jobId) => wire.put("/v2/atsEntityAcls", { [aclKey(list, jobId)]: {} }),
		unprotect: (list, jobId) => wire.remove(`/v2/atsEntityAcls?${idsOf(aclKey(list, jobId))}`),
		join: (list, who) => wire.put("/v2/atsEntityAclAssignees", { [memberKey(list, who)]: {} }),
		leave: (list, who) => wire.remove(`/v2/atsEntityAclAssignees?${idsOf(memberKey(list, who))}`),
		switches: async ({ jobs = false, applications = false, activity = false }) => {
			const everybody = { value: "ALL_PRODUCT_USERS", application: "ats", updatedAt: "2026-01-01T00:00:00Z" };
			const record = {
				integrations: activity ? { CSA_API: { name: null, enabled: true, updatedAt: "2026-01-01T00:00:00Z" } } : {},
				configurations: {
					...(jobs ? { JOB_POSTING_VIEWERS: everybody } : {}),
					...(applications ? { APPLICATION_VIEWERS: everybody } : {}),
				},
			};
			const { store } = await wire.scope();
			await store.write([{ op: "put", collection: "setting", id: "integrations", record: JSON.stringify(record) }]);
		},
		picker: async (who) => {
			const answer = await ask(who, "/v1/jobs/exportable");
			return answer.json().items.map(({ id }: { id: string }) => id);
		},
		marks: async (who, ...profileIds) => (await ask(who, "/v1/indicator", { profileIds })).json().items,
	};
	await fill(office);
	return office;
}

/** R1 is on list G1 with S1; R2 is on none; R3 is closed; R4 is restricted. */
async function fill(office: Office): Promise<void> {
	await office.v1("PUT", "/v1/seats/S1", seat("Sue"));
	await office.v1("PUT", "/v1/seats/S2", seat("Tom"));
	const titles = { R1: "Welder", R2: "Fitter", R3: "Turner", R4: "Director" };
	for (const [id, title] of Object.entries(titles)) {
		const status = id === "R3" ? "closed" : "open";
		await office.v1("PUT", `/v1/jobs/${id}`, { title, status, ...(id === "R4" ? { accessRestricted: true } : {}) });
	}
	await office.protect("G1", "R1");
	await office.join("G1", "S1");
	const profiles = ["p-1", "p-2", "p-3", "p-9"].map((id) => ({
		id,
		resume: {},
		emails: [],
		updatedAt: "2026-01-01T00:00:00Z",
	}));
	const document = { language: null, fields: {}, facets: {}, columns: {}, keys: [], link: null };
	await office.tenancy.network.importProfiles(profiles, () => document);
	for (const number of [1, 2, 3]) {
		const emailAddresses = [`ann.poe.${number}@example.com`];
		await office.put("/v2/atsCandidates", { [office.candidateKey(`A${number}`)]: candidate({ emailAddresses }) });
		await office.v1("PUT", `/v1/candidates/A${number}/match`, { profileId: `p-${number}` });
	}
	await office.apply("J1", "A1", "R1");
	await office.apply("J2", "A2", "R2", { dispositionReason: "Rejected after the interview" });
	await office.apply("J3", "A3", "R2", { accessRestricted: true });
	const below = `/v2/atsApplications/${office.applicationKey("J1")}`;
	await office.put(`${below}/stages`, {
		T1: { atsCreatedAt: T0, stage: "New" },
		T2: { atsCreatedAt: T0 + 1000, stage: "Interview" },
	});
	await office.put(`${below}/notes`, { N1: { note: "Welds well", author: { firstName: "Sue", lastName: "Roe" } } });
	await office.put(`${below}/interviewFeedback`, {
		F1: { feedback: "Hire", interviewer: { firstName: "Tom", lastName: "Roe" }, interviewType: "ONSITE" },
	});
	await office.put(`/v2/atsCandidates/${office.candidateKey("A1")}/notes`, { N1: { note: "Lives near" } });
}
