import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { search, textOf } from "./acts.ts";

/** Tours of a short list that is open; `desk.test.ts` makes the lists. */

/** What is done with several of a list that has three people, and with the list; each taken back. */
export async function shortListAsAWhole(page: Page): Promise<void> {
	const statuses = () => page.locator(".row select").evaluateAll((all) => all.map((one) => one.value));
	const before = await statuses();
	await page.click(".row-pick >> nth=0");
	await page
		.locator(".row-pick input")
		.nth(1)
		.click({ modifiers: ["Shift"] });
	expect(await textOf(page, ".selection-bar strong")).toBe("2 chosen");
	await page.locator(".selection-bar select").selectOption("offered");
	await page.locator(".toast", { hasText: "Status “Offered”: 2" }).waitFor();
	expect(await statuses()).toEqual(["offered", "offered", before[2]]);
	await page.keyboard.press("u");
	await expect.poll(statuses).toEqual(before);
	const names = () => page.locator(".row .row-main a").allTextContents();
	await expect.poll(async () => (await names()).every((name) => !name.includes("…"))).toBe(true);
	const order = await names();
	await page.locator(".selection-bar").getByRole("button", { name: "Take off the list" }).click();
	await page.locator(".row").nth(2).waitFor({ state: "detached" });
	await page.keyboard.press("u");
	await expect.poll(names).toEqual(order);
	await page.getByRole("button", { name: "Export", exact: true }).click();
	await page.locator(".menu-panel").getByText("With e-mail and phone").click();
	const [file] = await Promise.all([
		page.waitForEvent("download"),
		page.locator(".menu-panel").getByRole("button", { name: "CSV" }).click(),
	]);
	const csv = readFileSync(await file.path(), "utf8");
	expect(csv.trimEnd().split("\r\n")).toHaveLength(4);
	expect(csv).toMatch(/^place,.*status,note,addedAt,email,phone\r\n/);
	await page.getByRole("button", { name: "Rename" }).click();
	await page.fill("#edit-list input", "Best Java people");
	await page.keyboard.press("Enter");
	await page.locator("h1", { hasText: "Best Java people" }).waitFor();
	await page.getByRole("button", { name: "Remove the list" }).click();
	await page.locator("h1", { hasText: "Short lists" }).waitFor();
	await page.locator(".rows a", { hasText: "Best Java people" }).waitFor({ state: "detached" });
	await page.locator(".toast", { hasText: "removed" }).getByText("Undo").focus();
	await page.keyboard.press("Enter");
	await page.locator("h1", { hasText: "Best Java people" }).waitFor();
	// The button that had the focus went with its message.
	expect(await page.evaluate("document.activeElement.id")).toBe("main");
	await expect.poll(names).toEqual(order);
	expect(await statuses()).toEqual(before);
}

/** Four people are put in order: by the arrow keys, by dragging, by a sort that is kept. */
export async function shortListInOrder(page: Page): Promise<void> {
	const names = () => page.locator(".row .row-main a").allTextContents();
	await expect.poll(async () => (await names()).every((name) => !name.includes("…"))).toBe(true);
	const [a, b, c, d] = await names();
	await page.locator(".mover-handle").first().focus();
	await page.keyboard.press("ArrowDown");
	await expect.poll(names).toEqual([b, a, c, d]);
	// The focus follows a frame after the row is drawn at its place.
	const focused = () => page.evaluate("document.activeElement.closest('[data-place]')?.dataset.place");
	await expect.poll(focused).toBe("1");
	const handle = await page.locator(".mover-handle").nth(3).boundingBox();
	const first = await page.locator(".row").first().boundingBox();
	if (handle === null || first === null) throw new Error("no rows");
	await page.mouse.move(handle.x + 8, handle.y + 8);
	await page.mouse.down();
	await page.mouse.move(handle.x + 8, first.y + 20, { steps: 5 });
	await page.mouse.up();
	await expect.poll(names).toEqual([d, b, a, c]);
	await page.reload();
	await page.locator(".row").nth(3).waitFor();
	await expect.poll(names).toEqual([d, b, a, c]);
	await page.locator(".row select").last().selectOption("replied");
	// Of two that are told at once only the later answer stays to be read.
	await page.locator(".toast", { hasText: "Replied" }).waitFor();
	await page.locator(".row select").nth(1).selectOption("interviewing");
	await page.locator(".toast", { hasText: "Interviewing" }).waitFor();
	await page.getByLabel("Order").selectOption("status");
	await page.getByRole("button", { name: "Keep this order" }).click();
	await page.locator(".toast", { hasText: "order is kept" }).waitFor();
	await page.reload();
	await page.locator(".row").nth(3).waitFor();
	await expect.poll(names).toEqual([d, a, c, b]);
}

/** The first of a list is tagged, contacted, hidden and short listed by keys alone, and has the tag and the place on the list at the end. */
export async function onePersonByKeys(page: Page): Promise<void> {
	const first = page.locator('.hit[data-rank="1"]');
	const badge = (text: string) => first.locator(".badge", { hasText: text });
	await page.locator("#query").focus();
	await page.keyboard.press("ArrowDown");
	for (const [key, word] of [
		["t", "gold"],
		["l", "Java people"],
	] as const) {
		await page.keyboard.press(key);
		await page.locator("dialog input").waitFor();
		await page.keyboard.type(word);
		await page.keyboard.press("Enter");
		await badge(word).waitFor();
		await page.locator("dialog").waitFor({ state: "detached" });
	}
	// Slower than what is done next, and done before it all the same.
	await page.route(
		"**/v1/people/bulk",
		async (route) => {
			await new Promise((resolve) => setTimeout(resolve, 1500));
			await route.continue();
		},
		{ times: 1 },
	);
	await page.keyboard.press("e");
	await badge("Contacted").waitFor();
	await page.keyboard.press("h");
	await badge("Hidden").waitFor();
	await page.keyboard.press("h");
	await badge("Hidden").waitFor({ state: "detached" });
	await page.keyboard.press("Enter");
	const contacted = page.locator("#person").getByRole("button", { name: "Contacted", pressed: true });
	await contacted.focus();
	await page.keyboard.press("Enter");
	await badge("Contacted").waitFor({ state: "detached" });
	await page.locator(".toast", { hasText: "No longer marked as contacted: 1" }).waitFor();
	await page.getByRole("button", { name: "Take the tag gold away" }).focus();
	await page.keyboard.press("Enter");
	await badge("#gold").waitFor({ state: "detached" });
	await page.locator(".toast", { hasText: "Tag “gold” taken away: 1" }).waitFor();
	await page.keyboard.press("u");
	await badge("#gold").waitFor();
	await page.keyboard.press("Escape");
	await page.keyboard.press("Escape");
	await page.locator("#person").waitFor({ state: "detached" });
}

/** Three who are chosen are tagged, one of whom has the tag. */
export async function tagThoseWhoLackIt(page: Page): Promise<void> {
	await page.locator(".selection-bar .menu button", { hasText: "Tag" }).click();
	await page.fill(".menu-panel input", "gold");
	await page.keyboard.press("Enter");
	// One of them has it, and keeps it when that is taken back.
	await page.locator(".toast", { hasText: "Tagged “gold”: 2" }).waitFor();
	const gold = page.locator(".hit .badge", { hasText: "#gold" });
	expect(await gold.count()).toBe(3);
	await page.keyboard.press("u");
	await expect.poll(() => gold.count()).toBe(1);
	await search(page, "java tag:gold");
	await expect.poll(() => page.locator(".hit").count()).toBe(1);
	await search(page, "java");
	for (const place of [0, 1, 2]) await page.click(`.pick >> nth=${place}`);
}
