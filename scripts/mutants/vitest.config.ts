import { defineConfig } from "vitest/config";

/** Of the tests of one module, which `npm run mutants` names: Stryker's own option for that leaves mutants of constants switched off. */
export default defineConfig({
	test: {
		include: (process.env.MUTANTS_TESTS ?? "").split(","),
		reporters: [],
		pool: "forks",
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
});
