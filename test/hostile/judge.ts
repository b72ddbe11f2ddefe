/** What a hostile run may not show. Pure, so that the run's own eyes can be tested. */

export interface Outcome {
	readonly number: number;
	readonly kind: string;
	/** `parsed`, a code of the one table of failures, or what else came. */
	readonly outcome: string;
	/** Milliseconds from upload to answer. */
	readonly time: number;
	/** All text that came out about this file. */
	readonly output: string;
}

export interface Run {
	readonly outcomes: readonly Outcome[];
	/** Milliseconds of each health check that was answered; null for one that was not. */
	readonly health: readonly (number | null)[];
	/** Connections and packets that reached the listener. */
	readonly connections: number;
	/** Texts that stand in files of this machine. */
	readonly secrets: readonly string[];
	/** Processes and files left behind when all was closed. */
	readonly leftBehind: readonly string[];
}

export const MOST_TIME = 10_000;
export const MOST_HEALTH = 1000;

/** Ways for a file to end: parsed, or refused with a reason of the one table that names the file. */
const ENDINGS: ReadonlySet<string> = new Set([
	"parsed",
	"file-empty",
	"file-too-large",
	"file-type-unsupported",
	"file-encrypted",
	"file-corrupt",
	"file-too-complex",
	"no-text-layer",
	"not-a-resume",
]);

/** Every fault of a run, in words with the number of the file. */
export function faultsOf(run: Run): string[] {
	const of = (entry: Outcome): string => `file ${entry.number} (${entry.kind})`;
	const faults = run.outcomes.flatMap((entry) => [
		...(ENDINGS.has(entry.outcome) ? [] : [`${of(entry)} ended as ${entry.outcome}`]),
		...(entry.time <= MOST_TIME ? [] : [`${of(entry)} took ${Math.round(entry.time)} ms`]),
		...run.secrets
			.filter((secret) => entry.output.includes(secret))
			.map(() => `${of(entry)} brought out a file of this machine`),
	]);
	const late = run.health.filter((time) => time === null || time > MOST_HEALTH).length;
	if (late > 0) faults.push(`${late} of ${run.health.length} health checks were not answered within ${MOST_HEALTH} ms`);
	if (run.health.length === 0) faults.push("health was never asked for");
	if (run.connections > 0) faults.push(`${run.connections} connections were made`);
	return [...faults, ...run.leftBehind.map((thing) => `left behind: ${thing}`)];
}
