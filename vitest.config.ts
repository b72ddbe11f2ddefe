import { defineConfig } from "vitest/config";
import "./test/compile-cache.ts";

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		globalSetup: "./test/build-page.ts",
		exclude: ["test/browser/**", "test/elastic/**"],
		reporters: ["default", "./test/certification-reporter.ts"],
		// Tests start processes and threads of their own; more than two files at once only makes them wait for each other.
		pool: "forks",
		maxWorkers: 2,
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
});
