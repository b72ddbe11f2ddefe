import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { search, settled } from "./acts.ts";
import { type BrowserRig, openBrowserRig } from "./rig.ts";

/** What helps with a query on the page: the controls of its distances, and what completes it. */

let rig: BrowserRig;
beforeAll(async () => {
	rig = await openBrowserRig();
});
afterAll(() => rig.close());
afterEach(() => {
	expect(rig.complaints.splice(0)).toEqual([]);
});

test("a distance is changed by its control", async () => {
	const page = await rig.signedIn();
	await search(page, "java near:berlin~20km");
	await page.waitForSelector(".bubble");
	await Promise.all([page.waitForResponse(/\/v1\/search$/), page.locator(".distance input").fill("100")]);
	await settled(page);
	expect(await page.inputValue("#query")).toContain("near:berlin~100km");
});

test("one control changes a distance around two places, and distances that differ have one each", async () => {
	const page = await rig.signedIn();
	const move = async (place: number, km: string) => {
		const control = page.locator(".distance input").nth(place);
		await Promise.all([page.waitForResponse(/\/v1\/search$/), control.fill(km)]);
		await settled(page);
		return page.inputValue("#query");
	};
	await search(page, "within 30 km of Berlin or London");
	expect(await page.locator(".distance-control").allTextContents()).toEqual(["Within 30 km of Berlin, London"]);
	const both = await move(0, "100");
	expect([both.includes("near:Berlin~100km"), both.includes("near:London~100km")]).toEqual([true, true]);
	await search(page, "near:Berlin~20km OR near:London~50km");
	expect(await page.locator(".distance-control").count()).toBe(2);
	const second = await move(1, "75");
	expect([second.includes("near:Berlin~20km"), second.includes("near:London~75km")]).toEqual([true, true]);
});

test("the stages of one's own people complete a query", async () => {
	const page = await rig.signedIn();
	await page.locator("#query").click();
	await page.keyboard.type("stage:");
	await page.locator(".suggestions [role=option]", { hasText: "Stage" }).first().waitFor();
});
