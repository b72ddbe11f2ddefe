import { expect, test } from "vitest";
import type { Deprecated } from "../../src/api/deprecations.ts";
import { openHarness } from "./harness.ts";

const ROW: Deprecated = {
	method: "GET",
	url: "/v1/search",
	since: new Date("2027-01-01T00:00:00Z"),
	sunset: new Date("2028-03-01T00:00:00Z"),
	link: "https://example.com/docs/api-life#search",
};

test("a route that goes says so in every answer, refusals too, and in the API document; others do not", async () => {
	const harness = await openHarness({ deps: { deprecations: [ROW] } });
	const authorization = `Bearer ${await harness.tokenOf("acme", ["search"])}`;
	for (const headers of [{ authorization }, {}]) {
		const answer = await harness.app.inject({ url: "/v1/search?q=x", headers });
		expect(answer.statusCode).toBe("authorization" in headers ? 200 : 401);
		expect(answer.headers).toMatchObject({
			deprecation: "@1798761600",
			sunset: "Wed, 01 Mar 2028 00:00:00 GMT",
			link: '<https://example.com/docs/api-life#search>; rel="deprecation"; type="text/html"',
		});
	}
	const { paths } = (await harness.app.inject("/v1/openapi.json")).json();
	expect([paths["/v1/search"].get.deprecated, paths["/v1/search"].post.deprecated]).toEqual([true, undefined]);
	const other = await harness.app.inject("/v1/health");
	expect(other.headers).not.toHaveProperty("deprecation");
	await harness.close();
});

test.each([
	["no route", { ...ROW, url: "/v1/never" }, /no such route/],
	["less than a year's notice", { ...ROW, sunset: new Date("2027-06-01T00:00:00Z") }, /less than a year/],
])("a row with %s stops the boot", async (_, row, said) => {
	await expect(openHarness({ deps: { deprecations: [row] } })).rejects.toThrow(said);
});
