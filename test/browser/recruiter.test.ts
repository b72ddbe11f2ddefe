import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { clickAndWait, search, settled, textOf } from "./acts.ts";
import { type BrowserRig, openBrowserRig } from "./rig.ts";

let rig: BrowserRig;
beforeAll(async () => {
	rig = await openBrowserRig();
});
afterAll(() => rig.close());
afterEach(() => {
	expect(rig.complaints.splice(0)).toEqual([]);
});

const signedIn = (options?: Parameters<BrowserRig["open"]>[1]) => rig.signedIn(options);

describe("a search", () => {
	test("shows people with origin, role and matches, and the total; back and forward lead through the searches", async () => {
		const page = await signedIn();
		await search(page, "java developer");
		expect(await textOf(page, "#total")).toMatch(/^\d+ people/);
		expect(await page.locator(".hit").count()).toBeGreaterThan(10);
		expect(await textOf(page, ".hit .badge")).toMatch(/ATS|Network/);
		expect(await textOf(page, ".hit mark")).toMatch(/java|developer/i);
		const first = await textOf(page, ".hit h3");
		await search(page, "nurse");
		expect(await textOf(page, ".hit h3")).not.toBe(first);
		await page.goBack();
		await settled(page);
		await page.locator(".hit h3", { hasText: first }).first().waitFor();
		expect(await page.inputValue("#query")).toBe("java developer");
	});

	test("gives for each place reasons that add up to the score", async () => {
		const page = await signedIn();
		await search(page, "java developer kubernetes");
		const score = Number.parseFloat(await textOf(page, ".hit .score"));
		await page.click(".hit .name");
		await page.getByRole("tab", { name: "Why here" }).click();
		await page.waitForSelector(".why tbody .points");
		const points = await page.locator(".why tbody .points").allTextContents();
		const shown = points.map((text) => Number(text.replace("−", "-")));
		expect(shown.length).toBeGreaterThan(2);
		// Each addend is rounded to a hundredth.
		expect(Math.abs(shown.reduce((sum, value) => sum + value, 0) - score)).toBeLessThan(0.005 * (shown.length + 1));
		expect(Number(await textOf(page, ".why tfoot .points"))).toBe(score);
	});

	test("is narrowed by a facet to as many people as it counts, and widened again", async () => {
		const page = await signedIn();
		await search(page, "java");
		const before = await textOf(page, "#total");
		// However long a label is, its count is in sight.
		const room = `(() => { const column = document.querySelector(".bench-facets"); column.querySelector(".label").textContent = "x".repeat(99); return column.scrollWidth - column.clientWidth; })()`;
		expect(await page.evaluate(room)).toBe(0);
		const place = '[data-facet="location"] .facet-value';
		const count = await textOf(page, `${place} .count`);
		const label = await textOf(page, `${place} .label`);
		await clickAndWait(page, place);
		expect(await textOf(page, "#total")).toMatch(new RegExp(`^${count} people`));
		expect(await textOf(page, "#chips button")).toBe(label);
		await clickAndWait(page, "#chips button");
		expect(await textOf(page, "#total")).toBe(before);
		const years = '[data-facet="years"] .facet-value';
		const inBar = await textOf(page, `${years} .count`);
		await clickAndWait(page, years);
		expect(await textOf(page, "#total")).toMatch(new RegExp(`^${inBar} (people|person)`));
	});

	test("counts two values of one facet as any of them", async () => {
		const page = await signedIn();
		await search(page, "java");
		const counts = page.locator('[data-facet="source"] .count');
		await page.click('[data-facet="source"] summary');
		const [one = 0, two = 0] = (await counts.allTextContents()).map(Number);
		await clickAndWait(page, '[data-facet="source"] li:nth-child(1) .facet-value');
		await clickAndWait(page, '[data-facet="source"] li:nth-child(2) .facet-value');
		expect(Number.parseInt(await textOf(page, "#total"), 10)).toBe(one + two);
	});

	test("that is not well formed says what was understood and where", async () => {
		const page = await signedIn();
		await search(page, 'title:(nurse AND "intensive');
		expect(await page.locator(".lint li").count()).toBeGreaterThan(0);
		expect(await textOf(page, "#understood")).toContain("Title+ nurse");
	});

	test("tells while it is typed what is wrong, and offers what completes the word", async () => {
		const page = await signedIn();
		await page.locator("#query").pressSequentially("kuber");
		await page.waitForSelector('[role="option"]');
		await page.keyboard.press("ArrowDown");
		const chosen = await page.getAttribute("#query", "aria-activedescendant");
		expect(await page.locator(`[id="${chosen}"]`).getAttribute("aria-selected")).toBe("true");
		await page.keyboard.press("Enter");
		expect((await page.inputValue("#query")).toLowerCase()).toContain("kubernetes");
		await page.locator("#query").pressSequentially("years:many kuber");
		await page.waitForSelector('[role="option"]');
		const remark = await page.locator(".lint .error, .lint .ignored").first().boundingBox();
		const [x, y] = [(remark?.x ?? 0) + 9, (remark?.y ?? 0) + 9];
		expect(await page.evaluate(`document.elementFromPoint(${x}, ${y}).closest(".lint") !== null`)).toBe(true);
	});

	test("that finds nobody, or cannot be done, says so and can be repeated", async () => {
		const page = await signedIn();
		await search(page, "skill:xyzzyplugh");
		expect(await textOf(page, ".empty h2")).toBe("Nobody found");
		await search(page, "+xyzzyplugh near:Berlin~20km");
		await clickAndWait(page, '.empty button:has-text("Within 100 km of Berlin")');
		expect(await page.inputValue("#query")).toContain("near:Berlin~100km");
		await clickAndWait(page, '.empty button:has-text("Wherever they live")');
		expect(await page.locator("#understood .chip.off").textContent()).toContain("Berlin");
		await page.route("**/v1/search", (route) => route.abort());
		await page.fill("#query", "java");
		await page.keyboard.press("Enter");
		await page.waitForSelector(".failure");
		expect(await textOf(page, ".failure")).toContain("cannot be reached");
		await page.unroute("**/v1/search");
		await clickAndWait(page, ".failure button");
		await page.waitForSelector(".hit");
		rig.complaints.splice(0);
	});

	test("works by keyboard alone", async () => {
		const page = await signedIn();
		await search(page, "java");
		await page.keyboard.press("Escape");
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("ArrowDown");
		expect(await page.evaluate("document.activeElement.dataset.rank")).toBe("2");
		await page.keyboard.press("Enter");
		await page.waitForSelector(".bench-person [role=tab]");
		expect(await page.evaluate("document.querySelector('.hit.open').dataset.rank")).toBe("2");
		await page.keyboard.press("j");
		await page.locator('.hit.open[data-rank="3"]').waitFor();
		await page.keyboard.press("Enter");
		expect(await page.evaluate("document.activeElement.role")).toBe("tab");
		await page.keyboard.press("Escape");
		await page.waitForSelector(".bench-person", { state: "detached" });
		expect(await page.evaluate("document.activeElement.dataset.rank")).toBe("3");
		await page.keyboard.press("s");
		await expect.poll(() => page.evaluate("document.activeElement.name")).toBe("name");
		await page.keyboard.press("Escape");
		await page.waitForSelector("dialog", { state: "detached" });
		await page.keyboard.press("?");
		for (const told of [
			"Next person",
			"once more: into the record",
			"From the search box into the list",
			"Hide, or show",
		])
			expect(await textOf(page, "dialog")).toContain(told);
		const groups = await page.locator("dialog h3").allTextContents();
		expect(new Set(groups).size).toBe(groups.length);
		await page.keyboard.press("Escape");
		await page.waitForSelector("dialog", { state: "detached" });
		await page.keyboard.press("/");
		await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("query");
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

describe("a part of what was understood", () => {
	test("is weighed, switched off and changed", async () => {
		const page = await rig.signedIn();
		await search(page, "java developer kubernetes");
		const chip = page.locator("#understood .chip", { hasText: "kubernetes" });
		await chip.click();
		await Promise.all([
			page.waitForResponse(/\/v1\/search$/),
			page.locator(".menu-panel select").last().selectOption("3"),
		]);
		await settled(page);
		expect(await page.inputValue("#query")).toBe("java developer kubernetes^3");
		expect(await page.evaluate("document.activeElement.closest('#understood .menu-panel') !== null")).toBe(true);
		await page.locator("#understood .chip", { hasText: "java" }).first().click();
		await Promise.all([page.waitForResponse(/\/v1\/search$/), page.locator(".menu-panel .check").click()]);
		await settled(page);
		expect(await page.locator("#understood .chip.off").count()).toBe(1);
		await page.locator("#understood .widened").click();
		await Promise.all([page.waitForResponse(/\/v1\/search$/), page.locator(".menu-panel .way input").first().click()]);
		await settled(page);
		expect(await textOf(page, "#understood .widened")).toContain("1 off");
	});

	test("is changed in a sentence, whose other parts stay what they were; what was removed comes back by a key", async () => {
		const page = await rig.signedIn();
		await search(page, "senior java developer in Berlin with 2+ years");
		const chips = () => page.locator("#understood .chip").allTextContents();
		const others = ["Level★ senior", "Title★ java developer"];
		expect(await chips()).toEqual([...others, "Place★ in Berlin", "Years★ with 2+ years"]);
		const open = (name: string) => page.locator("#understood .chip", { hasText: name }).click();
		await open("2+ years");
		const role = page.locator(".menu-panel select").first();
		await Promise.all([page.waitForResponse(/\/v1\/search$/), role.selectOption("required")]);
		await settled(page);
		expect(await chips()).toEqual([...others, "Place★ Berlin ×0.5", "Years+ at least 2 years of experience ×0.5"]);
		const shown = (await page.locator(".hit .reasons").allTextContents()).join(" ");
		expect(shown).toContain("Berlin");
		expect(shown).not.toMatch(/[~^()]|near:|years:/);
		const query = await page.inputValue("#query");
		expect(query).toBe("^senior ^java ^developer ^(location:Berlin OR near:Berlin~20km)^0.5 years:>=2^0.5");
		await page.goBack();
		await settled(page);
		await open("in Berlin");
		await clickAndWait(page, '.menu-panel button:has-text("Remove")');
		expect(await page.inputValue("#query")).toBe("senior java developer with 2+ years");
		await page.locator(".toast", { hasText: "“in Berlin” removed" }).waitFor();
		await Promise.all([page.waitForResponse(/\/v1\/search$/), page.keyboard.press("u")]);
		await settled(page);
		expect(await chips()).toEqual([...others, "Place★ in Berlin", "Years★ with 2+ years"]);
		await page.context().close();
	});
});

test("a place that is asked for is a map: circles of people, the radius, a list of the same; a circle filters", async () => {
	const page = await signedIn();
	await search(page, "near:Berlin~800km");
	await page.locator(".map-radius").waitFor();
	await page.locator(".land").waitFor();
	const berlin = page.getByRole("button", { name: /^Berlin.*people/ });
	await clickAndWait(page, ".bubble");
	expect(await page.locator("#chips").textContent()).toMatch(/Berlin|Zürich|London|Lyon/);
	await page.locator(".bubble.chosen").focus();
	await Promise.all([page.waitForResponse(/\/v1\/search$/), page.keyboard.press("Enter")]);
	await settled(page);
	await expect.poll(() => page.locator(".bubble.chosen").count()).toBe(0);
	expect(await berlin.count()).toBe(1);
	await page.locator(".map-places summary").click();
	const nearest = page.locator(".map-places li").first();
	expect(await nearest.textContent()).toMatch(/^Berlin0 km\d+$/);
	await Promise.all([page.waitForResponse(/\/v1\/search$/), nearest.locator("input").check()]);
	await settled(page);
	expect(await page.locator(".hit").first().textContent()).toContain("Berlin");
	await page.getByRole("button", { name: "Closer" }).click();
	await page.getByRole("button", { name: "Whole map" }).click();
	// It stays closed for the next search, too, until it is opened again.
	await page.locator("#results").focus();
	await page.keyboard.press("m");
	await search(page, "java near:Berlin~50km");
	expect(await page.locator(".map-panel").count()).toBe(0);
	await page.context().close();
});

test("markup in every field of a resume stays text", async () => {
	const page = await signedIn();
	await search(page, "zwiebelfisch");
	await page.click(".hit .name");
	await page.waitForSelector(".bench-person");
	expect(await textOf(page, ".hit h3")).toContain('<img src=x onerror="window.pwned=');
	expect(await page.locator("#results").innerHTML()).not.toMatch(/<script|<img/);
	expect(await page.locator("#person").innerHTML()).not.toMatch(/<script|<img/);
	await page.click('[data-facet="company"] summary');
	await clickAndWait(page, '[data-facet="company"] .facet-value');
	expect(await textOf(page, "#chips")).toContain("<script>");
	expect(await page.evaluate("window.pwned")).toBeUndefined();
});

/** What Lighthouse would look at, as far as it is no matter of time: that stands in `npm run bench -- page`. */
test("the first load: little, compressed, kept, nothing that holds up the first frame, and nothing jumps", async () => {
	const page = await signedIn();
	const answers: Record<string, string>[] = [];
	page.on("response", async (response) => {
		const { pathname } = new URL(response.url());
		if (!pathname.startsWith("/v1/")) answers.push({ pathname, ...(await response.allHeaders()) });
	});
	await page.goto(`${rig.url}/?anew#/recruiter/search?q=java`);
	await page.locator(".hit").first().waitFor();
	const said = (await page.evaluate(`(async () => {
		const jumps = await new Promise((resolve) => {
			const watcher = new PerformanceObserver((list) => resolve(list.getEntries()));
			watcher.observe({ type: "layout-shift", buffered: true });
			setTimeout(() => resolve([]), 300);
		});
		const parts = performance.getEntriesByType("resource").filter(({ name }) => !name.includes("/v1/"));
		return {
			shift: jumps.filter(({ hadRecentInput }) => !hadRecentInput).reduce((sum, { value }) => sum + value, 0),
			blocking: parts.filter(({ renderBlockingStatus }) => renderBlockingStatus === "blocking").map(({ name }) => new URL(name).pathname),
			description: document.querySelector('meta[name="description"]')?.content ?? "",
			viewport: document.querySelector('meta[name="viewport"]')?.content ?? "",
			lang: document.documentElement.lang,
			title: document.title,
			unsized: [...document.images].filter((image) => !image.hasAttribute("width") || !image.hasAttribute("height") || !image.hasAttribute("alt")).length,
			nodes: document.querySelectorAll("*").length,
		};
	})()`)) as Record<string, unknown>;
	expect(said).toMatchObject({ lang: "en", title: "Search · Tributary", unsized: 0 });
	expect(said.description).toMatch(/\w+ \w+/);
	expect(said.viewport).toMatch(/^width=device-width, initial-scale=1$/);
	// The page's worker, where it has taken over by then, is one more entry of the same name.
	expect([...new Set(said.blocking as string[])]).toEqual([expect.stringMatching(/^\/assets\/index-.*\.css$/)]);
	// Lighthouse calls a tenth good, and warns above 1,400 elements.
	expect(said.shift).toBeLessThan(0.1);
	expect(said.nodes).toBeLessThan(1400);
	const parts = answers.filter(({ pathname }) => pathname?.startsWith("/assets/"));
	expect(parts.length).toBeGreaterThan(3);
	for (const part of parts) {
		expect(part["cache-control"]).toContain("immutable");
		expect(part["content-encoding"]).toMatch(/^(br|gzip)$/);
	}
	const bytes = answers.reduce((sum, { "content-length": length }) => sum + Number(length ?? 0), 0);
	expect(bytes).toBeLessThan(200_000);
	const [document] = answers.filter(({ pathname }) => pathname === "/");
	expect(document?.["content-security-policy"]).not.toMatch(/unsafe|https?:|\*/);
	expect(document).toMatchObject({ "cache-control": "no-cache", "x-content-type-options": "nosniff" });
	await page.context().close();
});

test("on a phone the people come first and nothing hangs over the edge", async () => {
	const page = await signedIn({ viewport: { width: 390, height: 800 } });
	await search(page, "java");
	expect(await page.locator(".bench-facets").isVisible()).toBe(false);
	expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
	await page.click(".filters-button");
	expect(await page.locator(".bench-facets").isVisible()).toBe(true);
});
