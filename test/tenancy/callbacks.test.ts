import { describe, expect, test } from "vitest";
import { normalForm } from "../../src/tenancy/callbacks.ts";
import { codeOf, openRig } from "./rig.ts";

const ADDRESS = "https://ats.example.com/call/back~1?a=%2F";

describe("a callback", () => {
	test.each([
		"https://ATS.Example.COM/call/back~1?a=%2F",
		"https://ats.example.com./call/back~1?a=%2F",
		"https://ats.example.com:443/call/back~1?a=%2f",
		"https://ats.example.com/call/%62ack%7e1?%61=%2f",
		"https://ats.example.com/x/../call/./back~1?a=%2F#part",
	])("is one customer's only, however it is written: %s", async (spelling) => {
		const { tenancy, tenant } = await openRig();
		const [one, other] = [await tenant("acme"), await tenant("other")];
		await tenancy.callbacks.reserve(one, ADDRESS);
		expect(await codeOf(tenancy.callbacks.reserve(other, spelling))).toBe("already-exists");
		expect(await codeOf(tenancy.callbacks.reserve(one, spelling))).toBeUndefined();
		await tenancy.callbacks.keepOnly(one, spelling);
		expect(await codeOf(tenancy.callbacks.reserve(other, ADDRESS))).toBe("already-exists");
		await tenancy.callbacks.keepOnly(one, null);
		expect(await codeOf(tenancy.callbacks.reserve(other, spelling))).toBeUndefined();
	});

	test("without a query is the same as with an empty one", () => {
		expect(normalForm("https://a.example.com/?")).toBe(normalForm("https://a.example.com"));
	});

	test.each([
		"https://ats.example.com/call/Back~1?a=%2F",
		"https://ats.example.com/call/back~1?a=/",
		"https://ats.example.com:80/call/back~1?a=%2F",
		"https://ats.example.com/call/back~1",
	])("at another place is another: %s", (other) => {
		expect(normalForm(other)).not.toBe(normalForm(ADDRESS));
	});
});
