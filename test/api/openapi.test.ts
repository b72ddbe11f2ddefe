import { afterAll, beforeAll, expect, test } from "vitest";
import { type Harness, openHarness } from "./harness.ts";

interface Operation {
	readonly summary?: string;
	readonly requestBody?: { readonly content: Record<string, unknown> };
	readonly security?: readonly Record<string, readonly string[]>[];
	readonly responses: Record<string, { content?: Record<string, unknown> }>;
}
interface Document {
	readonly openapi: string;
	readonly paths: Record<string, Record<string, Operation>>;
	readonly components: { readonly schemas: Record<string, unknown> };
}

let harness: Harness;
let document: Document;
beforeAll(async () => {
	harness = await openHarness();
	document = (await harness.app.inject("/v1/openapi.json")).json();
});
afterAll(() => harness.close());

const pathOf = (url: string) => url.replaceAll(/:(\w+)/g, "{$1}");

test("holds every route of the API, each with what it needs, and no other", () => {
	const api = harness.app.routeTable
		.entries()
		.filter(
			({ url, method }) =>
				/^\/(v1|oauth|login|logout|\.well-known)/.test(url) && !url.startsWith("/v1/docs") && method !== "HEAD",
		);
	const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
		Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
	);
	expect(documented.toSorted()).toEqual(api.map(({ method, url }) => `${method} ${pathOf(url)}`).toSorted());
	for (const { method, url, access } of api) {
		const operation = document.paths[pathOf(url)]?.[method.toLowerCase()];
		const scopes = typeof access === "string" ? [] : [access.permission];
		expect(operation?.security).toEqual(access === "public" ? [] : [{ oauth: scopes }, { session: scopes }]);
		expect(operation?.summary).toBeTruthy();
	}
});

test("is OpenAPI 3.1 whose references all lead somewhere", () => {
	expect(document.openapi).toBe("3.1.0");
	const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, place]) => place ?? "");
	expect(references.length).toBeGreaterThan(5);
	const missing = references.filter((place) => {
		const found = place
			.split("/")
			.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);
		return found === undefined;
	});
	expect(missing).toEqual([]);
});

test("names the body of every route that takes one, also of those that read a stream", () => {
	const without = Object.entries(document.paths).flatMap(([path, methods]) =>
		["post", "put"]
			.filter((method) => methods[method] !== undefined && methods[method].requestBody === undefined)
			.map(() => path),
	);
	expect(without.toSorted()).toEqual([
		"/logout",
		"/v1/access-requests/{id}/withdraw",
		"/v1/accounts/{id}/sign-out",
		"/v1/candidates/{id}/resume/reparse",
		"/v1/experiment/stop",
		"/v1/operator-grants/{id}/end",
		"/v1/ranking/runs/{id}/cancel",
		"/v1/ranking/runs/{id}/restore",
		"/v1/second-person/{id}/approve",
		"/v1/second-person/{id}/refuse",
		"/v1/tasks/{id}/cancel",
		"/v1/tasks/{id}/resume",
		"/v1/webhooks/dead-letters/{id}/retry",
		"/v1/webhooks/{id}/secret",
		"/v1/webhooks/{id}/test",
	]);
	expect(Object.keys(document.paths["/v1/candidates/resume"]?.post?.requestBody?.content ?? {})).toContain(
		"application/pdf",
	);
});

test("says what a failure looks like, for every route that can fail", () => {
	for (const [path, methods] of Object.entries(document.paths)) {
		for (const operation of Object.values(methods)) {
			const failure = operation.responses["4XX"]?.content ?? {};
			const type = /^\/(oauth|\.well-known)/.test(path) ? "application/json" : "application/problem+json";
			expect(Object.keys(failure)).toContain(type);
		}
	}
});

test("is there for people too, from here and without inline scripts; and not where it is switched off", async () => {
	const docs = await harness.app.inject("/v1/docs/");
	expect(docs.statusCode).toBe(200);
	expect(docs.headers["content-security-policy"]).toContain("script-src 'self';");
	const from = [...docs.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, place]) => place ?? "");
	expect(from.filter((place) => /^(https?:)?\/\//.test(place))).toEqual([]);
	const quiet = await openHarness({ settings: { docs: false } });
	expect((await quiet.app.inject("/v1/docs/")).statusCode).toBe(404);
	await quiet.close();
});

test("the page comes with a policy that allows nothing inline and nothing from elsewhere", async () => {
	const page = await harness.app.inject("/");
	expect([page.statusCode, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
	expect(page.headers["content-security-policy"]).toMatch(/default-src 'none'.*script-src 'self';/);
	expect(page.headers["content-security-policy"]).not.toContain("unsafe");
	expect(page.body).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style="/);
	const parts = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] as string);
	expect(parts.filter((part) => part.startsWith("/assets/")).length).toBeGreaterThan(1);
	for (const path of [...parts, "/service-worker.js"]) {
		expect((await harness.app.inject(path)).statusCode).toBe(200);
	}
	for (const path of ["/../package.json", "/%2e%2e/config.ts", "/texts.ts"]) {
		expect((await harness.app.inject(path)).statusCode).toBe(404);
	}
});
