/** Settings of Stryker, which checks them; main.ts adds the file that is changed. */
export default {
	testRunner: "vitest",
	// Tests are not chosen by Stryker's testFiles: with it, 10.1 never switches on a mutant of what is worked out once, as constants are.
	vitest: { configFile: "scripts/mutants/vitest.config.ts", related: false, pool: "forks" },
	coverageAnalysis: "perTest",
	concurrency: 1,
	/** Milliseconds. What takes longer counts as noticed: a busy machine must not pass for an endless loop. */
	timeoutMS: 120_000,
	dryRunTimeoutMinutes: 20,
	plugins: ["@stryker-mutator/vitest-runner", `${import.meta.dirname}/texts.ts`],
	ignorers: ["texts"],
	ignorePatterns: ["corpora/generated", "dist/src", "dist/corpora", "dist/ranking"],
	// Types are stripped, not checked: no file needs to be marked.
	disableTypeChecks: false,
	tempDirName: ".mutants",
	cleanTempDir: "always",
	// It would be rewritten by a TypeScript that has an API, which ours has not.
	tsconfigFile: "none",
	allowConsoleColors: false,
	logLevel: "error",
	warnings: false,
	reporters: ["json"],
	jsonReporter: { fileName: ".mutants/report.json" },
};
