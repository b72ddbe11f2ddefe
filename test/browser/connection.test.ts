import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { search, settled, textOf } from "./acts.ts";
import { type BrowserRig, openBrowserRig } from "./rig.ts";

let rig: BrowserRig;
beforeAll(async () => {
	rig = await openBrowserRig();
});
afterAll(() => rig.close());
afterEach(() => {
	// The browser writes each failed request to its console, which is what these tests make.
	rig.complaints.splice(0);
});

test("without a network the page says so, keeps what is shown, and goes on by itself", async () => {
	const page = await rig.signedIn();
	await search(page, "java");
	await page.context().setOffline(true);
	await page.fill("#query", "nurse");
	await page.keyboard.press("Enter");
	await page.waitForSelector(".offline");
	await page.waitForSelector(".failure");
	expect(await page.locator(".hit").count()).toBeGreaterThan(0);
	await page.waitForSelector("#understood[inert]");
	await page.context().setOffline(false);
	await page.waitForSelector(".offline", { state: "detached" });
	await settled(page);
	await page.waitForSelector(".failure", { state: "detached" });
});

test("without a network the page opens from what the browser kept, shows nobody, and goes on by itself", async () => {
	const page = await rig.signedIn();
	await search(page, "java");
	await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
	await expect.poll(() => page.evaluate("navigator.serviceWorker.controller !== null")).toBe(true);
	await page.context().setOffline(true);
	await page.reload();
	await page.waitForSelector("#unreached");
	expect(await textOf(page, "#unreached")).toContain("cannot be reached");
	expect(await page.locator(".hit").count()).toBe(0);
	const kept = (await page.evaluate(
		"caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys())))).then((all) => all.flat().map(({ url }) => new URL(url).pathname))",
	)) as string[];
	expect(kept.length).toBeGreaterThan(3);
	expect(kept.filter((path) => path.startsWith("/v1") || path.startsWith("/login"))).toEqual([]);
	await page.context().setOffline(false);
	await page.waitForSelector(".hit");
	await page.context().close();
});

test.each(["js", "css"])("a page whose %s is gone, because it was replaced meanwhile, is loaded anew", async (kind) => {
	const page = await rig.open("about:blank");
	const gone = [true];
	await page.route(`**/assets/index-*.${kind}`, (route) =>
		gone.pop() ? route.fulfill({ status: 404 }) : route.continue(),
	);
	await page.goto(rig.url);
	await page.waitForSelector("#signin");
	await expect.poll(() => page.evaluate("document.styleSheets.length").catch(() => 0)).toBeGreaterThan(0);
	expect(gone).toEqual([]);
	await page.context().close();
});

test("while a slow answer is on its way what was there stays, and an answer that is overtaken is dropped", async () => {
	const page = await rig.signedIn();
	await search(page, "java");
	let waiting: (() => void) | undefined;
	await page.route("**/v1/search", async (route) => {
		const slow = route.request().postDataJSON().query === "nurse";
		if (slow)
			await new Promise<void>((resolve) => {
				waiting = resolve;
			});
		await route.continue().catch(() => {});
	});
	await page.fill("#query", "nurse");
	await page.keyboard.press("Enter");
	await page.waitForSelector('#results[aria-busy="true"]');
	expect(await page.locator(".hit").count()).toBeGreaterThan(0);
	// What was understood was of the query before: to take a part of it away would cut the new one.
	expect(await page.locator("#understood[inert]").count()).toBe(1);
	await page.fill("#query", "python");
	await page.keyboard.press("Enter");
	await settled(page);
	expect(await page.locator("#understood[inert]").count()).toBe(0);
	waiting?.();
	await page.waitForTimeout(400);
	expect(await page.inputValue("#query")).toBe("python");
	expect((await textOf(page, ".hit .highlights")).toLowerCase()).toContain("python");
});

test("a page of the list that cannot be fetched is told, and can be fetched again", async () => {
	const page = await rig.signedIn();
	let broken = true;
	await page.route("**/v1/search", (route) =>
		broken && route.request().postDataJSON().cursor !== undefined
			? route.fulfill({ status: 503, json: { title: "Too busy.", code: "busy" } })
			: route.continue(),
	);
	await search(page, "");
	await page.locator(".hit").last().scrollIntoViewIfNeeded();
	await page.waitForSelector(".bench-list .notice.warning");
	expect(await textOf(page, ".bench-list .notice.warning")).toContain("could not be fetched");
	broken = false;
	await page.locator(".bench-list .notice.warning button").click();
	await page.waitForSelector(".list-foot");
});

test("in the place of somebody who is not there stands that, and nothing that could be done with him", async () => {
	const page = await rig.signedIn({ locale: "de-DE" });
	await page.evaluate(`location.hash = "#/recruiter/search?q=java&person=c:nobody"`);
	await page.locator("#person").getByRole("heading", { name: "Das gibt es nicht" }).waitFor();
	expect(await page.locator("#person .person-actions, #person [role=tab]").count()).toBe(0);
	await page.context().close();
});

test("profiles of the network are sent to the ATS under a job, and the list says when it has them; who cannot be sent is told why", async () => {
	const page = await rig.signedIn();
	await search(page, "in:ats java");
	await page.click(".pick >> nth=0");
	const button = page.locator(".selection-bar button", { hasText: "Export to ATS" });
	expect(await button.getAttribute("title")).toBe("Already in the ATS");
	await search(page, "dragonfly");
	await page.click(".pick");
	await button.click();
	await page.locator(".menu-list button", { hasText: "Pipeline Engineer" }).click();
	expect(await textOf(page, ".toast:last-child")).toContain("Sent to the ATS for “Pipeline Engineer”: 1");
	const scope = await rig.platform.operatorScope(parseTenantId("demo"), "test");
	const [sent] = await rig.platform.exports.list(scope, { limit: 9 });
	expect(sent).toMatchObject({ jobId: "job-1", state: "requested" });
	await rig.platform.exports.fetch(scope, sent?.id ?? "");
	await rig.platform.exports.complete(scope, { profileId: sent?.profileId ?? "", candidateId: "cand-1" });
	await page.locator(".toast", { hasText: "In the ATS now, for “Pipeline Engineer”: 1" }).waitFor();
	await page.locator(".hit .badge.matched").waitFor();
	await page.context().close();
	const other = await rig.signedIn({}, { tenant: "other" });
	await search(other, "");
	await other.click(".pick >> nth=0");
	const barred = other.locator(".selection-bar button", { hasText: "Export to ATS" });
	expect(await barred.getAttribute("aria-disabled")).toBe("true");
	await barred.click({ force: true });
	expect(await textOf(other, ".toast:last-child")).toContain("an admin can switch it on");
	await other.context().close();
});
