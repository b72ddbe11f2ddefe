import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
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

test("who is not signed in is asked for his organization, and a sign-in that fails is told", async () => {
	const page = await rig.open(`${rig.url}/?sign-in=sign-in-refused#/recruiter/search?q=java`);
	await page.waitForSelector("#signin");
	expect(await textOf(page, "#signin-error")).toContain("no account for you");
	expect(page.url()).toBe(`${rig.url}/#/recruiter/search?q=java`);
	await page.fill("#tenant", "nowhere");
	await Promise.all([page.waitForRequest(`${rig.url}/login/nowhere?return=/`), page.click("#signin button")]);
	await page.context().close();
	// The browser itself writes to its console that nobody is signed in.
	rig.complaints.splice(0);
});

test("a link of the demo signs in, and the session is where no script can read it", async () => {
	const page = await rig.signedIn();
	await page.waitForSelector("#query");
	expect(page.url()).toBe(`${rig.url}/#/recruiter/search`);
	expect(await textOf(page, ".account-button")).toContain("demo");
	expect(await page.evaluate("document.cookie")).toBe("");
	const [cookie] = await page.context().cookies();
	expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
	expect(await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")).not.toContain(
		cookie?.value,
	);
});

test("a view of somebody else's work is not there, says so and leads to the start", async () => {
	const page = await rig.signedIn({ locale: "de-DE" });
	await page.goto(`${rig.url}/#/admin/sync`);
	await page.getByRole("heading", { level: 1, name: "Das gibt es nicht" }).waitFor();
	await page.getByRole("link", { name: "Zum Anfang" }).click();
	await page.waitForURL(`${rig.url}/#/recruiter/search`);
	await page.context().close();
});

test("a session that is no longer valid ends, and says so", async () => {
	const page = await rig.signedIn();
	await search(page, "java");
	await page.context().clearCookies();
	await page.fill("#query", "nurse");
	await page.keyboard.press("Enter");
	await page.waitForSelector("#signin-error");
	expect(await textOf(page, "#signin-error")).toContain("session has ended");
	expect(await page.locator(".hit").count()).toBe(0);
	rig.complaints.splice(0);
});

test("an organization that is disabled is told as such, also after the page was loaded anew", async () => {
	const page = await rig.signedIn({}, { tenant: "other" });
	await page.waitForSelector("#query");
	const { tenants } = rig.platform.tenancy;
	await tenants.update(parseTenantId("other"), { status: "disabled" });
	await page.reload();
	await expect.poll(() => textOf(page, "#signin-error")).toContain("Your organization is disabled");
	// The people of a demo are told where another link comes from.
	expect(await textOf(page, "#new-links")).toContain("demo links");
	expect(await page.evaluate("document.documentElement.scrollHeight - innerHeight")).toBeLessThanOrEqual(0);
	await tenants.update(parseTenantId("other"), { status: "active" });
	await page.context().close();
	rig.complaints.splice(0);
});

test("signing out ends the session and forgets everything on the page", async () => {
	const page = await rig.signedIn();
	await search(page, "java");
	const before = await page.context().cookies();
	await page.click(".account-button");
	await page.click("#sign-out");
	await page.waitForSelector("#signin");
	expect(await page.locator(".hit").count()).toBe(0);
	await page.context().addCookies(before);
	expect((await page.request.get(`${rig.url}/v1/me`)).status()).toBe(401);
});

test("signing out closes the other windows of the browser, too, and the page still opens without a network", async () => {
	const one = await rig.signedIn();
	await search(one, "java");
	await one.evaluate("navigator.serviceWorker.ready.then(() => true)");
	await expect.poll(() => one.evaluate("navigator.serviceWorker.controller !== null")).toBe(true);
	await one.click("#theme");
	const theme = await one.evaluate("document.documentElement.dataset.theme");
	const other = await one.context().newPage();
	await other.goto(rig.url);
	await search(other, "java");
	await one.click(".account-button");
	await one.click("#sign-out");
	await one.waitForSelector("#signin");
	await other.waitForSelector("#signin-error");
	expect(await textOf(other, "#signin-error")).toContain("You signed out");
	expect(await other.locator(".hit").count()).toBe(0);
	await one.context().setOffline(true);
	await one.reload();
	await one.waitForSelector("#unreached");
	expect(await one.evaluate("document.documentElement.dataset.theme")).toBe(theme);
	// The browser itself writes to its console that there is no network, and goes on with it until nothing is open.
	await one.context().close();
	rig.complaints.splice(0);
});

test("a session that the service did not end is told to go on, and ends with the next try", async () => {
	const page = await rig.signedIn();
	await search(page, "java");
	const refuse = async (answer: () => Promise<unknown>) => {
		await answer();
		await page.click(".account-button");
		await page.click("#sign-out");
		await page.waitForSelector("#signin-error");
		expect(await textOf(page, "#signin-error")).toContain("still signed in");
		expect(await page.locator(".hit").count()).toBe(0);
		await page.unroute("**/logout");
		await page.goto(rig.url);
		await page.waitForSelector("#query");
	};
	await refuse(() => page.route("**/logout", (route) => route.fulfill({ status: 429 })));
	await refuse(() => page.route("**/logout", (route) => route.abort()));
	await page.click(".account-button");
	await page.click("#sign-out");
	await page.waitForSelector("#signin");
	expect(await page.locator("#signin-error").count()).toBe(0);
	expect((await page.request.get(`${rig.url}/v1/me`)).status()).toBe(401);
	rig.complaints.splice(0);
});

test("two tenants in two windows see each its own people", async () => {
	const [one, other] = [await rig.signedIn(), await rig.signedIn({}, { tenant: "other" })];
	await search(one, "java");
	await search(other, "java");
	expect(await other.locator(".hit .badge:not(.network-only)").count()).toBe(1);
	expect(await textOf(other, "#results")).toContain("Olga Otherwhere");
	expect(await textOf(one, "#results")).not.toContain("Olga Otherwhere");
});

test("who signs in to another tenant in a second window of one browser closes the first one", async () => {
	const one = await rig.signedIn();
	await search(one, "java");
	const other = await one.context().newPage();
	await other.goto(rig.link({ tenant: "other" }));
	await other.locator(".app").waitFor();
	await one.waitForSelector("#signin-error");
	expect(await textOf(one, "#signin-error")).toContain("another window");
	expect(await one.locator(".hit").count()).toBe(0);
});

test("light and dark follow the system until somebody chooses, and the choice stays", async () => {
	const page = await rig.signedIn({ colorScheme: "dark" });
	const theme = () => page.evaluate("document.documentElement.dataset.theme");
	expect(await theme()).toBe("dark");
	await page.click("#theme");
	await page.reload();
	expect(await theme()).toBe("light");
});

test("the page speaks German to who reads German, and remembers another choice", async () => {
	const page = await rig.signedIn({ locale: "de-DE" });
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
	await page.locator(".opblock").first().waitFor();
});
