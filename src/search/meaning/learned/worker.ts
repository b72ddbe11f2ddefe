/** Worker thread of one run: is given the records of one tenant page by page, and answers what was learned. Holds nothing afterwards. */
import { constants, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { createRecognizer } from "../../../analysis/recognizer.ts";
import { loadVocabulary } from "../../../vocabulary.ts";
import { ConceptReader } from "./concept-reader.ts";
import { ConceptCounts } from "./counts.ts";
import { type Relatedness, relate } from "./relatedness.ts";

/** What a run begins with. */
export interface RunData {
	/** Folder of the vocabulary; null: the one that is shipped. */
	readonly vocabulary: string | null;
}

/** Records of people, JSON; null: there are no more. */
export type Page = readonly string[] | null;
/** null: the page was taken. */
export type PageAnswer = { readonly people: number; readonly learned: Relatedness } | null;

// Nobody waits for it. On Linux this is of the thread alone; elsewhere it would be of the whole process.
if (process.platform === "linux") setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const reader = new ConceptReader(createRecognizer(loadVocabulary((workerData as RunData).vocabulary ?? undefined)));
const counts = new ConceptCounts();

parentPort?.on("message", (page: Page) => {
	for (const record of page ?? []) counts.add(reader.conceptsOf(record));
	const answer: PageAnswer = page === null ? { people: counts.people, learned: relate(counts) } : null;
	parentPort?.postMessage(answer);
});
