import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { search, textOf } from "./acts.ts";
import { type BrowserRig, openBrowserRig } from "./rig.ts";

let rig: BrowserRig;
beforeAll(async () => {
	rig = await openBrowserRig();
});
afterAll(() => rig.close());
afterEach(() => {
	// Broken scripts, missing files, refusals of the security policy: a browser says so on its console.
	expect(rig.complaints.splice(0)).toEqual([]);
});

test("client id and secret sign in; a wrong secret is told and changes nothing", async () => {
	const page = await rig.open(rig.url);
	await page.fill("#client-id", rig.clientId);
	await page.fill("#client-secret", "wrong");
	await page.click("#signin button");
	await page.waitForSelector("#signin-error");
	expect(await textOf(page, "#signin-error")).toContain("Client id or secret is wrong");
	// The browser itself writes the refusal to its console.
	rig.complaints.splice(0);
	await page.fill("#client-secret", rig.clientSecret);
	await page.click("#signin button");
	await page.waitForSelector(".app");
	expect(await textOf(page, ".account-button")).toContain("demo");
	const kept = await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])");
	expect(kept).not.toContain(rig.clientSecret);
});

test("a token in the address signs in, and is gone at once", async () => {
	const page = await rig.open(`${rig.url}/#token=${rig.token}`);
	await page.waitForSelector("#query");
	expect(page.url()).toBe(`${rig.url}/#/recruiter/search`);
	expect(await page.evaluate("history.length")).toBeLessThanOrEqual(2);
});

test("a session that is no longer valid ends, and says so", async () => {
	const page = await rig.open(`${rig.url}/#token=${rig.expired}`);
	await page.fill("#query", "java");
	await page.keyboard.press("Enter");
	await page.waitForSelector("#signin-error");
	expect(await textOf(page, "#signin-error")).toContain("session has ended");
	rig.complaints.splice(0);
});

test("signing out forgets the token and everything on the page", async () => {
	const page = await rig.open(`${rig.url}/#token=${rig.token}`);
	await search(page, "java");
	await page.click(".account-button");
	await page.click("#sign-out");
	await page.waitForSelector("#signin");
	expect(await page.locator(".hit").count()).toBe(0);
	expect(await page.evaluate("sessionStorage.length")).toBe(0);
});

test("light and dark follow the system until somebody chooses, and the choice stays", async () => {
	const page = await rig.open(`${rig.url}/#token=${rig.token}`, { colorScheme: "dark" });
	const theme = () => page.evaluate("document.documentElement.dataset.theme");
	expect(await theme()).toBe("dark");
	await page.click("#theme");
	await page.reload();
	expect(await theme()).toBe("light");
});

test("the page speaks German to who reads German, and remembers another choice", async () => {
	const page = await rig.open(`${rig.url}/#token=${rig.token}`, { locale: "de-DE" });
	await page.waitForSelector("#query");
	expect(await textOf(page, '#search-form button[type="submit"]')).toBe("Suchen");
	expect(await page.evaluate("document.documentElement.lang")).toBe("de");
	await page.click(".account-button");
	await page.selectOption(".menu-panel select", "en");
	await page.reload();
	await page.waitForSelector("#query");
	expect(await textOf(page, '#search-form button[type="submit"]')).toBe("Search");
});

test("the API document for people opens without a word from the security policy", async () => {
	const page = await rig.open(`${rig.url}/v1/docs/`);
	await page.waitForSelector(".opblock");
	expect(await page.locator(".opblock").count()).toBeGreaterThan(15);
});
