import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";

/** axe-core, which says itself that it runs anything only as `new Function`: the policy of the page refuses that, and nothing of it is used here. */
const AXE = readFileSync(path.resolve("node_modules", "axe-core", "axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe finds wrong on a page as it is, light and dark, by WCAG 2.2 AA and what is good practice besides: rule, and the first places. Of a page
 * on which nothing moves: axe would measure colours on their way.
 */
export async function violationsOn(page: Page): Promise<string[]> {
	const session = await page.context().newCDPSession(page);
	await page.emulateMedia({ reducedMotion: "reduce" });
	await session.send("Runtime.evaluate", { expression: AXE });
	const found: string[] = [];
	const before = await page.evaluate("document.documentElement.dataset.theme");
	for (const theme of ["light", "dark"]) {
		await page.evaluate(`document.documentElement.dataset.theme = "${theme}"`);
		const expression = `axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ["violations"] }).then(({ violations }) =>
			JSON.stringify(violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, failureSummary }) => id + ": " + html.slice(0, 160) + " " + failureSummary))))`;
		const { result } = await session.send("Runtime.evaluate", { expression, awaitPromise: true });
		found.push(...(JSON.parse(String(result.value)) as string[]).map((text) => `${theme} ${text}`));
	}
	await page.evaluate(`document.documentElement.dataset.theme = "${before}"`);
	await session.detach();
	return found;
}
