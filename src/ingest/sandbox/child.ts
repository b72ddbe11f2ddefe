/** The parser process: reads jobs from its standard input, answers on its standard output, knows nothing else. */
import { createRecognizer } from "../../analysis/recognizer.ts";
import { TributaryError } from "../../errors.ts";
import { loadVocabulary } from "../../vocabulary.ts";
import { FILE_LIMITS } from "../limits.ts";
import { extractBytes } from "../parse.ts";
import { loadMammoth } from "../read/docx-body.ts";
import { loadPdfjs } from "../read/pdf-engine.ts";
import { FrameReader, frame } from "./frames.ts";
import { type Answer, FILE_CODES, type Job, OCR_ARGUMENT, VOCABULARY_ARGUMENT } from "./messages.ts";
import { takeNetworkAway } from "./no-network.ts";

takeNetworkAway();
// Standard output carries frames; a library that prints would break them.
for (const name of ["log", "info", "warn", "error", "debug"] as const) console[name] = () => {};

const answer = (message: Answer): void => void process.stdout.write(frame(Buffer.from(JSON.stringify(message))));

function failure(thrown: unknown): Answer {
	const code =
		thrown instanceof TributaryError && FILE_CODES.has(thrown.code)
			? thrown.code
			: isOutOfMemory(thrown)
				? "file-too-complex"
				: "parser-failed";
	return { kind: "failure", code, detail: thrown instanceof TributaryError ? (thrown.detail ?? null) : null };
}

const isOutOfMemory = (thrown: unknown): boolean => thrown instanceof RangeError;

const argumentOf = (name: string) => process.argv.find((argument) => argument.startsWith(name))?.slice(name.length);
/** Languages that text is recognised in. */
const languages = argumentOf(OCR_ARGUMENT);
const ocr =
	languages === undefined
		? undefined
		: (await import("../read/ocr/engine.ts")).createOcr(languages.split("+"), () => answer({ kind: "recognizing" }));
const recognizer = createRecognizer(loadVocabulary(argumentOf(VOCABULARY_ARGUMENT)));
await Promise.all([loadPdfjs(), loadMammoth()]);
/** A first file compiles most of the code before the first real one comes. */
const WARM_UP =
	"Jane Roe\njane@example.org\n\nExperience\nEngineer, Example Ltd, Jan 2020 - Present\n- Built things\n\nEducation\nBSc, Example University, 2019\n";
await extractBytes({ bytes: Buffer.from(WARM_UP), asOf: "2020-12-31" }, { recognizer });

let job: Job | null = null;
const reader = new FrameReader(FILE_LIMITS.bytes + 1024);

async function take(content: Buffer): Promise<void> {
	if (job === null) {
		job = JSON.parse(content.toString("utf8")) as Job;
		return;
	}
	const { fileName, asOf, explain, lines: wantsLines } = job;
	job = null;
	try {
		const { resume, losers, lines } = await extractBytes(
			{ bytes: content, asOf, ...(fileName === null ? {} : { fileName }) },
			{ recognizer, explain: explain === true, ...(ocr === undefined ? {} : { ocr }) },
		);
		answer({
			kind: "resume",
			resume,
			...(explain === true ? { losers } : {}),
			...(wantsLines === true ? { lines: lines ?? [] } : {}),
		});
	} catch (thrown) {
		answer(failure(thrown));
	}
}

let work = Promise.resolve();
process.stdin.on("data", (chunk: Buffer) => {
	for (const content of reader.push(chunk)) work = work.then(() => take(content));
});
process.stdin.on("end", () => process.exit(0));
answer({ kind: "ready" });
