import { defineConfig } from "vitest/config";
import "./test/compile-cache.ts";

/** Run by scripts/elastic/test.ts, which brings up the cluster and says where it is. */
export default defineConfig({
	test: {
		include: ["test/contract/**/*.test.ts", "test/elastic/**/*.test.ts"],
		pool: "forks",
		// One cluster for all: more at once would only wait for each other.
		maxWorkers: 2,
		testTimeout: 120_000,
		hookTimeout: 120_000,
	},
});
