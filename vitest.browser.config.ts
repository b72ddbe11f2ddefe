import { defineConfig } from "vitest/config";
import "./test/compile-cache.ts";

/** The page in a real browser: wants Chromium at /usr/bin/chromium, or where CHROMIUM says. Not part of `npm test`. */
export default defineConfig({
	test: {
		include: ["test/browser/**/*.test.ts"],
		globalSetup: "./test/build-page.ts",
		maxWorkers: 1,
		testTimeout: 60_000,
		hookTimeout: 120_000,
		// On a machine that is busy; whatever is looked for comes by itself.
		expect: { poll: { timeout: 10_000 } },
	},
});
