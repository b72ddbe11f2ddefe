import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const BUILT = path.resolve(import.meta.dirname, "../../dist/web");

/** Bytes of everything that a recruiter's first view fetches, compressed. pdf.js comes later, when a PDF is looked at. */
function firstLoad(): number {
	const page = readFileSync(path.join(BUILT, "index.html"), "utf8");
	const named = [...page.matchAll(/(?:src|href)="\/([^"]+)"/g)].map((match) => match[1] as string);
	const persona = readdirSync(path.join(BUILT, "assets"))
		.filter((name) => /^recruiter-.*\.(js|css)$/.test(name))
		.map((name) => `assets/${name}`);
	const files = new Set(["index.html", ...named, ...persona]);
	return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(path.join(BUILT, file))).length, 0);
}

test("the first load is 200 KB gzip at most", () => {
	expect(firstLoad()).toBeGreaterThan(20_000);
	expect(firstLoad()).toBeLessThanOrEqual(200_000);
});

test("pdf.js is not in it", () => {
	const scripts = readdirSync(path.join(BUILT, "assets")).filter((name) => /^(index|recruiter)-.*\.js$/.test(name));
	for (const name of scripts)
		expect(readFileSync(path.join(BUILT, "assets", name), "utf8")).not.toContain("GlobalWorkerOptions");
});
