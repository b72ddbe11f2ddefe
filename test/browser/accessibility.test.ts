import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
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

/** Whoever opens all views of a persona. */
const PERSONAS = {
	recruiter: ["recruiter"],
	ranking: ["ranking-engineer"],
	admin: ["tenant-admin", "auditor", "data-steward"],
} as const;
type Persona = keyof typeof PERSONAS;

/** Opened by the tours: their addresses hold what these make first. */
const IN_TOURS = ["projects/:id", "runs/:id"];
/** What stands in the address of a view that is nothing without it. */
const ASKED: Readonly<Record<string, string>> = { similar: "to=cand-1", search: "q=java", weights: "q=java" };

const viewsOf = (persona: Persona): string[] => {
	const source = readFileSync(path.resolve(`src/web/${persona}/index.ts`), "utf8");
	return Array.from(source.matchAll(/(?:\bpath: |\bview\()"([^"]+)"/g), ([, view = ""]) => view);
};

test.each(Object.keys(PERSONAS) as Persona[])(
	"every view of %s: axe finds nothing, light or dark; on a phone nothing hangs over the edge",
	{
		timeout: 120_000,
	},
	async (persona) => {
		const invited = { name: "Eve", email: `eve@${persona}.example`, roles: [...PERSONAS[persona]] };
		const account = await rig.platform.tenancy.accounts.invite(parseTenantId("demo"), invited);
		const page = await rig.signedInAs(account.id, { reducedMotion: "reduce", locale: "de-DE" });
		const views = viewsOf(persona).filter((view) => !IN_TOURS.includes(view));
		expect(views.length).toBeGreaterThan(4);
		const found: string[] = [];
		for (const view of views) {
			await page.goto(`${rig.url}/#/${persona}/${view}?${ASKED[view] ?? ""}`);
			await page.locator("#main h1").first().waitFor({ state: "attached" });
			await page.locator('#main [aria-busy="true"], #main .skeleton').first().waitFor({ state: "detached" });
			found.push(...(await violationsOn(page)).map((text) => `${view}: ${text}`));
			await page.setViewportSize({ width: 360, height: 740 });
			const width = await page.evaluate("document.documentElement.scrollWidth");
			if (Number(width) > 360) found.push(`${view} is ${width} wide`);
			await page.setViewportSize({ width: 1280, height: 900 });
		}
		expect(found).toEqual([]);
		await page.context().close();
	},
);

test("at 400% zoom nothing has to be scrolled sideways", async () => {
	// 1280 wide at 400% is 320 wide (WCAG 1.4.10).
	const page = await open({ viewport: { width: 320, height: 256 } });
	for (const act of [VIEWS["a list"], VIEWS["a person"], VIEWS["two compared"]]) {
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
