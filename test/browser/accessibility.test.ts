import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { violationsOn } from "./accessibility.ts";
import { search, settled } from "./acts.ts";
import { type BrowserRig, openBrowserRig } from "./rig.ts";

/** WCAG 2.2 AA as far as axe can tell, in every view, light and dark; and what it cannot tell: zoom, focus, motion. */

let rig: BrowserRig;
beforeAll(async () => {
	rig = await openBrowserRig();
});
afterAll(() => rig.close());
afterEach(() => {
	rig.complaints.splice(0);
});

const open = (options: object = {}) => rig.signedIn({ reducedMotion: "reduce", ...options });

const tab = (name: string, sign: string) => async (page: Page) => {
	await search(page, "quokka");
	await page.click(".hit .name");
	await page.click(`[data-tab="${name}"]`);
	await page.locator(sign).first().waitFor();
};

const opened = async (page: Page, view: string, sign: string) => {
	await page.goto(`${rig.url}/#/recruiter/${view}`);
	await page.locator(sign).first().waitFor();
};

const VIEWS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
	"before a search": async () => {},
	"a list": (page) => search(page, "senior java developer in Berlin with 5+ years, no agencies"),
	suggestions: async (page) => {
		await page.locator("#query").pressSequentially("kuber");
		await page.waitForSelector('[role="option"]');
	},
	"a part of the query": async (page) => {
		await search(page, "java kubernetes");
		await page.click("#understood .chip");
	},
	"what it was widened to": async (page) => {
		await search(page, "java kubernetes");
		await page.click("#understood .widened");
	},
	"nobody found": (page) => search(page, "skill:xyzzyplugh"),
	"a failure": async (page) => {
		await page.route("**/v1/search", (route) =>
			route.fulfill({ status: 500, json: { title: "Broken", code: "internal" } }),
		);
		await page.fill("#query", "java");
		await page.keyboard.press("Enter");
		await page.waitForSelector(".failure");
	},
	"a person": tab("profile", ".timeline"),
	"a resume": tab("resume", ".pdf-mark"),
	"a history": tab("history", "#person .empty"),
	reasons: tab("why", ".why tbody tr"),
	"a Word file": async (page) => {
		await search(page, "axolotl");
		await page.click(".hit .name");
		await page.click('[data-tab="resume"]');
		await page.waitForSelector(".text-sheet mark");
	},
	"a map": async (page) => {
		await search(page, "java near:Berlin~800km");
		await page.waitForSelector(".land");
		await page.click(".map-places summary");
	},
	"a short list": async (page) => {
		await search(page, "java");
		for (const place of [0, 1, 2]) await page.click(`.pick >> nth=${place}`);
		await page.locator(".selection-bar .menu button", { hasText: "Short list" }).click();
		await page.fill(".menu-panel input", "Axe");
		await page.keyboard.press("Enter");
		await page.locator(".toast", { hasText: "Axe" }).waitFor();
		await page.goto(`${rig.url}/#/recruiter/projects`);
		await page.locator(".rows a", { hasText: "Axe" }).first().click();
		await page.locator(".row").nth(2).waitFor();
	},
	"people chosen": async (page) => {
		await search(page, "java");
		await page.click(".pick >> nth=0");
		await page.click(".pick >> nth=1");
	},
	"two compared": async (page) => {
		await search(page, "java");
		await page.click(".pick >> nth=0");
		await page.click(".pick >> nth=1");
		await page.keyboard.press("c");
		await page.waitForSelector(".differences");
	},
	"saving a search": async (page) => {
		await search(page, "java");
		await page.locator(".tools button").first().click();
	},
	"the keys": async (page) => {
		await search(page, "java");
		await page.locator("#results").focus();
		await page.keyboard.press("?");
	},
	"the account": (page) => page.click(".account-button"),
	jobs: (page) => opened(page, "jobs", ".rows a, .page .empty"),
	"saved searches": (page) => opened(page, "saved", ".rows, .page .empty"),
	"short lists": (page) => opened(page, "projects", ".rows, .page .empty"),
	"hidden people": (page) => opened(page, "hidden", ".rows, .page .empty"),
	"the sign-in": async (page) => {
		await page.context().clearCookies();
		await page.goto(`${rig.url}/?sign-in=sign-in-failed`);
		await page.waitForSelector("#signin");
	},
};

test.each(Object.keys(VIEWS))("%s: axe finds nothing, light or dark", async (name) => {
	const page = await open();
	await VIEWS[name]?.(page);
	expect(await violationsOn(page)).toEqual([]);
	await page.context().close();
});

test("at 400% zoom nothing has to be scrolled sideways", async () => {
	// 1280 wide at 400% is 320 wide (WCAG 1.4.10).
	const page = await open({ viewport: { width: 320, height: 256 } });
	for (const act of [VIEWS["a list"], VIEWS["a person"], VIEWS.jobs]) {
		await act?.(page);
		const wide = `[...document.querySelectorAll("#main *, .top")].filter((one) => one.getBoundingClientRect().right > 321).map((one) => one.outerHTML.slice(0, 80))`;
		expect(await page.evaluate(`document.documentElement.scrollWidth > 320 ? ${wide} : []`)).toEqual([]);
		await page.goto(`${rig.url}/#/recruiter/search`);
		await page.reload();
	}
});

test("the focus goes into a dialog and comes back from it, and is always to be seen", async () => {
	const page = await open();
	await search(page, "java");
	const button = page.locator(".tools button").first();
	await button.focus();
	await page.keyboard.press("Enter");
	await page.locator("dialog").waitFor();
	await expect.poll(() => page.evaluate("document.activeElement.closest('dialog') !== null")).toBe(true);
	await page.keyboard.press("Escape");
	await page.waitForSelector("dialog", { state: "detached" });
	await expect.poll(() => page.evaluate("document.activeElement.textContent")).toBe(await button.textContent());
	for (let step = 0; step < 25; step += 1) {
		await page.keyboard.press("Tab");
		const unseen = await page.evaluate(`(() => {
			const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
			const isSeen = document.activeElement === document.body || (outlineStyle !== "none" && outlineWidth !== "0px");
			return isSeen ? null : document.activeElement.outerHTML.slice(0, 120);
		})()`);
		expect(unseen).toBeNull();
	}
});

test("the first link leads past the header, and a list tells how many it has", async () => {
	const page = await open();
	await search(page, "java");
	await page.reload();
	await settled(page);
	await page.keyboard.press("Tab");
	expect(await page.evaluate("document.activeElement.className")).toBe("skip");
	await page.keyboard.press("Enter");
	expect(await page.evaluate("document.activeElement.id")).toBe("main");
	const item = page.locator('[role="listitem"]').first();
	expect(await item.getAttribute("aria-posinset")).toBe("1");
	expect(Number(await item.getAttribute("aria-setsize"))).toBeGreaterThan(10);
});
