import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { uploadsOf } from "../../../src/sync/uploads.ts";
import { form } from "../requests.ts";
import { candidate } from "./samples.ts";
import { GENERATION_2, openWire, type Wire } from "./wire-rig.ts";

const ACME = parseTenantId("acme");

let wire: Wire;
beforeEach(async () => {
	wire = await openWire({ limits: { syncRequestsPerDay: 6 } });
	await wire.put("/v2/atsCandidates", { [wire.candidateKey("A1")]: candidate() });
});
afterEach(() => wire.close());

const ask = (more: object = {}) =>
	wire.post("/v2/hireMediaUrl", {
		usageParameters: { recruiterSystemConnectResumeParameters: { atsCandidateId: "A1" } },
		...more,
	});
const address = async (): Promise<string> => new URL((await ask()).json().uploadUrl).pathname;
const upload = (url: string, payload: string | Buffer = "Ann Poe") =>
	wire.app.inject({ method: "PUT", url, payload, headers: { "content-type": "text/plain" } });

describe("an address for one file", () => {
	test("names no tenant, and a body for one that never was is not read", async () => {
		expect(await address()).toMatch(/^\/v2\/hireMedia\/[A-Za-z0-9_-]{52}$/);
		const unknown = await upload(`/v2/hireMedia/${"0".repeat(52)}`, Buffer.alloc(100_000));
		expect([unknown.statusCode, unknown.json().code]).toEqual([404, "not-found"]);
		expect((await upload(await address(), Buffer.alloc(100_000))).statusCode).toBe(413);
	});

	test("is used by the client that asked for it, in the log as well", async () => {
		const url = await address();
		expect((await upload(url)).statusCode).toBe(201);
		const [client] = await wire.tenancy.clients.list(ACME);
		const entries = await wire.tenancy.audit.latest(ACME, 5);
		const stored = entries.find(({ action }) => action === "resume.store");
		expect(stored?.actor).toEqual({ kind: "client", id: client?.id });
	});

	test("ends with that client, and works again when he does", async () => {
		const url = await address();
		const [client] = await wire.tenancy.clients.list(ACME);
		await wire.tenancy.clients.setStatus(ACME, client?.id ?? "", "disabled");
		expect((await upload(url)).statusCode).toBe(404);
		await wire.tenancy.clients.setStatus(ACME, client?.id ?? "", "active");
		expect((await upload(url)).statusCode).toBe(201);
	});

	test("goes with the candidate whom it names", async () => {
		const url = await address();
		const { store } = await wire.scope();
		expect(await uploadsOf(store, ["A2"])).toEqual([]);
		const changes = await uploadsOf(store, ["A1"]);
		expect(changes).toMatchObject([{ op: "delete", collection: "ats" }]);
		await store.write(changes);
		expect((await upload(url)).statusCode).toBe(404);
	});

	test("is swept when it has ended, by the next that is asked for", async () => {
		const left = async () => {
			const found = await (await wire.scope()).store.list("ats", { after: "upload/", limit: 10 });
			return found.filter(({ id }) => id.startsWith("upload/")).length;
		};
		await address();
		wire.pass(60_000);
		await address();
		expect(await left()).toBe(2);
		wire.pass(14 * 60_000 + 30_000);
		const token = await wire.tokenOf("acme");
		await wire.post(
			"/v2/hireMediaUrl",
			{ usageParameters: { atsCandidateId: "A1" } },
			{ authorization: `Bearer ${token}` },
		);
		expect(await left()).toBe(2);
	});

	test("of another tenant's contract is none", async () => {
		const contract = wire.foreign.replace("organization", "contract");
		const answer = await ask({ hiringContext: contract });
		expect([answer.statusCode, answer.json().code]).toEqual([403, "foreign-context"]);
		const own = await ask({ hiringContext: wire.organization.replace("organization", "contract") });
		expect(own.statusCode).toBe(201);
	});

	test("counts as a request of the client that asked for it", async () => {
		const urls = [await address(), await address(), await address(), await address()];
		expect((await upload(urls[0] ?? "")).statusCode).toBe(201);
		expect((await upload(urls[1] ?? "")).statusCode).toBe(429);
	});
});

describe("a form", () => {
	const send = (url: string, headers: object = {}) => {
		const { headers: own, payload } = form([{ name: "ann.txt", content: "Ann Poe" }]);
		const field = (name: string, value: string) =>
			Buffer.from(`------tributary\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
		return wire.app.inject({
			method: "POST",
			url,
			headers: { ...own, authorization: `Bearer ${wire.token}`, ...headers },
			payload: Buffer.concat([
				field("integrationContext", wire.organization),
				field("atsCandidateId", "A1"),
				payload as Buffer,
			]),
		});
	};

	test("to /rest names the version", async () => {
		expect((await send("/rest/resumes")).json().code).toBe("version-missing");
		expect((await send("/rest/resumes", GENERATION_2)).statusCode).toBe(200);
	});

	test("counts as a request", async () => {
		const statuses: number[] = [];
		for (let count = 0; count < 6; count++) statuses.push((await send("/v2/resumes")).statusCode);
		expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
	});
});
