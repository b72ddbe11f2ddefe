#!/usr/bin/env node
/** The command line. Refuses old Node versions before anything native is loaded: the SQLite module crashes there. */
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
	process.stderr.write(
		`tributary needs Node.js 24; this is ${process.versions.node}. In a checkout use: npm run -s tributary -- ...\n`,
	);
	process.exit(2);
}
// Whoever reads the output may stop before its end, as `| head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code === "EPIPE") process.exit(0);
	throw error;
});
const { runCommandLine } = await import("./cli/program.ts");
process.exitCode = await runCommandLine(process.argv);

export {};
