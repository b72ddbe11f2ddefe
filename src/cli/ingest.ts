import path from "node:path";
import type { Command } from "commander";
import { parseTenantId } from "../domain/tenant.ts";
import { type Problem, toProblem } from "../errors.ts";
import { type StoredResume, storeResume } from "../ingest/store-resume.ts";
import type { Platform } from "../server.ts";
import type { Scope } from "../tenancy/scope.ts";
import { countLeftAlone, LEFT_ALONE_OPTION, listLeftAlone } from "./left-alone.ts";
import { findResumes, type ResumePath, readResume } from "./resume-files.ts";
import { warnOfWeakSandbox } from "./sandbox-warning.ts";
import { paint, print, remark, startProgress } from "./terminal.ts";
import { examples, ToldFailure } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `ingest`: resumes into a tenant. Every file ends stored and searchable, or kept with the reason why it could not be read. */

export interface IngestResult {
	readonly file: string;
	/** null: the file was not kept. */
	readonly candidateId: string | null;
	readonly failure: Pick<Problem, "code" | "title" | "detail"> | null;
	/** The tenant had this resume already; nothing was changed. */
	readonly duplicate: StoredResume["duplicate"];
}

interface IngestOptions {
	readonly tenant: string;
	readonly json?: boolean;
	readonly verbose?: boolean;
}

export function addIngest(program: Command): void {
	const command = program
		.command("ingest")
		.description("parse resumes and store them for a tenant; a file that was ingested before changes nothing")
		.argument("<path...>", "files or folders")
		.requiredOption("--tenant <id>", "whose candidates these are")
		.option("--json", "print JSON, a line per file")
		.option("--verbose", LEFT_ALONE_OPTION)
		.action((paths: string[], options: IngestOptions, command: Command) => run(command, paths, options));
	examples(command, ["ingest --tenant acme resumes/", "ingest --tenant acme jane.pdf john.docx --json"]);
}

async function run(command: Command, paths: readonly string[], options: IngestOptions): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		const id = parseTenantId(options.tenant);
		const open = () => platform.operatorScope(id, "ingest from the command line");
		await open();
		const { files, leftAlone } = await findResumes(paths);
		if (options.verbose === true) listLeftAlone(leftAlone);
		warnOfWeakSandbox();
		const results = await ingestFiles(platform, open, files);
		const failed = results.filter(({ failure }) => failure !== null);
		if (options.json === true) for (const result of results) print(JSON.stringify(result));
		else for (const result of failed) print(describeFailure(result));
		remark(summary(results) + countLeftAlone(leftAlone.length));
		if (failed.length > 0) throw new ToldFailure();
	});
}

/** What became of the files, in a sentence. */
export function summary(results: readonly IngestResult[]): string {
	const failed = results.filter(({ failure }) => failure !== null);
	const lost = failed.filter(({ candidateId }) => candidateId === null).length;
	const again = results.filter(({ duplicate }) => duplicate !== null).length;
	return [
		`${results.length - failed.length} candidates searchable`,
		...(again === 0 ? [] : [`${again} of them known by the same file or text before`]),
		`${failed.length - lost} files kept but not read`,
		...(lost === 0 ? [] : [`${lost} not kept`]),
	].join(", ");
}

export const describeFailure = ({ file, failure }: IngestResult): string =>
	`${paint("red", "✗")} ${path.basename(file)}: ${failure?.code}: ${failure?.detail ?? failure?.title}`;

/** Files at work at once: the parser pool has fewer processes, so none of them waits for a file to be read from disk. */
const IN_FLIGHT = 6;

/**
 * Stores every file, several at once. One that fails does not stop the others.
 * @param open asked for each: access that ends meanwhile, and a tenant that is disabled, count at once
 */
export async function ingestFiles(
	platform: Platform,
	open: () => Promise<Scope>,
	files: readonly ResumePath[],
): Promise<readonly IngestResult[]> {
	const progress = startProgress("resumes", files.length);
	const results: IngestResult[] = new Array(files.length);
	const queue = files.entries();
	const worker = async () => {
		for (const [index, file] of queue) {
			results[index] = await ingestOne(platform, open, file);
			progress.step();
		}
	};
	await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
	progress.stop();
	return results;
}

async function ingestOne(platform: Platform, open: () => Promise<Scope>, file: ResumePath): Promise<IngestResult> {
	try {
		const bytes = await readResume(file, platform.fileBytes);
		const { candidate, failure, duplicate } = await storeResume(await open(), platform.ingest, {
			bytes,
			fileName: path.basename(file.path),
		});
		return { file: file.path, candidateId: candidate.id, failure, duplicate };
	} catch (error) {
		return { file: file.path, candidateId: null, failure: toProblem(error), duplicate: null };
	}
}
