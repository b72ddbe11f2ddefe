import { jsonOf, type Served } from "../served/served.ts";

/** Secrets that the product makes, of every kind and for two tenants: each is another one, and no part of them is the same in all. */

const TENANTS = ["acme", "other"] as const;
/** Of 32 random ones, about 30 are different. */
const LEAST_BYTES = 20;

interface Kind {
	readonly name: string;
	readonly make: (served: Served, tenant: string, at: number) => Promise<Buffer>;
}

const KINDS: readonly Kind[] = [
	{
		name: "secrets of clients",
		make: async (served, tenant) =>
			Buffer.from((await served.order("client", tenant, ["search"])).clientSecret, "base64url"),
	},
	{
		name: "secrets of webhooks",
		make: async (served, tenant, at) => {
			const body = { url: "http://127.0.0.1:9/x", events: ["candidate.changed"] };
			const answer = await asked(served, tenant, { method: "PUT", url: `/v1/webhooks/w${at}`, body });
			return Buffer.from(answer.secret?.replace("whsec_", "") ?? "", "base64");
		},
	},
	{
		name: "addresses to upload to",
		make: async (served, tenant) => {
			const body = { usageParameters: { atsCandidateId: "A1" } };
			const answer = await asked(served, tenant, { method: "POST", url: "/v2/hireMediaUrl", body });
			// Its last part is random; the time at which it ends stands before.
			return Buffer.from(answer.uploadUrl?.slice(-43) ?? "", "base64url");
		},
	},
];

async function asked(served: Served, tenant: string, request: Parameters<Served["ask"]>[0]) {
	const token = await served.order("token", tenant);
	return jsonOf(await served.ask({ ...request, token })) as { readonly secret?: string; readonly uploadUrl?: string };
}

/** @returns what is wrong with `count` of each kind and tenant */
export async function secretFaults(served: Served, count: number): Promise<string[]> {
	for (const tenant of TENANTS) await served.order("tenant", tenant);
	const faults: string[] = [];
	for (const { name, make } of KINDS) {
		const made: Buffer[] = [];
		for (let at = 0; at < count; at++) for (const tenant of TENANTS) made.push(await make(served, tenant, at));
		if (new Set(made.map((one) => one.toString("hex"))).size < made.length) faults.push(`${name} are alike`);
		if (made.some((one) => new Set(one).size < LEAST_BYTES)) faults.push(`${name} repeat their bytes, or are short`);
		const first = made[0] as Buffer;
		if (first.some((byte, place) => made.every((one) => one[place] === byte)))
			faults.push(`a part of ${name} is the same in all`);
	}
	return faults;
}
