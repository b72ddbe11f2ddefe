import { Readable } from "node:stream";
import fc from "fast-check";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Line, lineGroups } from "../../src/api/lines.ts";
import type { ImportResult } from "../../src/api/v1/import.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { OPERATOR } from "../../src/tenancy/tenants.ts";
import { type Harness, LIMITS, openHarness } from "./harness.ts";

const OTHER = parseTenantId("other");

let harness: Harness;
let authorization = "";
let url = "";
beforeAll(async () => {
	harness = await openHarness();
	authorization = `Bearer ${await harness.tokenOf("acme")}`;
	url = await harness.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => harness.close());

async function send(payload: string | Buffer | Readable): Promise<ImportResult[]> {
	const headers = { authorization, "content-type": "application/x-ndjson" };
	const answer = await harness.app.inject({ method: "POST", url: "/v1/candidates/import", payload, headers });
	expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, "application/x-ndjson"]);
	return answer.body
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line));
}

const person = (id: string) => JSON.stringify({ id, resume: { basics: { name: `Name ${id}` } } });

const encoded = (text: string) => `b64:${Buffer.from(text).toString("base64url")}`;

describe("an id that the ATS wire could not tell from another", () => {
	test.each([encoded("plain"), "b64:QQ==", "b64:!", `${encoded("a b")}A`, "b64:"])("%s is made nowhere", async (id) => {
		const [result] = await send(person(id));
		expect(result).toMatchObject({ status: "failed", error: { code: "invalid-field", errors: [{ pointer: "/id" }] } });
		const put = (url: string, more: object) => harness.app.inject({ method: "PUT", url, ...more });
		const path = encodeURIComponent(id);
		const job = await put(`/v1/jobs/${path}`, { headers: { authorization }, payload: { title: "Welder" } });
		const headers = { authorization, "content-type": "text/plain" };
		const resume = await put(`/v1/candidates/${path}/resume`, { headers, payload: "Ann Poe" });
		for (const answer of [job, resume]) expect([answer.statusCode, answer.json().code]).toEqual([422, "invalid-field"]);
	});

	test("is none where the text needs to be encoded", async () => {
		expect(await send(person(encoded("A 1/ü")))).toMatchObject([{ status: "created" }]);
	});
});

describe("an import", () => {
	test("answers each line in order, with its number; bad lines stop nothing", async () => {
		const long = JSON.stringify({ id: "long", resume: {}, tags: ["x".repeat(LIMITS.importLineBytes)] });
		const lines = [
			person("a"),
			"",
			"{broken",
			'{"id":"b","resume":{},"extra":1}',
			long,
			Buffer.from([0x22, 0xff, 0x22]),
			'{"id":"no spaces allowed","resume":{"basics":{"name":7}}}',
			person("c"),
			person("a"),
		];
		const results = await send(Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from("\r\n")])));
		expect(results.map(({ line, id, status, error }) => [line, id, status, error?.code ?? null])).toEqual([
			[1, "a", "created", null],
			[3, null, "failed", "invalid-json"],
			[4, "b", "failed", "invalid-field"],
			[5, null, "failed", "body-too-large"],
			[6, null, "failed", "invalid-json"],
			[7, "no spaces allowed", "failed", "invalid-field"],
			[8, "c", "created", null],
			[9, "a", "updated", null],
		]);
		expect(results[2]?.error?.errors).toEqual([{ pointer: "/extra", detail: expect.any(String) }]);
		expect(results[5]?.error?.errors?.map(({ pointer }) => pointer)).toEqual(["/id", "/resume/basics/name"]);
		const stored = await harness.app.inject({ url: "/v1/candidates/c", headers: { authorization } });
		expect(stored.json()).toMatchObject({ id: "c", resume: { basics: { name: "Name c" } } });
	});

	test("of a thousand lines answers a thousand, and the log has beginning and end of each hundred", async () => {
		const before = (await harness.tenancy.audit.latest("acme" as never, 1))[0]?.seq ?? 0;
		const results = await send(Array.from({ length: 1000 }, (_, index) => `${person(`m-${index}`)}\n`).join(""));
		expect(results.map(({ line }) => line)).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
		expect(results.every(({ status }) => status === "created")).toBe(true);
		const entries = await harness.tenancy.audit.read("acme" as never, { after: before, limit: 1000 });
		expect(entries.map(({ action, subject, result }) => [action, subject.count, result.outcome])).toEqual(
			Array(10)
				.fill(["begun", "ok"])
				.flat()
				.map((outcome) => ["candidate.import", 100, outcome]),
		);
	});

	test("beyond the limit of a request ends with that, after the results of what was taken", async () => {
		const line = `${person("first").padEnd(LIMITS.importLineBytes - 1)}\n`;
		// Chunks, so that the length is not known before.
		const results = await send(Readable.from(Array(600).fill(line), { objectMode: false }));
		expect(results[0]?.status).toBe("created");
		const last = results.at(-1);
		expect([last?.status, last?.error?.code]).toEqual(["failed", "body-too-large"]);
	});

	test("of a length beyond the limit is refused before anything is read", async () => {
		const headers = { authorization, "content-type": "application/x-ndjson" };
		const payload = Buffer.alloc(LIMITS.importBytes + 1, 10);
		const answer = await harness.app.inject({ method: "POST", url: "/v1/candidates/import", payload, headers });
		expect(answer.json().code).toBe("body-too-large");
	});

	test("of nothing is nothing, and another media type is refused", async () => {
		expect(await send("")).toEqual([]);
		const headers = { authorization };
		const json = await harness.app.inject({ method: "POST", url: "/v1/candidates/import", payload: {}, headers });
		expect(json.statusCode).toBe(415);
	});

	/** Two lines, the second when the first is answered and `between` is done. */
	async function slowly(token: string, ids: readonly [string, string], between = async () => {}) {
		const { promise: answered, resolve: tellAnswered } = Promise.withResolvers<void>();
		async function* lines() {
			yield `${person(ids[0])}\n`;
			await answered;
			await between();
			yield `${person(ids[1])}\n`;
		}
		const response = await fetch(`${url}/v1/candidates/import`, {
			method: "POST",
			body: Readable.toWeb(Readable.from(lines(), { objectMode: false })) as ReadableStream,
			headers: { authorization: token, "content-type": "application/x-ndjson" },
			duplex: "half",
		} as RequestInit);
		const seen: string[] = [];
		for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
			seen.push(...Buffer.from(chunk).toString().trim().split("\n"));
			tellAnswered();
		}
		return seen.map((line) => JSON.parse(line) as ImportResult);
	}

	test("answers a line before the next one is sent", async () => {
		const seen = await slowly(authorization, ["slow-1", "slow-2"]);
		expect(seen.map(({ id }) => id)).toEqual(["slow-1", "slow-2"]);
	});

	test.each<[string, (client: string) => Promise<unknown>]>([
		["its client is switched off", (id) => harness.tenancy.clients.setStatus(OTHER, id, "disabled")],
		["its tokens have to be bound", (id) => harness.tenancy.clients.setBinding(OTHER, id, "dpop")],
		["its tenant is disabled", () => harness.tenancy.tenants.update(OTHER, { status: "disabled" })],
	])("R11: ends at the next line when %s meanwhile", async (why, revoke) => {
		await harness.tenancy.tenants.update(OTHER, { status: "active" });
		const token = await harness.tokenOf("other");
		const ids = [`before ${why}`, `after ${why}`].map((id) => id.replaceAll(" ", "-")) as [string, string];
		const seen = await slowly(`Bearer ${token}`, ids, async () => {
			await revoke(decodeJwt(token).sub ?? "");
		});
		expect(seen.map(({ id, error }) => [id, error?.code])).toEqual([
			[ids[0], undefined],
			[null, "invalid-token"],
		]);
		await harness.tenancy.tenants.update(OTHER, { status: "active" });
		const { store } = await harness.tenancy.openScope({ tenant: OTHER, actor: OPERATOR, purpose: "test" });
		expect((await store.read("person", { ids })).map((found) => found !== null)).toEqual([true, false]);
	});

	test("R11: a form of many files ends at the next one, too", async () => {
		const token = await harness.tokenOf("other");
		const { store } = await harness.tenancy.openScope({ tenant: OTHER, actor: OPERATOR, purpose: "test" });
		const part = (text: string) =>
			`--x\r\ncontent-disposition: form-data; name="files"; filename="f.txt"\r\n\r\n${text}\r\n`;
		async function* form() {
			yield `${part("first")}--x`;
			await expect.poll(async () => (await store.list("original", { limit: 2 })).length).toBe(1);
			await harness.tenancy.clients.setStatus(OTHER, decodeJwt(token).sub ?? "", "disabled");
			yield `${part("second").slice("--x".length)}--x--\r\n`;
		}
		const answer = await fetch(`${url}/v1/tasks/resumes`, {
			method: "POST",
			body: Readable.toWeb(Readable.from(form(), { objectMode: false })) as ReadableStream,
			headers: { authorization: `Bearer ${token}`, "content-type": "multipart/form-data; boundary=x" },
			duplex: "half",
		} as RequestInit);
		expect(answer.status).toBe(401);
		expect(await store.list("original", { limit: 2 })).toHaveLength(1);
	});

	test("goes on when the time of its token is over meanwhile", async () => {
		const token = await harness.tokenOf("acme");
		const seen = await slowly(`Bearer ${token}`, ["in-time", "late"], async () => harness.pass(3_600_000));
		expect(seen.map(({ status }) => status)).toEqual(["created", "created"]);
		authorization = `Bearer ${await harness.tokenOf("acme")}`;
	});

	test("R21: keeps what it overwrites from a legal hold on that comes meanwhile", async () => {
		const { tenants, openScope } = harness.tenancy;
		const acme = parseTenantId("acme");
		await send(`${person("held").replace("Name", "Before")}\n`);
		await slowly(authorization, ["unheld", "held"], async () => {
			await tenants.update(acme, { legalHold: { reason: "case 12" } });
		});
		await tenants.update(acme, { legalHold: null });
		const { store } = await openScope({ tenant: acme, actor: OPERATOR, purpose: "test" });
		const kept = await store.list("desk", { after: "former/person/held/", limit: 1 });
		expect(kept.map(({ record }) => record)).toEqual([expect.stringContaining("Before held")]);
	});

	test("that breaks off leaves what was answered, and the service serves on", async () => {
		const abort = new AbortController();
		async function* lines() {
			yield `${person("cut-1")}\n`;
			await new Promise(() => {});
		}
		const response = await fetch(`${url}/v1/candidates/import`, {
			method: "POST",
			body: Readable.toWeb(Readable.from(lines(), { objectMode: false })) as ReadableStream,
			headers: { authorization, "content-type": "application/x-ndjson" },
			duplex: "half",
			signal: abort.signal,
		} as RequestInit);
		const reader = response.body?.getReader();
		await reader?.read();
		abort.abort();
		await reader?.closed.catch(() => {});
		const stored = await harness.app.inject({ url: "/v1/candidates/cut-1", headers: { authorization } });
		expect(stored.statusCode).toBe(200);
	});
});

describe("lines of a stream", () => {
	async function linesOf(chunks: readonly Buffer[], most: number): Promise<Line[]> {
		const groups = lineGroups(Readable.from(chunks, { objectMode: false }), { most, total: 1e6, group: 3 });
		const lines: Line[] = [];
		for await (const group of groups) {
			expect(group.length).toBeLessThanOrEqual(3);
			lines.push(...group);
		}
		return lines;
	}

	test("a group of long ones ends before it has so many", async () => {
		const line = Buffer.from(`${"x".repeat(3 * 1024 * 1024)}\n`);
		const stream = Readable.from([Buffer.concat([line, line, line, line])], { objectMode: false });
		const groups = lineGroups(stream, { most: line.length, total: 1e9, group: 100 });
		const lengths: number[] = [];
		for await (const { length } of groups) lengths.push(length);
		expect(lengths).toEqual([3, 1]);
	});

	test("are those of the whole text, however it is cut", async () => {
		const cut = fc.tuple(fc.array(fc.constantFrom("a", "bc", "\n", "\n\n", "ü")), fc.array(fc.nat(20)));
		await fc.assert(
			fc.asyncProperty(cut, async ([parts, cuts]) => {
				const text = Buffer.from(parts.join(""));
				const chunks: Buffer[] = [];
				let rest = text;
				for (const size of cuts) {
					chunks.push(rest.subarray(0, size));
					rest = rest.subarray(size);
				}
				const lines = await linesOf(
					[...chunks, rest].filter((chunk) => chunk.length > 0),
					100,
				);
				const expected = text.toString().split("\n");
				if (expected.at(-1) === "") expected.pop();
				expect(lines.map(({ bytes }) => Buffer.from(bytes ?? []).toString())).toEqual(expected);
				expect(lines.map(({ number }) => number)).toEqual(expected.map((_, index) => index + 1));
			}),
		);
	});

	test("that are too long are passed over, and the next one is whole again", async () => {
		const lines = await linesOf([Buffer.from("abc"), Buffer.from("def\nok\n")], 5);
		expect(lines.map(({ bytes }) => (bytes === null ? null : Buffer.from(bytes).toString()))).toEqual([null, "ok"]);
	});
});
