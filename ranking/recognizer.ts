import { createRecognizer, type Recognizer } from "../src/analysis/recognizer.ts";
import { loadVocabulary } from "../src/vocabulary.ts";

let made: Recognizer | undefined;

/** The recognizer of the package's own vocabulary, made with the first use. */
export function recognizer(): Recognizer {
	made ??= createRecognizer(loadVocabulary());
	return made;
}
