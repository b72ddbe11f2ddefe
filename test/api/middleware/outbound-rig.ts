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
