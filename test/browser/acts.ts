import type { Page } from "playwright-core";

/** What people do on the page, for the tests. */

export async function search(page: Page, query: string): Promise<void> {
	await page.fill("#query", query);
	await Promise.all([page.waitForResponse(/\/v1\/search$/), page.keyboard.press("Enter")]);
	await settled(page);
}

/** The list shows what was asked last. */
export const settled = (page: Page) => page.locator('#results[aria-busy="false"]').waitFor();

export const textOf = async (page: Page, selector: string) =>
	(await page.locator(selector).first().textContent()) ?? "";

export async function clickAndWait(page: Page, selector: string): Promise<void> {
	await Promise.all([page.waitForResponse(/\/v1\/search$/), page.locator(selector).first().click()]);
	await settled(page);
}

/** Makes a client that synchronizes, and opens what is managed of it. The page shows the clients. */
export async function makeClient(page: Page, name: string): Promise<void> {
	await page.getByRole("button", { name: "New client" }).click();
	await page.getByLabel("What it is for").fill(name);
	await page.getByLabel("ats:sync").check();
	await page.getByRole("button", { name: "Make it" }).click();
	await page.getByRole("button", { name: "I have put it away" }).click();
	await page.getByRole("button", { name: `Manage ${name}` }).click();
}
