import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attachment, fileNameOf } from "../../src/api/file-name.ts";
import { type Harness, LIMITS, openHarness } from "./harness.ts";
import { form } from "./requests.ts";

let harness: Harness;
let authorization = "";
beforeAll(async () => {
	harness = await openHarness();
	authorization = `Bearer ${await harness.tokenOf("acme")}`;
});
afterAll(() => harness.close());

const send = (method: "GET" | "PUT" | "POST", url: string, options: InjectOptions = {}) =>
	harness.app.inject({ method, url, ...options, headers: { authorization, ...options.headers } });
const upload = (url: string, payload: string | Buffer, headers = {}, method: "PUT" | "POST" = "PUT") =>
	send(method, url, { payload, headers: { "content-type": "application/pdf", ...headers } });

describe("a resume", () => {
	test("goes in, is a record at once, and comes back to the byte", async () => {
		const bytes = Buffer.from("Jane Roe\nNurse\u0000\u00ff");
		const answer = await upload("/v1/candidates/c-1/resume", bytes, { "x-file-name": "L%C3%B6w%20Jane.pdf" });
		expect(answer.statusCode).toBe(201);
		expect(answer.json()).toMatchObject({
			candidateId: "c-1",
			version: 1,
			parsed: { name: "Jane Roe" },
			failure: null,
		});
		const record = await send("GET", "/v1/candidates/c-1");
		expect(record.headers.etag).toBe('"1"');
		expect(record.json()).toMatchObject({ id: "c-1", file: { fileName: "Löw Jane.pdf", size: bytes.length } });
		const back = await send("GET", "/v1/candidates/c-1/resume");
		expect(back.rawPayload.equals(bytes)).toBe(true);
		expect(back.headers).toMatchObject({
			"content-disposition": `attachment; filename="L_w Jane.pdf"; filename*=UTF-8''L%C3%B6w%20Jane.pdf`,
			"x-content-type-options": "nosniff",
			"cache-control": "no-store",
		});
		expect(back.headers["content-security-policy"]).toContain("sandbox");
	});

	test("with scripts in it is never sent as something that a browser runs", async () => {
		await upload("/v1/candidates/c-html/resume", "<script>alert(1)</script>", { "content-type": "text/html" });
		const { headers } = await send("GET", "/v1/candidates/c-html/resume");
		expect(headers["content-type"]).toMatch(/^(application\/octet-stream|text\/plain)/);
		expect(headers["content-disposition"]).toMatch(/^attachment/);
	});

	test("without an id gets one from its bytes; the same file again is the same person", async () => {
		const bytes = Buffer.from("Ann Poe");
		const id = `resume-${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}`;
		const first = await upload("/v1/candidates/resume", bytes, {}, "POST");
		expect([first.statusCode, first.json().candidateId]).toEqual([201, id]);
		expect((await upload("/v1/candidates/resume", bytes, {}, "POST")).json().candidateId).toBe(id);
	});

	test("that cannot be read is kept, answered with the reason, and can be parsed again", async () => {
		const answer = await upload("/v1/candidates/c-bad/resume", "%PDF-");
		expect(answer.statusCode).toBe(201);
		expect(answer.json()).toMatchObject({
			parsed: null,
			failure: { code: "file-corrupt", detail: "It ends in the middle." },
		});
		expect((await send("GET", "/v1/candidates/c-bad/resume")).body).toBe("%PDF-");
		const again = await send("POST", "/v1/candidates/c-bad/resume/reparse");
		expect(again.json()).toMatchObject({ version: 2, failure: { code: "file-corrupt" } });
	});

	test.each([
		["PUT", "/v1/candidates/c-empty/resume"],
		["POST", "/v1/candidates/resume"],
	] as const)("that is empty is kept too, and says so: %s %s", async (method, url) => {
		const answer = await upload(url, "", {}, method);
		expect(answer.statusCode).toBe(201);
		expect(answer.json()).toMatchObject({ parsed: null, failure: { code: "file-empty" } });
		const id = answer.json().candidateId;
		expect((await send("GET", `/v1/candidates/${id}`)).json()).toMatchObject({
			file: { size: 0, failure: { code: "file-empty" } },
		});
		const original = await send("GET", `/v1/candidates/${id}/resume`);
		expect([original.statusCode, original.body]).toEqual([200, ""]);
		const again = await send("POST", `/v1/candidates/${id}/resume/reparse`);
		expect(again.json()).toMatchObject({ failure: { code: "file-empty" } });
	});

	test("beyond the limit is told so, with the limit", async () => {
		const payload = Buffer.alloc(LIMITS.fileBytes + 1);
		const problem = { code: "file-too-large", detail: `At most ${LIMITS.fileBytes} bytes are accepted.` };
		expect((await upload("/v1/candidates/c-2/resume", payload)).json()).toMatchObject(problem);
		expect((await upload("/v1/candidates/resume", payload, {}, "POST")).json()).toMatchObject(problem);
	});

	test("that is compressed is told how to be sent", async () => {
		const answer = await upload("/v1/candidates/c-2/resume", gzipSync("Jane Roe"), { "content-encoding": "gzip" });
		expect(answer.json()).toMatchObject({
			code: "unsupported-media-type",
			detail: expect.stringContaining("Content-Encoding"),
		});
		expect(answer.headers["accept-encoding"]).toBe("identity");
		const plain = await upload("/v1/candidates/c-plain/resume", "Jane Roe", { "content-encoding": "identity" });
		expect(plain.json()).toMatchObject({ parsed: { name: "Jane Roe" } });
	});

	test.each([
		["a file beyond the limit", { payload: Buffer.alloc(LIMITS.fileBytes + 1) }, 413],
		["a compressed file", { payload: gzipSync("Jane Roe"), headers: { "content-encoding": "gzip" } }, 415],
		["a form", form([{ name: "a.pdf", content: "x" }]), 415],
		["a name that cannot be decoded", { payload: "x", headers: { "x-file-name": "%E0%A4" } }, 422],
	])("%s is refused", async (_name, options: InjectOptions, status) => {
		expect((await send("PUT", "/v1/candidates/c-2/resume", options)).statusCode).toBe(status);
		expect((await send("GET", "/v1/candidates/c-2")).statusCode).toBe(404);
	});
});

describe("a job", () => {
	test("is written whole, read, and written back as it was read", async () => {
		const job = { title: "Nurse", skills: ["ICU"], location: "Berlin" };
		const written = await send("PUT", "/v1/jobs/j-1", { payload: job });
		expect(written.json()).toEqual({ id: "j-1", status: "open", ...job });
		const read = await send("GET", "/v1/jobs/j-1");
		expect(read.json()).toEqual(written.json());
		expect((await send("PUT", "/v1/jobs/j-1", { payload: read.json() })).statusCode).toBe(200);
	});

	test("of another id than the URL's is refused", async () => {
		const answer = await send("PUT", "/v1/jobs/j-1", { payload: { id: "j-2", title: "Nurse" } });
		expect(answer.json()).toMatchObject({ code: "invalid-field", errors: [{ pointer: "/id" }] });
	});

	test("list goes from page to page, each job once", async () => {
		for (const id of ["p-1", "p-2", "p-3"]) await send("PUT", `/v1/jobs/${id}`, { payload: { title: id } });
		const seen: string[] = [];
		let next: string | null = "j-1";
		while (next !== null) {
			const page: { items: { id: string }[]; next: string | null } = (
				await send("GET", `/v1/jobs?limit=2&after=${next}`)
			).json();
			seen.push(...page.items.map(({ id }) => id));
			next = page.next;
		}
		expect(seen).toEqual(["p-1", "p-2", "p-3"]);
	});
});

describe("many resumes at once", () => {
	test("are durable at the answer, and then read one by one, the bad one named", async () => {
		const files = ["Max Moe", "%PDF-", "Zoe Zed"].map((content, index) => ({ name: `../f${index}.pdf`, content }));
		const answer = await send("POST", "/v1/tasks/resumes", form(files));
		expect(answer.statusCode).toBe(202);
		const { task } = answer.json();
		expect(answer.headers.location).toBe(`/v1/tasks/${task.id}`);
		expect(task.items.map(({ name }: { name: string }) => name)).toEqual(["f0.pdf", "f1.pdf", "f2.pdf"]);
		await harness.tasks.idle();
		const done = (await send("GET", `/v1/tasks/${task.id}`)).json();
		expect(done).toMatchObject({ state: "done", total: 3, done: 2, failed: 1 });
		expect(done.items[1]).toMatchObject({ state: "failed", failure: { code: "file-corrupt" } });
		expect((await send("GET", `/v1/candidates/${done.items[0].candidateId}`)).json().resume.basics.name).toBe(
			"Max Moe",
		);
		expect((await send("GET", "/v1/tasks")).json().items[0]).toMatchObject({ id: task.id, done: 2 });
		expect((await send("POST", `/v1/tasks/${task.id}/cancel`)).json().code).toBe("task-not-resumable");
	});

	test("with one too large and one empty: the large one is named, the empty one fails like all that cannot be read", async () => {
		const large = { name: "large.pdf", content: Buffer.alloc(LIMITS.fileBytes + 1, 65) };
		const files = [large, { name: "empty.pdf", content: "" }, { name: "good.pdf", content: "Eve Elm" }];
		const { task, refused } = (await send("POST", "/v1/tasks/resumes", form(files))).json();
		expect(refused).toEqual([
			{ name: "large.pdf", code: "file-too-large", detail: `At most ${LIMITS.fileBytes} bytes are accepted.` },
		]);
		await harness.tasks.idle();
		const done = (await send("GET", `/v1/tasks/${task.id}`)).json();
		expect(done.items).toMatchObject([
			{ name: "empty.pdf", state: "failed", failure: { code: "file-empty" } },
			{ name: "good.pdf", state: "done" },
		]);
		const kept = await send("GET", `/v1/candidates/${done.items[0].candidateId}`);
		expect(kept.json()).toMatchObject({ file: { fileName: "empty.pdf", failure: { code: "file-empty" } } });
	});

	const many = Array.from({ length: LIMITS.taskFiles + 1 }, (_, index) => ({ name: `${index}`, content: `${index}` }));
	const heavy = Array.from({ length: 9 }, (_, index) => ({
		name: `${index}`,
		content: Buffer.alloc(60 * 1024, index),
	}));
	test.each([
		["too many", form(many), 413],
		["too heavy together", form(heavy), 413],
		["none", form([]), 400],
		["none but too large", form([{ name: "large.pdf", content: Buffer.alloc(LIMITS.fileBytes + 1, 65) }]), 413],
		["not a form", { payload: "x", headers: { "content-type": "application/pdf" } }, 415],
		[
			"a form that breaks off",
			{ ...form([]), payload: "------tributary\r\ncontent-disposition: form-data; name" },
			400,
		],
	])("are refused when %s", async (_name, options: InjectOptions, status) => {
		const answer = await send("POST", "/v1/tasks/resumes", options);
		expect([answer.statusCode, answer.headers["content-type"]]).toEqual([
			status,
			"application/problem+json; charset=utf-8",
		]);
	});
});

describe("file names", () => {
	test.each([
		[{ "content-disposition": 'attachment; filename="jane.pdf"' }, "jane.pdf"],
		[{ "content-disposition": "attachment; filename=jane.pdf" }, "jane.pdf"],
		[{ "content-disposition": 'attachment; filename="a\\"b.pdf"' }, 'a"b.pdf'],
		[{ "content-disposition": "attachment; filename=x; filename*=UTF-8''L%C3%B6w.pdf" }, "Löw.pdf"],
		[{ "content-disposition": Buffer.from('attachment; filename="Löw.pdf"').toString("latin1") }, "Löw.pdf"],
		[{ "content-disposition": "attachment; filename=x", "x-file-name": "y" }, "y"],
		[{ "content-disposition": "inline" }, ""],
		[{}, ""],
	])("%j is %j", (headers, name) => expect(fileNameOf(headers)).toBe(name));

	test("go out so that no header can be broken", () => {
		expect(attachment('a"\r\nset-cookie: x;\\%\u{1F600}.pdf')).toMatch(
			/^attachment; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]*"; filename\*=UTF-8''[A-Za-z0-9%._~!-]*$/,
		);
	});
});
