import type { Candidate, ResumeFile } from "../domain/candidate.ts";
import type { ReadLine, ResumeText } from "../domain/resume-text.ts";
import { TributaryError } from "../errors.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import { readCandidate } from "./candidate-record.ts";
import { withoutPersonalText } from "./drop-personal-data.ts";
import { readOriginal } from "./originals.ts";
import type { PoolAnswer } from "./pool.ts";
import type { IngestDeps } from "./store-resume.ts";

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
	const laid = layOut(read.lines, scope.tenant.settings.dropPersonalData);
	return {
		sha256: file.sha256,
		format,
		parser,
		pageCount,
		text: laid.text,
		lines: laid.lines,
		values: placesOf(candidate, read, laid),
	};
}

interface LaidOut {
	readonly text: string;
	readonly lines: ResumeText["lines"];
	/** By the number that the parser gave a line, from 1; null: it was left out. */
	readonly byNumber: readonly (ResumeText["lines"][number] | null)[];
}

function layOut(lines: readonly ReadLine[], dropPersonalData: boolean): LaidOut {
	let text = "";
	const byNumber = lines.map(({ text: written, page, kind, apart }) => {
		const shown = dropPersonalData ? withoutPersonalText(written) : written;
		if (shown === "") return null;
		const start = text === "" ? 0 : text.length + 1;
		text += `${text === "" ? "" : "\n"}${shown}`;
		return { start, end: text.length, page, kind, apart };
	});
	return { text, lines: byNumber.filter((line) => line !== null), byNumber };
}

/** Where each text of the resume stands: in the lines that the parser took it from, or else where it stands first. */
function placesOf(
	{ resume }: Candidate,
	{ resume: fresh }: PoolAnswer,
	{ text, byNumber }: LaidOut,
): ResumeText["values"] {
	const letters = new Letters(text);
	const places: ResumeText["values"] = {};
	const { meta: _, ...sections } = resume as typeof resume & { readonly meta?: unknown };
	for (const [pointer, value] of textsOf(sections, "")) {
		const [first, last] = fresh.meta.values[pointer]?.lines ?? [];
		const known = byNumber.slice((first ?? 1) - 1, last ?? 0).filter((line) => line !== null);
		const within = { from: known[0]?.start ?? 0, to: known.at(-1)?.end ?? 0 };
		const place = (known.length > 0 ? letters.find(value, within) : null) ?? letters.find(value);
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

/** A shorter text stands everywhere by chance. */
const LEAST = 2;

/** A text without what line breaks change (white space, hyphens, upper case); each letter knows where it came from. */
class Letters {
	readonly #letters: string;
	readonly #from: Uint32Array;

	constructor(text: string) {
		const from: number[] = [];
		let letters = "";
		for (let index = 0; index < text.length; index++) {
			const letter = bare(text[index] ?? "");
			if (letter.length !== 1) continue;
			letters += letter;
			from.push(index);
		}
		this.#letters = letters;
		this.#from = Uint32Array.from(from);
	}

	/** The first place of a value; null where it does not stand there. */
	find(value: string, { from, to }: { readonly from: number; readonly to: number } = { from: 0, to: Infinity }) {
		const wanted = bare(value);
		if (wanted.length < LEAST) return null;
		const begin = this.#from.findIndex((index) => index >= from);
		const at = begin < 0 ? -1 : this.#letters.indexOf(wanted, begin);
		const [start, last] = [this.#from[at], this.#from[at + wanted.length - 1]];
		return at < 0 || start === undefined || last === undefined || last >= to ? null : { start, end: last + 1 };
	}
}

const bare = (text: string): string => text.toLowerCase().replace(/[\s\u00ad\u2010-\u2015-]/gu, "");
