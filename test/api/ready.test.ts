/** Readiness says what who searches now would be told. */
import { expect, test } from "vitest";
import { TributaryError } from "../../src/errors.ts";
import { openHarness } from "./harness.ts";

test.each([
	["a cluster that takes no writes", new TributaryError("cluster-read-only"), "cluster-read-only"],
	["no node of it that answers", new TributaryError("cluster-unreachable"), "cluster-unreachable"],
	["a fault that has no name", new Error("disk"), "store-unavailable"],
	["one that is no reason to come again", new TributaryError("wrong-key"), "store-unavailable"],
])("%s", async (_, thrown, code) => {
	const ready = () => Promise.reject(thrown);
	const harness = await openHarness({ deps: { ready } });
	const answer = await harness.app.inject({ url: "/v1/ready" });
	expect([answer.statusCode, answer.json().code, answer.headers["retry-after"]]).toEqual([503, code, "2"]);
	await harness.close();
});
