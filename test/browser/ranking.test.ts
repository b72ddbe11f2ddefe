import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { violationsOn } from "./accessibility.ts";
import { type BrowserRig, openBrowserRig } from "./rig.ts";

/** The ranking engineer's tour: weights with their effect, a collection of his own, judging by keys, a run with its pictures, vocabulary. */

/** A collection is drawn from, judged and measured in one go. */
const WHOLE_TOUR = 180_000;

let rig: BrowserRig;
beforeAll(async () => {
	rig = await openBrowserRig();
});
afterAll(() => rig.close());
afterEach(() => {
	expect(rig.complaints.splice(0)).toEqual([]);
});

const engineer = { role: "ranking-engineer" } as const;
async function openView(page: Page, view: string, heading: string): Promise<void> {
	await page.evaluate(`location.hash = "#/ranking/${view}"`);
	await page.getByRole("heading", { level: 1, name: heading }).waitFor();
}
const open = async (view: string, heading: string, who: Parameters<BrowserRig["signedIn"]>[1] = engineer) => {
	// What a test answers itself slips past it now and then while the worker of the page takes over.
	const page = await rig.signedIn({ serviceWorkers: "block" }, who);
	await openView(page, view, heading);
	return page;
};

/** Of the elements that a selector finds: the text of those whose middle something else covers. */
const coveredOf = (page: Page, selector: string) =>
	page.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})].filter((one) => {
		const { x, y, width, height } = one.getBoundingClientRect();
		return !one.contains(document.elementFromPoint(x + width / 2, y + height / 2));
	}).map((one) => one.textContent)`);

test("a weight that is moved changes the list beside the one before, at once, and no name is shown", async () => {
	const page = await open("weights", "Weights");
	await page.getByLabel("Query").fill("nurse OR java");
	await page.getByRole("button", { name: "Try", exact: true }).click();
	const lists = page.locator(".trial-list");
	await expect.poll(() => lists.nth(1).locator("li").first().textContent()).toContain("same place");
	await page.getByLabel("Title now").fill("0");
	await page.getByLabel("Years of experience").fill("10");
	await page.getByText("2 weights changed").waitFor();
	// What is not saved is kept, and no query with it.
	await page.getByText("Not saved yet").waitFor();
	expect(await page.evaluate("JSON.stringify(localStorage)")).not.toContain("nurse");
	await page.reload();
	await page.getByText("2 weights changed").waitFor();
	await page.getByLabel("Query").fill("nurse OR java");
	await page.getByRole("button", { name: "Try", exact: true }).click();
	await expect
		.poll(() => page.locator(".trial .badge.good, .trial .badge.warn, .trial .badge.matched").count())
		.toBeGreaterThan(0);
	await page.locator(".trial-list details summary").first().click();
	expect(await page.locator(".trial-reasons li").count()).toBeGreaterThan(1);
	expect(await page.locator("#main").textContent()).not.toMatch(/@|Kowalski|Otherwhere/);
	expect(await violationsOn(page)).toEqual([]);
	await page.getByLabel(/^Name, as/).fill("Years first");
	expect(await page.evaluate("document.querySelector('input:invalid').validationMessage")).toContain(
		"then .v and a number",
	);
	await page.getByLabel(/^Name, as/).fill("years-first.v1");
	await page.getByRole("button", { name: "Save" }).click();
	await page.getByText("years-first.v1 is kept").waitFor();
	await page.getByText("Not saved yet").waitFor({ state: "detached" });
	await page.getByLabel("Query").fill("java AND (");
	await page.locator(".lint li").first().waitFor();
	expect(await violationsOn(page)).toEqual([]);
	// Whoever looks elsewhere meanwhile finds what he was trying.
	await openView(page, "runs", "Runs");
	await openView(page, "weights", "Weights");
	await page.getByText("2 weights changed").waitFor();
	expect(await page.getByLabel("Query").inputValue()).toBe("java AND (");
	await page.getByLabel("Begin with").selectOption("years-first.v1");
	await page.getByRole("button", { name: "Remove: years-first.v1" }).click();
	await page.getByText("Removed: years-first.v1").waitFor();
	await page.keyboard.press("u");
	await page.getByLabel("Begin with").selectOption("years-first.v1");
	await page.context().close();
});

test("what a stranger wrote in a resume stays text, in lists and before a judge", async () => {
	const page = await open("weights?q=zwiebelfisch", "Weights");
	await page.locator(".trial-list li").first().waitFor();
	for (const summary of await page.locator(".trial-list details summary").all()) await summary.click();
	expect(await page.locator("#main").textContent()).toContain("onerror=");
	expect(
		await page.evaluate("window.pwned === undefined && document.querySelector('#main img, #main script') === null"),
	).toBe(true);
	await page.context().close();
});

test("a collection of one's own is judged by keys and measured; another organization sees nothing of it", {
	timeout: WHOLE_TOUR,
}, async () => {
	const page = await open("collections", "Collections");
	await page.getByRole("button", { name: "New collection" }).click();
	await page.getByLabel("Short name").fill("wards");
	await page.getByLabel("Name", { exact: true }).fill("Wards");
	await page.getByLabel("Queries, one a line").fill("nurse\nzwiebelfisch AND (");
	await page.getByRole("dialog").locator(".lint li").first().waitFor();
	await page.getByLabel("Queries, one a line").fill("nurse\nzwiebelfisch");
	await page.getByRole("button", { name: "Save" }).click();
	await page.getByRole("heading", { name: "Wards" }).waitFor();
	expect(await violationsOn(page)).toEqual([]);
	await page.getByRole("link", { name: "Judge Wards" }).click();
	await page.getByLabel("People of each list").fill("3");
	await page.getByRole("button", { name: "Draw people to judge" }).click();
	await page.getByText("How well does this person").waitFor();
	expect(
		await page.evaluate("window.pwned === undefined && document.querySelector('#main img, #main script') === null"),
	).toBe(true);
	expect(await violationsOn(page)).toEqual([]);
	await page.setViewportSize({ width: 360, height: 640 });
	await page.route("**/judging/*", (route) => route.fulfill({ status: 503, json: { title: "Not now." } }));
	await page.keyboard.press("3");
	await page.locator(".toast.error").waitFor();
	expect(await coveredOf(page, ".grades button")).toEqual([]);
	// Else the message would lie over them.
	await page.evaluate("document.documentElement.style.setProperty('--foot', '0px')");
	expect(await coveredOf(page, ".grades button")).not.toEqual([]);
	await page.unroute("**/judging/*");
	await page.setViewportSize({ width: 1280, height: 900 });
	// The browser itself writes to its console that it was refused.
	rig.complaints.splice(0);
	await page.keyboard.press("3");
	await page.getByText(/\b1 of \d judged/).waitFor();
	for (let left = 0; left < 5 && (await page.getByText("How well does this person").isVisible()); left++) {
		await page.keyboard.press("1");
		await page.getByText(new RegExp(`\\b${left + 2} of \\d judged`)).waitFor();
	}
	await page.getByText("Everybody is judged").waitFor();
	await openView(page, "runs?corpus=wards", "Runs");
	await page.getByRole("button", { name: "Measure", exact: true }).click();
	await page.getByRole("link", { name: "Open the run on wards" }).click();
	await page.locator(".plot-host svg").first().waitFor();
	await page.getByRole("button", { name: "nurse" }).click();
	await page.getByText("are kept in no run").waitFor();
	const other = await open("collections", "Collections", { ...engineer, tenant: "other" });
	await other.getByRole("heading", { name: "job-ads" }).waitFor();
	expect(await other.locator("#main").textContent()).not.toContain("Wards");
	await openView(other, "runs", "Runs");
	await other.getByText("Nothing was measured yet").waitFor();
	await other.context().close();
	await page.context().close();
});

test("a run on a shipped collection has its pictures, its figures and every query with both lists", {
	timeout: 120_000,
}, async () => {
	const page = await open("runs?corpus=merge", "Runs");
	await page.getByRole("button", { name: "Measure", exact: true }).click();
	await page.getByRole("link", { name: "Open the run on merge" }).click({ timeout: 90_000 });
	await page.locator(".plot-host svg").nth(3).waitFor();
	await page.getByRole("heading", { name: "default.v4 against bm25" }).waitFor();
	await page.getByRole("button", { expanded: false }).filter({ hasText: /\w/ }).last().waitFor();
	const queries = page.getByRole("region", { name: "Query by query" });
	await queries.getByRole("button", { name: "Change", exact: true }).click();
	const shown = await queries.locator("tbody > tr > td:nth-last-child(2)").allInnerTexts();
	const changes = shown.map((text) => Number(text.replace("−", "-")));
	expect(changes).toEqual(changes.toSorted((one, other) => other - one));
	await queries.getByRole("button", { name: "Change", exact: true }).click();
	await queries
		.getByRole("columnheader", { name: "Change", exact: true })
		.and(page.locator("[aria-sort=ascending]"))
		.waitFor();
	await page.locator("button.as-text").first().click();
	// Directly below the query.
	await queries.locator("tr.chosen-row + tr").getByRole("columnheader", { name: "Place in default.v4" }).waitFor();
	expect(await violationsOn(page)).toEqual([]);
	await openView(page, "runs", "Runs");
	await page.getByRole("button", { name: /^Remove: Measured: merge/ }).click();
	await page.getByText("Removed: Measured: merge.").waitFor();
	expect(await page.evaluate("document.activeElement !== document.body")).toBe(true);
	await page.keyboard.press("u");
	await page.getByRole("link", { name: "Open the run on merge" }).waitFor();
	await page.context().close();
});

test("a concept is changed, undone, changed again, and checked", { timeout: 90_000 }, async () => {
	const page = await open("vocabulary", "Vocabulary");
	await page.getByLabel("Find a concept").fill("krankenpflege");
	await page.getByRole("button", { name: "Change Nursing", exact: true }).click();
	await page.getByLabel("Other names").fill("Krankenpflege\naccounting");
	await page.getByRole("button", { name: "Save" }).click();
	await page.getByRole("heading", { name: "Your changes" }).waitFor();
	await page.getByRole("button", { name: "Undo" }).click();
	await page.getByText("You changed nothing yet").waitFor();
	await page.getByRole("button", { name: "Change Nursing", exact: true }).click();
	await page.getByLabel("Other names").fill("Krankenpflege\naccounting");
	await page.getByRole("button", { name: "Save" }).click();
	await page.getByRole("button", { name: "Check" }).click();
	await page
		.getByText(/accounting is a name of/)
		.first()
		.waitFor({ timeout: 30_000 });
	expect(await violationsOn(page)).toEqual([]);
	await page.getByRole("button", { name: "Measure the effect" }).click();
	await page.getByText("Nothing is measured while there are errors").waitFor({ timeout: 30_000 });
	await page.context().close();
});

test("while the collections cannot be had nothing is measured on one that nobody sees, and the page says so", async () => {
	const page = await rig.signedIn({}, engineer);
	await page.route("**/v1/ranking/corpora", (route) =>
		route.fulfill({ status: 503, json: { title: "Busy.", code: "store-unavailable" } }),
	);
	await openView(page, "runs", "Runs");
	await page.getByText("The data cannot be reached. Try again in a moment.").waitFor();
	expect(await page.getByRole("button", { name: "Measure", exact: true }).count()).toBe(0);
	// Of a service that is busy only for a moment nobody hears.
	await page.unroute("**/v1/ranking/corpora");
	await page.route("**/v1/ranking/corpora", (route) => route.fulfill({ status: 503, json: {} }), { times: 1 });
	await page.getByRole("button", { name: "Try again" }).click();
	await page.getByLabel("Collection").waitFor();
	// The browser itself writes to its console that it was refused.
	rig.complaints.splice(0);
	await page.context().close();
});
