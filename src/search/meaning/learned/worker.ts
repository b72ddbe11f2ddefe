/** Worker thread of one run: is given the records of one tenant page by page, and answers what was learned. Holds nothing afterwards. */
import { parentPort } from "node:worker_threads";
import { createRecognizer } from "../../../analysis/recognizer.ts";
import { loadVocabulary } from "../../../vocabulary.ts";
import { ConceptReader } from "./concept-reader.ts";
import { ConceptCounts } from "./counts.ts";
import { type Relatedness, relate } from "./relatedness.ts";

/** Records of people, JSON; null: there are no more. */
export type Page = readonly string[] | null;
/** null: the page was taken. */
export type PageAnswer = { readonly people: number; readonly learned: Relatedness } | null;

const reader = new ConceptReader(createRecognizer(loadVocabulary()));
const counts = new ConceptCounts();

parentPort?.on("message", (page: Page) => {
	for (const record of page ?? []) counts.add(reader.conceptsOf(record));
	const answer: PageAnswer = page === null ? { people: counts.people, learned: relate(counts) } : null;
	parentPort?.postMessage(answer);
});
