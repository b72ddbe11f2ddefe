import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
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

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page: Page): Promise<string[]> {
	// Not by a script element: the policy of the page would refuse that.
	await page.addScriptTag({ path: AXE }).catch(() => {});
	const found = await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(TAGS)} })`);
	return (
		found as { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }
	).violations.flatMap(({ id, nodes }) =>
		nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
	);
}

const open = (scheme: "light" | "dark", options: object = {}) =>
	rig.signedIn({ colorScheme: scheme, bypassCSP: true, reducedMotion: "reduce", ...options });

const tab = (name: string) => async (page: Page) => {
	await search(page, "quokka");
	await page.click(".hit .name");
	await page.click(`[data-tab="${name}"]`);
	await page.waitForTimeout(name === "resume" ? 1500 : 400);
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
	"a person": tab("profile"),
	"a resume": tab("resume"),
	"a history": tab("history"),
	reasons: tab("why"),
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
	jobs: (page) => page.goto(`${rig.url}/#/recruiter/jobs`).then(() => page.waitForTimeout(500)),
	"saved searches": (page) => page.goto(`${rig.url}/#/recruiter/saved`).then(() => page.waitForTimeout(500)),
	"short lists": (page) => page.goto(`${rig.url}/#/recruiter/projects`).then(() => page.waitForTimeout(500)),
	"hidden people": (page) => page.goto(`${rig.url}/#/recruiter/hidden`).then(() => page.waitForTimeout(500)),
	"the sign-in": async (page) => {
		await page.context().clearCookies();
		await page.goto(`${rig.url}/?sign-in=sign-in-failed`);
		await page.waitForSelector("#signin");
	},
};

describe.each(["light", "dark"] as const)("%s", (scheme) => {
	test.each(Object.keys(VIEWS))("%s: axe finds nothing", async (name) => {
		const page = await open(scheme);
		await VIEWS[name]?.(page);
		expect(await violations(page)).toEqual([]);
		await page.context().close();
	});
});

test("at 400% zoom nothing has to be scrolled sideways", async () => {
	// 1280 wide at 400% is 320 wide (WCAG 1.4.10).
	const page = await open("light", { viewport: { width: 320, height: 256 } });
	for (const act of [VIEWS["a list"], VIEWS["a person"], VIEWS.jobs]) {
		await act?.(page);
		const wide = `[...document.querySelectorAll("#main *, .top")].filter((one) => one.getBoundingClientRect().right > 321).map((one) => one.outerHTML.slice(0, 80))`;
		expect(await page.evaluate(`document.documentElement.scrollWidth > 320 ? ${wide} : []`)).toEqual([]);
		await page.goto(`${rig.url}/#/recruiter/search`);
		await page.reload();
	}
});

test("the focus goes into a dialog and comes back from it, and is always to be seen", async () => {
	const page = await open("light");
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
	const page = await open("light");
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
