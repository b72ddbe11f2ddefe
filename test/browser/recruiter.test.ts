import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
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

const signedIn = (options?: Parameters<BrowserRig["open"]>[1]) => rig.open(`${rig.url}/#token=${rig.token}`, options);

async function search(page: Page, query: string): Promise<void> {
	await page.fill("#query", query);
	await Promise.all([page.waitForResponse(/\/v1\/search$/), page.keyboard.press("Enter")]);
	await page.waitForSelector('#results[aria-busy="false"]');
}

const textOf = async (page: Page, selector: string) => (await page.locator(selector).first().textContent()) ?? "";
const clickAndWait = async (page: Page, selector: string) => {
	await Promise.all([page.waitForResponse(/\/v1\/search$/), page.locator(selector).first().click()]);
	await page.waitForSelector('#results[aria-busy="false"]');
};

describe("sign-in", () => {
	test("with client id and secret; a wrong secret is told and changes nothing", async () => {
		const page = await rig.open(rig.url);
		await page.fill("#client-id", rig.clientId);
		await page.fill("#client-secret", "wrong");
		await page.click("#signin-form button");
		await page.waitForSelector("#signin-error:not([hidden])");
		expect(await textOf(page, "#signin-error")).toContain("Client authentication failed");
		// The browser itself writes the refusal to its console.
		rig.complaints.splice(0);
		await page.fill("#client-secret", rig.clientSecret);
		await page.click("#signin-form button");
		await page.waitForSelector("#app:not([hidden])");
		expect(await textOf(page, "#tenant")).toBe("demo");
		const kept = await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])");
		expect(kept).not.toContain(rig.clientSecret);
	});

	test("with a token in the address, which is gone at once", async () => {
		const page = await signedIn();
		await page.waitForSelector("#app:not([hidden])");
		expect(page.url()).toBe(`${rig.url}/`);
		expect(await page.evaluate("history.length")).toBeLessThanOrEqual(2);
	});

	test("ends when the token is no longer valid, and says so", async () => {
		const page = await rig.open(`${rig.url}/#token=x.y.z&q=java`);
		await page.waitForSelector("#signin-error:not([hidden])");
		expect(await textOf(page, "#signin-error")).toContain("session has ended");
		rig.complaints.splice(0);
	});

	test("out forgets the token and everything on the page", async () => {
		const page = await signedIn();
		await search(page, "java");
		await page.click("#sign-out");
		expect(await page.locator("#signin").isVisible()).toBe(true);
		expect(await page.locator(".hit").count()).toBe(0);
		expect(await page.evaluate("sessionStorage.length")).toBe(0);
	});
});

describe("a search", () => {
	test("shows people with origin, role and matches, the total, and pages", async () => {
		const page = await signedIn();
		await search(page, "java developer");
		expect(await textOf(page, "#total")).toMatch(/^\d+ people/);
		expect(await page.locator(".hit").count()).toBe(10);
		expect(await textOf(page, ".hit h3")).toMatch(/ATS|Network/);
		expect(await textOf(page, ".hit mark")).toMatch(/java|developer/i);
		const first = await textOf(page, ".hit h3");
		await clickAndWait(page, "#paging button:last-child");
		expect(await textOf(page, ".hit .rank")).toBe("11");
		await page.goBack();
		await page.locator(".hit .rank", { hasText: /^1$/ }).waitFor();
		expect(await textOf(page, ".hit h3")).toBe(first);
	});

	test("gives for each place reasons that add up to the score", async () => {
		const page = await signedIn();
		await search(page, "java developer kubernetes");
		await page.click(".hit .toggle");
		const points = await page.locator(".hit:first-child .why tbody .points").allTextContents();
		const shown = points.map((text) => Number(text.replace("−", "-")));
		const score = Number.parseFloat(await textOf(page, ".hit .score"));
		expect(shown.length).toBeGreaterThan(2);
		// Each addend is rounded to a hundredth.
		expect(Math.abs(shown.reduce((sum, value) => sum + value, 0) - score)).toBeLessThan(0.005 * (shown.length + 1));
		expect(Number(await textOf(page, ".why tfoot .points"))).toBe(score);
	});

	test("is narrowed by a facet to as many people as it counts, and widened again", async () => {
		const page = await signedIn();
		await search(page, "java");
		const before = await textOf(page, "#total");
		const country = '[data-facet="country"] button';
		const count = await textOf(page, `${country} .count`);
		const label = await textOf(page, `${country} .label`);
		await clickAndWait(page, country);
		expect(await textOf(page, "#total")).toMatch(new RegExp(`^${count} people`));
		expect(await textOf(page, "#chips button")).toBe(label);
		expect(await page.locator(`${country}[aria-pressed="true"]`).count()).toBe(1);
		await clickAndWait(page, "#chips button");
		expect(await textOf(page, "#total")).toBe(before);
		const years = '[data-facet="years"] button';
		const inBar = await textOf(page, `${years} .count`);
		await clickAndWait(page, years);
		expect(await textOf(page, "#total")).toMatch(new RegExp(`^${inBar} (people|person)`));
	});

	test("that is not well formed says what was understood and where", async () => {
		const page = await signedIn();
		await search(page, 'title:(nurse AND "intensive');
		expect(await page.locator("#lint li").count()).toBeGreaterThan(0);
		expect(await textOf(page, "#understood")).toContain("title:nurse");
	});

	test("that finds nobody, or cannot be done, says so and can be repeated", async () => {
		const page = await signedIn();
		await search(page, "skill:xyzzyplugh");
		expect(await textOf(page, ".empty h2")).toBe("Nobody found");
		await page.route("**/v1/search", (route) => route.abort());
		await page.fill("#query", "java");
		await page.keyboard.press("Enter");
		await page.waitForSelector(".failure");
		expect(await textOf(page, ".failure")).toContain("cannot be reached");
		await page.unroute("**/v1/search");
		await clickAndWait(page, ".failure button");
		expect(await page.locator(".hit").count()).toBe(10);
		rig.complaints.splice(0);
	});

	test("works by keyboard alone", async () => {
		const page = await signedIn();
		await search(page, "java");
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("ArrowDown");
		expect(await page.evaluate("document.activeElement.dataset.rank")).toBe("2");
		await page.keyboard.press("Enter");
		expect(await page.locator(".hit:nth-child(2) .why").isVisible()).toBe(true);
		await page.keyboard.press("/");
		expect(await page.evaluate("document.activeElement.id")).toBe("query");
		await page.keyboard.type("python");
		expect(await page.inputValue("#query")).toBe("python");
	});

	test("asks nobody but this service", async () => {
		const page = await signedIn();
		const foreign: string[] = [];
		page.on("request", (request) => {
			if (!request.url().startsWith(rig.url)) foreign.push(request.url());
		});
		await search(page, "java");
		await page.reload();
		await page.waitForSelector(".hit");
		expect(foreign).toEqual([]);
	});
});

test("markup in every field of a resume stays text", async () => {
	const page = await signedIn();
	await search(page, "zwiebelfisch");
	await page.click(".hit .toggle");
	expect(await textOf(page, ".hit h3")).toContain('<img src=x onerror="window.pwned=');
	expect(await page.locator("#results").innerHTML()).not.toMatch(/<script|<img|<svg/);
	await clickAndWait(page, '[data-facet="company"] button');
	expect(await textOf(page, "#chips")).toContain("<script>");
	expect(await page.evaluate("window.pwned")).toBeUndefined();
});

test("on a phone the people come first and nothing hangs over the edge", async () => {
	const page = await signedIn({ viewport: { width: 390, height: 800 } });
	await search(page, "java");
	const [hit, facets] = [await page.locator(".hit").first().boundingBox(), await page.locator("#facets").boundingBox()];
	expect(hit?.y ?? 0).toBeLessThan(facets?.y ?? 0);
	expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
});

test("light and dark follow the system until somebody chooses, and the choice stays", async () => {
	const page = await signedIn({ colorScheme: "dark" });
	const theme = () => page.evaluate("document.documentElement.dataset.theme");
	expect(await theme()).toBe("dark");
	await page.click("#theme");
	await page.reload();
	expect(await theme()).toBe("light");
});

test("the API document for people opens without a word from the security policy", async () => {
	const page = await rig.open(`${rig.url}/v1/docs/`);
	await page.waitForSelector(".opblock");
	expect(await page.locator(".opblock").count()).toBeGreaterThan(15);
});
