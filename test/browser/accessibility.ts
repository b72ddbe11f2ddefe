import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";

/** axe-core, which says itself that it runs anything only as `new Function`: the policy of the page refuses that, and nothing of it is used here. */
const AXE = readFileSync(path.resolve("node_modules", "axe-core", "axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What WCAG 2.2 AA finds wrong on a page as it is, light and dark: rule, and the first places. */
export async function violationsOn(page: Page): Promise<string[]> {
	const session = await page.context().newCDPSession(page);
	await session.send("Runtime.evaluate", { expression: AXE });
	const found: string[] = [];
	for (const theme of ["light", "dark"]) {
		await page.evaluate(`document.documentElement.dataset.theme = "${theme}"`);
		// Colours change in steps that axe would measure.
		await page.waitForTimeout(300);
		const expression = `axe.run(document, { runOnly: ${JSON.stringify(TAGS)} }).then(({ violations }) =>
			JSON.stringify(violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(", "))))`;
		const { result } = await session.send("Runtime.evaluate", { expression, awaitPromise: true });
		found.push(...(JSON.parse(String(result.value)) as string[]).map((text) => `${theme} ${text}`));
	}
	await session.detach();
	return found;
}
