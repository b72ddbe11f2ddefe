import type { FastifyRequest } from "fastify";
import { describe, expect, test } from "vitest";
import { demandOwnPage } from "../../src/api/own-page.ts";
import type { TributaryError } from "../../src/errors.ts";

const SITE = "https://acme.example";

describe("a page of ours", () => {
	const demand = (headers: object, { method = "POST", host = "127.0.0.1:8080", protocol = "http" } = {}) => {
		try {
			demandOwnPage({ headers, method, host, protocol } as unknown as FastifyRequest, "right", `${SITE}/app`);
			return "taken";
		} catch (error) {
			return (error as TributaryError).code;
		}
	};
	const right = { "tributary-csrf": "right" };

	test("sends the token with all that may change something", () => {
		expect(demand(right)).toBe("taken");
		for (const method of ["GET", "HEAD"]) expect(demand({}, { method })).toBe("taken");
		for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
			expect(demand({}, { method })).toBe("csrf-refused");
		for (const wrong of ["", "righ", "right ", "wrong", ["right"]])
			expect(demand({ "tributary-csrf": wrong })).toBe("csrf-refused");
	});

	test("comes from this site, under its name or the one it was reached by", () => {
		for (const origin of [SITE, "http://127.0.0.1:8080"]) expect(demand({ ...right, origin })).toBe("taken");
		for (const origin of ["https://evil.example", "https://127.0.0.1:8080", "http://127.0.0.1", "null", ""])
			for (const method of ["POST", "GET"]) expect(demand({ ...right, origin }, { method })).toBe("csrf-refused");
		for (const site of ["same-origin", "none"]) expect(demand({ ...right, "sec-fetch-site": site })).toBe("taken");
		for (const site of ["cross-site", "same-site", ""])
			for (const method of ["POST", "GET"])
				expect(demand({ ...right, "sec-fetch-site": site }, { method })).toBe("csrf-refused");
	});
});
