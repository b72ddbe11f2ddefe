import type { Candidate, ResumeFile } from "../domain/candidate.ts";
import type { ReadLine, ResumeText } from "../domain/resume-text.ts";
import { TributaryError } from "../errors.ts";
import type { Clock } from "../tenancy/clock.ts";
import { createPauses } from "../tenancy/pauses.ts";
import type { Scope } from "../tenancy/scope.ts";
import { readCandidate } from "./candidate-record.ts";
import { createPersonalFilter } from "./drop-personal-data.ts";
import { lettersOf } from "./letters.ts";
import { readOriginal } from "./originals.ts";
import type { PoolAnswer } from "./pool.ts";
import type { IngestDeps } from "./store-resume.ts";

/** Characters of a text that are given: some hundred pages. */
const MOST_TEXT = 300_000;
/** Values whose places are looked for, each of them in all of the text. */
const MOST_VALUES = 2000;

/** What reading a text needs from outside. */
export interface TextDeps {
	/** Reads a file away from this process. Throws the file codes of the error table. */
	readonly readText: (input: Parameters<IngestDeps["pool"]["parse"]>[0]) => Promise<PoolAnswer>;
	readonly clock: Clock;
}

/**
 * The text of a candidate's resume file, read anew from the file that is kept: nothing but the file itself is stored of it. Where the
 * tenant wants no personal data stored, lines of it are left out here, too.
 * @throws TributaryError `not-found` · one of the file codes where the file cannot be read
 */
export function resumeText(scope: Scope, deps: TextDeps, candidateId: string): Promise<ResumeText> {
	return scope.record("resume.read", { candidateId, about: "text" }, async () => {
		const candidate = (await readCandidate(scope.store, candidateId))?.candidate;
		const file = candidate?.file ?? null;
		const bytes = file === null ? null : await readOriginal(scope, file.sha256);
		if (candidate === undefined || file === null || bytes === null) throw new TributaryError("not-found");
		const value = await readAnew(scope, deps, { candidate, file, bytes });
		return { value, result: { outcome: "ok", count: 1 } };
	});
}

interface KeptFile {
	readonly candidate: Candidate;
	readonly file: ResumeFile;
	readonly bytes: Uint8Array;
}

async function readAnew(scope: Scope, { readText, clock }: TextDeps, kept: KeptFile): Promise<ResumeText> {
	const { candidate, file, bytes } = kept;
	const asOf = "meta" in candidate.resume ? candidate.resume.meta.asOf : clock().toISOString().slice(0, 10);
	const read = await readText({ tenant: scope.tenant.id, bytes, fileName: file.fileName, asOf });
	const { format, parser, pageCount } = read.resume.meta;
	const pause = createPauses();
	const laid = await layOut(read.lines, scope.tenant.settings.dropPersonalData, pause);
	return {
		sha256: file.sha256,
		format,
		parser,
		pageCount,
		text: laid.text,
		truncated: laid.truncated,
		lines: laid.lines,
		values: await placesOf(candidate, read, { laid, pause }),
	};
}

type Pause = ReturnType<typeof createPauses>;

interface LaidOut {
	readonly text: string;
	readonly truncated: boolean;
	readonly lines: ResumeText["lines"];
	/** By the number that the parser gave a line, from 1; of one that was left out, what lies between its neighbours. */
	readonly byNumber: readonly { readonly start: number; readonly end: number }[];
}

async function layOut(lines: readonly ReadLine[], dropPersonalData: boolean, pause: Pause): Promise<LaidOut> {
	const isPersonal = dropPersonalData ? createPersonalFilter() : () => false;
	const shown: string[] = [];
	const kept: ResumeText["lines"] = [];
	const byNumber: LaidOut["byNumber"][number][] = [];
	let [end, truncated] = [0, false];
	for (const { text, page, kind, apart } of lines) {
		await pause();
		const start = kept.length === 0 ? 0 : end + 1;
		const written = dropPersonalData ? text.trim() : text;
		if (!truncated && written !== "" && !isPersonal(written)) {
			const given = written.slice(0, Math.max(0, MOST_TEXT - start));
			truncated = given.length < written.length;
			if (given !== "") {
				end = start + given.length;
				shown.push(given);
				kept.push({ start, end, page, kind, apart });
			}
		}
		byNumber.push({ start, end });
	}
	return { text: shown.join("\n"), truncated, lines: kept, byNumber };
}

interface Looking {
	readonly laid: LaidOut;
	readonly pause: Pause;
}

/** Where each text of the resume stands: in the lines that the parser took it from, or else where it stands first. */
async function placesOf(
	{ resume }: Candidate,
	{ resume: fresh }: PoolAnswer,
	{ laid: { text, byNumber }, pause }: Looking,
): Promise<ResumeText["values"]> {
	const letters = await lettersOf(text, pause);
	const places: ResumeText["values"] = {};
	const { meta: _, ...sections } = resume as typeof resume & { readonly meta?: unknown };
	let looked = 0;
	for (const [pointer, value] of textsOf(sections, "")) {
		if (++looked > MOST_VALUES) break;
		if (value.length > MOST_TEXT) continue;
		await pause();
		const [first = 0, last = 0] = fresh.meta.values[pointer]?.lines ?? [];
		const place = letters.find(value, { start: byNumber[first - 1]?.start ?? 0, end: byNumber[last - 1]?.end ?? 0 });
		if (place !== null) places[pointer] = place;
	}
	return places;
}

function* textsOf(value: unknown, pointer: string): Generator<[pointer: string, text: string]> {
	if (typeof value === "string") yield [pointer, value];
	else if (typeof value === "object" && value !== null)
		for (const [name, inner] of Object.entries(value))
			yield* textsOf(inner, `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
}
