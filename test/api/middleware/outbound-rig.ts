import { createHmac } from "node:crypto";
import { createTransport, type Message, type Transport } from "../../../src/export/transport.ts";
import { openWire, type Wire } from "./wire-rig.ts";

/** The wire with an ATS's callback that takes down what is pushed to it, and an application whose secret signs it. */
export interface ConnectedAts extends Wire {
	/** What was pushed, in order, with the event in its body. */
	readonly pushed: (Message & { readonly event: Record<string, string> })[];
	/** Status that the callback answers. */
	answer: number;
	readonly clientId: string;
	/** Header fields of the ATS's own application. */
	readonly own: (more?: object) => Record<string, string>;
	/** Waits until all that can be delivered now is. */
	readonly delivered: () => Promise<void>;
	readonly isSigned: (message: Message) => boolean;
}

export const CALLBACK = "https://ats.example.com/callback";

export async function connectAts(): Promise<ConnectedAts> {
	const pushed: ConnectedAts["pushed"] = [];
	const state = { answer: 204 };
	const transport: Transport = {
		check: createTransport({ resolve: async (name) => [name === "inside.example.com" ? "10.0.0.7" : "93.184.215.14"] })
			.check,
		send: async (message) => {
			pushed.push({ ...message, event: JSON.parse(message.body) });
			return { status: state.answer, retryAfter: null };
		},
	};
	const wire = await openWire({ transport });
	const { tenancy, deliveries } = wire;
	const made = await tenancy.clients.create({ tenant: "acme" as never, name: "ats", permissions: ["ats:sync"] });
	const { token } = await tenancy.tokens.issue(await tenancy.clients.verify(made.clientId, made.clientSecret));
	const more = {
		pushed,
		clientId: made.clientId,
		own: (headers: object = {}) => ({ authorization: `Bearer ${token}`, ...headers }),
		delivered: async () => {
			deliveries.wake("acme" as never);
			await deliveries.idle();
		},
		isSigned: ({ headers, body }: Message) =>
			headers["x-li-signature"] ===
			createHmac("sha256", made.clientSecret).update(`hmacsha256=${body}`, "utf8").digest("hex"),
	};
	return Object.assign(state, wire, more);
}

/** Recruiters of the tenant. */
const SEATS = ["ann", "bea", "cem", "busy", "seat-9"];

/** Has the ATS name its callback and let everybody see jobs, the admin switch exports on, and an open and a closed job be there. */
export async function switchOn(ats: ConnectedAts): Promise<void> {
	for (const seat of SEATS) {
		const names = { firstName: seat, lastName: "Recruiter", email: `${seat}@acme.example` };
		await ats.v1("PUT", `/v1/seats/${seat}`, names);
	}
	const path = `/v2/atsIntegrations/${integrationKey("ONE_CLICK_EXPORT", ats.organization)}/configurations`;
	const set = (string: string) => ({ configurationValue: { string } });
	const values = { CALLBACK_URL: set(CALLBACK), JOB_POSTING_VIEWERS: set("ALL_PRODUCT_USERS") };
	await ats.put(path, values, ats.own());
	await ats.v1("PUT", "/v1/integrations/ONE_CLICK_EXPORT", { enabled: true });
	await ats.v1("PUT", "/v1/jobs/J1", { title: "Welder" });
	await ats.v1("PUT", "/v1/jobs/J2", { title: "Closed", status: "closed" });
	await ats.delivered();
	ats.pushed.length = 0;
}

let members = 0;

/** A new member of the network, who wrote addresses into the headline. @returns the id */
export async function addMember(ats: ConnectedAts, more: object = {}): Promise<string> {
	const id = `p-${++members}`;
	const basics = {
		name: "Jane van Roe",
		label: "Welder, write to jane@example.com or +49 30 1234567",
		email: "jane@example.com",
		phone: "+49 30 1234567",
		location: { city: "Berlin", countryCode: "DE" },
	};
	const work = [
		{ name: "Acme Metal", position: "Welder", startDate: "2020-01" },
		{ name: "Old Works", position: "Fitter", startDate: "2015-01", endDate: "2019-12" },
	];
	const url = `https://network.example.com/in/${id}`;
	const updatedAt = "2026-01-01T00:00:00Z";
	const profile = { id, resume: { basics, work }, emails: ["jane@example.com"], url, updatedAt, ...more };
	const document = { language: null, fields: {}, facets: {}, columns: {}, keys: [], link: null };
	await ats.tenancy.network.importProfiles([profile], () => document);
	return id;
}

/** Key of an integration, first generation. */
export const integrationKey = (type: string, context: string): string =>
	`integrationContext=${context}&integrationType=${type}&tenantType=RECRUITER&dataProvider=ATS`;

/** The same as `ids[0]...`. */
export const integrationIds = (type: string, context: string): string =>
	integrationKey(type, context)
		.split("&")
		.map((part) => `ids[0].${part}`)
		.join("&");

/** Of the second generation, protocol 2. */
export const integrationKey2 = (type: string, context: string, more = ""): string =>
	`(${more}integrationContext:${context.replaceAll(":", "%3A")},integrationType:${type},tenantType:RECRUITER)`;
