import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { search, settled, textOf } from "./acts.ts";
import { type BrowserRig, openBrowserRig } from "./rig.ts";
import { onePersonByKeys, shortListAsAWhole, shortListInOrder, tagThoseWhoLackIt } from "./short-list.ts";

let rig: BrowserRig;
beforeAll(async () => {
	rig = await openBrowserRig();
});
afterAll(() => rig.close());
afterEach(() => {
	expect(rig.complaints.splice(0)).toEqual([]);
});

const toastOf = async (page: Page) => {
	await page.waitForSelector(".toast");
	return textOf(page, ".toast:last-child");
};

describe("one person", () => {
	test("shows the record with what matched marked, the resume as it looks, the history and the reasons", async () => {
		const page = await rig.signedIn();
		await search(page, "quokka");
		await page.click(".hit .name");
		await page.waitForSelector(".timeline");
		expect(await textOf(page, "#person h2")).toContain("Pia Document");
		expect((await textOf(page, "#person .record mark")).toLowerCase()).toBe("quokka");
		await page.click('[data-tab="resume"]');
		await page.waitForSelector(".pdf-mark");
		await page.locator("#person .text-places", { hasText: "2 places marked" }).waitFor();
		await page.getByRole("button", { name: "Next place" }).click();
		expect(await page.locator(".pdf-mark.at").count()).toBe(1);
		const mark = await page.locator(".pdf-mark").first().boundingBox();
		const sheet = await page.locator(".pdf-page").first().boundingBox();
		expect(mark?.width ?? 0).toBeGreaterThan(10);
		expect(mark?.y ?? 0).toBeGreaterThan(sheet?.y ?? 0);
		expect(await textOf(page, ".pdf-page figcaption")).toContain("quokka");
		await page.click('[data-tab="history"]');
		await page.waitForSelector("#person .empty");
		await page.keyboard.press("ArrowRight");
		await page.waitForSelector("#person .why table");
	});

	test("stands where he stands for reasons in the words that were typed", async () => {
		for (const [locale, quoted] of [
			["en-GB", "“with 2+ years”"],
			["de-DE", "„with 2+ years“"],
		] as const) {
			const page = await rig.signedIn({ locale });
			await search(page, "java developer in Berlin with 2+ years");
			await page.click(".hit .name");
			await page.click('[data-tab="why"]');
			await page.waitForSelector("#person .why table");
			const said = await textOf(page, "#person .why");
			expect(said).toContain(quoted);
			expect(said).not.toMatch(/years:|near:|\^/);
			await page.context().close();
		}
	});

	test("has a history: applications with their stages, what interviewers said, notes; and the card says what to doubt", async () => {
		const page = await rig.signedIn();
		await search(page, "narwhal");
		expect(await textOf(page, ".hit .doubts")).toContain("computed from 1 of 2 jobs: one has no dates");
		await page.click(".hit .name");
		await page.click('[data-tab="history"]');
		await page.locator("#person .stages").waitFor();
		const said = await page.locator("#person .record").textContent();
		expect(said).toMatch(/Pipeline Engineer.*Rejected.*Screening.*Onsite.*Somebody else was faster/is);
		expect(said).toMatch(/Strong yes.*Ines.*On site.*Seamanship: Yes.*Steers calmly.*Wants to move to Lyon.*Tom/is);
		// A stage that is called as the outcome is not said twice.
		expect((await textOf(page, "#person .timeline-head")).match(/Rejected/g)).toHaveLength(1);
		expect(said).toContain("<img src=x onerror=");
		expect(await page.evaluate("window.pwned === undefined && document.querySelector('#person img') === null")).toBe(
			true,
		);
		await page.context().close();
	});

	test("shows a Word file as text, with what matched marked where it stands in it", async () => {
		const page = await rig.signedIn();
		await search(page, "axolotl");
		await page.click(".hit .name");
		await page.click('[data-tab="resume"]');
		const marks = page.locator(".text-sheet mark");
		await marks.first().waitFor();
		expect((await marks.allTextContents()).map((text) => text.toLowerCase())).toEqual(["axolotl", "axolotl"]);
		await page.getByRole("button", { name: "Next place" }).click();
		expect(await page.locator(".text-sheet mark.at").count()).toBe(1);
		expect(await textOf(page, ".text-sheet")).toContain("<img src=x onerror");
		expect(await page.locator(".text-sheet img").count()).toBe(0);
		await search(page, "quokka");
		await page.click(".hit .name");
		await page.waitForSelector(".pdf-mark");
		await page.getByRole("button", { name: "As text" }).click();
		await page
			.locator(".text-sheet mark", { hasText: /quokka/i })
			.first()
			.waitFor();
		await page.context().close();
	});

	test("who is not in the list is told why", async () => {
		const page = await rig.signedIn();
		await page.goto(`${rig.url}/#/recruiter/search?q=title%3Anurse+AND+skill%3Acobol&person=c:cand-1`);
		await settled(page);
		await page.click('[data-tab="why"]');
		await page.waitForSelector("#person .entries li");
		expect(await textOf(page, "#person .why")).toMatch(/nurse|cobol/i);
		await search(page, "java developer");
		await page.keyboard.press("Escape");
		await page.locator("#results").focus();
		await page.keyboard.press("w");
		await page.keyboard.type("nora kn");
		await page.locator("dialog .found-people", { hasText: "Nora Known" }).waitFor();
		await page.keyboard.press("Enter");
		await page.locator("#person h2", { hasText: "Nora Known" }).waitFor();
		await page.locator("#person h2 .badge.ats-only").waitFor();
		expect(await textOf(page, ".person-head p")).toBe("Harbour Pilot · Blue Harbour");
		await page.locator("#person .entries li", { hasText: "java" }).waitFor();
		expect(await page.evaluate("document.activeElement.textContent")).toBe("Why not here");
		await search(page, "java kubernetes");
		await page.locator("#person .entries li", { hasText: "kubernetes" }).waitFor();
		expect(await textOf(page, "#person h2")).toContain("Nora Known");
		await page.locator('.tools [data-act="missing"]').click();
		await page.keyboard.type("nobody at all");
		await page.locator("dialog", { hasText: "Nobody whom you may see" }).waitFor();
		await page.context().close();
		const german = await rig.signedIn({ locale: "de-DE" });
		await german.goto(`${rig.url}/#/recruiter/search?q=java+AND+years%3A%3E40&person=c:cand-1`);
		await german.click('[data-tab="why"]');
		await german.waitForSelector("#person .entries li");
		expect(await textOf(german, "#person .why")).toMatch(/Hat stattdessen: \d+(,\d)? Jahr/);
		await german.context().close();
	});

	test("in a blind search nobody has a name until the record is opened", async () => {
		const page = await rig.signedIn();
		await search(page, "java");
		await page.keyboard.press("Escape");
		await page.click('.tools [aria-pressed="false"]');
		await page.locator(".hit .name", { hasText: "Name not shown" }).first().waitFor();
		await page.locator(".hit:has(.badge.ats-only) .name").first().click();
		expect(await textOf(page, "#person")).toContain("covered");
		await page.click("#person .empty button");
		await page.waitForSelector("#person .record");
		expect(await textOf(page, "#person h2")).not.toContain("not shown");
		await page.click('#person .person-actions a[href*="similar"]');
		await page.locator("h1", { hasText: /^Similar people$/ }).waitFor();
		await page.locator(".hit .name", { hasText: "Name not shown" }).first().waitFor();
		await page.click(".pick >> nth=0");
		await page.locator(".selection-bar .menu button", { hasText: "Short list" }).click();
		await page.fill(".menu-panel input", "Unseen");
		await page.keyboard.press("Enter");
		await page.locator(".toast", { hasText: "Unseen" }).waitFor();
		await page.goto(`${rig.url}/#/recruiter/projects`);
		await page.locator(".rows a", { hasText: "Unseen" }).click();
		await page.locator(".row a", { hasText: "Name not shown" }).waitFor();
		await page.getByRole("button", { name: "Open the record" }).click();
		await page.locator(".row a", { hasText: "Name not shown" }).waitFor({ state: "detached" });
	});
});

describe("with several people", () => {
	test("tags, hides and short lists, and takes each back", async () => {
		const page = await rig.signedIn();
		await search(page, "java");
		await onePersonByKeys(page);
		await page.click(".pick >> nth=0");
		await page
			.locator(".pick input")
			.nth(2)
			.click({ modifiers: ["Shift"] });
		expect(await textOf(page, ".selection-bar strong")).toBe("3 chosen");
		await tagThoseWhoLackIt(page);
		await page.locator(".selection-bar button", { hasText: "Hide" }).click();
		await page.locator(".hit.is-hidden").nth(2).waitFor();
		await page.locator(".selection-bar button", { hasText: "Show again" }).waitFor();
		await page.locator(".toast button", { hasText: "Undo" }).last().click();
		await page.waitForSelector(".hit.is-hidden", { state: "detached" });
		await page.locator(".selection-bar .menu button", { hasText: "Short list" }).click();
		await page.locator(".menu-panel .menu-list button", { hasText: "Java people" }).click();
		await page.locator(".toast", { hasText: "Added to “Java people”: 2" }).waitFor();
		await page.locator(".hit .badge", { hasText: "Java people" }).nth(2).waitFor();
		await page.goto(`${rig.url}/#/recruiter/projects`);
		await page.locator(".rows a", { hasText: "Java people" }).click();
		await page.locator(".row").nth(2).waitFor();
		await page.locator(".row select").first().selectOption("interviewing");
		await page.locator(".toast", { hasText: "Interviewing" }).waitFor();
		await page.getByRole("button", { name: "Take off the list" }).first().click();
		await page.locator(".toast", { hasText: "Taken off" }).getByText("Undo").click();
		await page.locator(".row").nth(2).waitFor();
		await shortListAsAWhole(page);
	});

	test("hidden people are shown again, several at once, and that is taken back", async () => {
		const page = await rig.signedIn();
		await search(page, "python");
		await page.click(".pick >> nth=0");
		await page.click(".pick >> nth=1");
		await page.locator(".selection-bar button", { hasText: "Hide" }).click();
		await page.locator(".toast", { hasText: "Hidden: 2" }).waitFor();
		await page.goto(`${rig.url}/#/recruiter/hidden`);
		await page.locator(".row-pick").nth(1).waitFor();
		await page.locator(".row-pick").first().click();
		await page.locator(".selection-bar button", { hasText: "Everybody" }).click();
		await page.locator(".selection-bar button", { hasText: "Show again" }).click();
		await page.locator(".empty", { hasText: "Nobody is hidden" }).waitFor();
		await page.locator(".toast", { hasText: "Shown again: 2" }).waitFor();
		await page.keyboard.press("u");
		await page.locator(".row-pick").nth(1).waitFor();
		for (let left = 2; left > 0; left--) await page.locator(".row button", { hasText: "Show again" }).first().click();
		await page.locator(".empty").waitFor();
		await page.context().close();
	});

	test("stand on a short list in the order that somebody gave it: by keys, by dragging, by a sort that is kept", async () => {
		const page = await rig.signedIn();
		await search(page, "java");
		for (const place of [0, 1, 2, 3]) await page.click(`.pick >> nth=${place}`);
		await page.locator(".selection-bar .menu button", { hasText: "Short list" }).click();
		await page.fill(".menu-panel input", "Ranked");
		await page.keyboard.press("Enter");
		await page.locator(".toast", { hasText: "Ranked" }).waitFor();
		await page.goto(`${rig.url}/#/recruiter/projects`);
		await page.locator(".rows a", { hasText: "Ranked" }).click();
		await page.locator(".row").nth(3).waitFor();
		await shortListInOrder(page);
		await page.context().close();
	});

	test("what could not be done with one is told by name, and is done with the others", async () => {
		const page = await rig.signedIn();
		await search(page, "java");
		await page.route("**/v1/people/bulk", async (route) => {
			const answer = await route.fetch();
			const body = await answer.json();
			body.results[1].error = { title: "There is no such record.", status: 404, code: "not-found" };
			await route.fulfill({ response: answer, json: { ...body, done: body.done - 1, failed: 1 } });
		});
		await page.click(".pick >> nth=0");
		await page.click(".pick >> nth=1");
		const name = await textOf(page, '.hit[data-rank="2"] .name');
		await page.locator(".selection-bar button", { hasText: "Contacted" }).click();
		await page.waitForSelector("dialog .entries");
		expect(await textOf(page, "dialog")).toContain(name);
		expect(await textOf(page, "dialog")).toContain("It is not there, or not for you to see.");
		expect(await toastOf(page)).toContain("contacted: 1");
	});

	test("compares two, with the reasons why one stands above the other", async () => {
		const page = await rig.signedIn();
		await search(page, "java kubernetes");
		await page.click(".pick >> nth=0");
		await page.click(".pick >> nth=1");
		await page.keyboard.press("c");
		await page.waitForSelector(".differences tbody tr");
		// Both have all that was asked for: a row for what is missing would be empty.
		expect(await page.locator(".compare th", { hasText: "Not found" }).count()).toBe(0);
		const points = await page.locator(".differences tbody .points").allTextContents();
		const sum = points.map((text) => Number(text.replace("−", "-"))).reduce((a, b) => a + b, 0);
		const told = Number.parseFloat(await textOf(page, ".differences tfoot .points"));
		expect(Math.abs(sum - told)).toBeLessThan(0.005 * (points.length + 1));
	});
});

describe("what is kept", () => {
	test("a search is saved with an alert, opened again, removed and had back", async () => {
		const page = await rig.signedIn();
		await search(page, "kubernetes");
		await page.locator(".tools button", { hasText: "Save search" }).click();
		await page.fill("#save-search input", "Ships");
		await page.selectOption("#save-search select", "day");
		await page.keyboard.press("Enter");
		expect(await toastOf(page)).toContain("Search saved");
		await Promise.all([page.waitForResponse(/\/new$/), page.goto(`${rig.url}/#/recruiter/saved`)]);
		const row = page.locator(".rows li", { hasText: "Ships" });
		expect(await row.textContent()).not.toMatch(/\d new/);
		expect(await row.locator("select").inputValue()).toBe("day");
		await page.route("**/v1/saved-searches/*", (route) =>
			route.fulfill({ status: 422, json: { title: "No.", status: 422, code: "invalid-field" } }),
		);
		await row.locator("select").selectOption("week");
		await page.locator(".toast.error").waitFor();
		expect(await page.locator(".toast.done").count()).toBe(0);
		expect(await row.locator("select").inputValue()).toBe("day");
		await page.unroute("**/v1/saved-searches/*");
		rig.complaints.splice(0);
		await row.locator("button.icon").click();
		await row.waitFor({ state: "detached" });
		await page.locator(".toast button", { hasText: "Undo" }).last().click();
		await row.locator("a").click();
		await settled(page);
		expect(await page.inputValue("#query")).toBe("kubernetes");
	});

	test("people for a pasted ad: what it asks for is shown, and a part that is taken away is asked no more", async () => {
		const page = await rig.signedIn();
		await page.goto(`${rig.url}/#/recruiter/jobs`);
		await page.fill(
			"#ad",
			"We look for a Software Developer. You must know Java and Kubernetes. PostgreSQL is a plus.",
		);
		await Promise.all([
			page.waitForResponse(/for-job$/),
			page.locator(".page button", { hasText: "Find people" }).click(),
		]);
		await page.waitForSelector(".requirements .chip");
		const before = await page.locator(".requirements .chip").count();
		await page.locator(".requirements .chip").last().click();
		await Promise.all([
			page.waitForResponse(/for-job$/),
			page.locator(".menu-panel button", { hasText: "Remove" }).click(),
		]);
		await settled(page);
		expect(await page.locator(".requirements .chip").count()).toBe(before - 1);
		expect(page.url()).not.toContain("PostgreSQL");
		await page.goto(`${rig.url}/#/recruiter/jobs`);
		await page.fill("#ad", "Lorem ipsum dolor sit amet.");
		await page.locator(".page button", { hasText: "Find people" }).click();
		await page.locator(".lint", { hasText: "Nothing of this text was understood" }).waitFor();
		await page.goto(`${rig.url}/#/recruiter/jobs`);
		await page.getByLabel("Filter by title").fill("pipe");
		await Promise.all([
			page.waitForResponse(/for-job$/),
			page.getByRole("link", { name: "Pipeline Engineer" }).click(),
		]);
		await page.locator("h1", { hasText: "Pipeline Engineer" }).waitFor();
		await page.locator(".requirements .chip", { hasText: /python/i }).waitFor();
		await page.locator(".hit").first().waitFor();
	});

	test("people like one who is open", async () => {
		const page = await rig.signedIn();
		await search(page, "java");
		await page.click(".hit .name");
		await Promise.all([page.waitForResponse(/similar$/), page.locator("#person .person-actions a").click()]);
		await page.waitForSelector(".hit");
		expect(await textOf(page, "h1")).toMatch(/People like \S/);
		await page.goto(`${rig.url}/#/recruiter/similar`);
		await page
			.locator(".empty", { hasText: "Nobody is chosen" })
			.getByRole("link", { name: "To the search" })
			.waitFor();
		expect(await textOf(page, "h1")).toBe("Similar people");
	});
});
