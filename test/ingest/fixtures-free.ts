import { ARABIC_RESUMES } from "./fixtures-free-arabic.ts";
import { EAST_ASIAN_RESUMES } from "./fixtures-free-east-asian.ts";
import { NORTHERN_RESUMES } from "./fixtures-free-northern.ts";
import { ROMANCE_RESUMES } from "./fixtures-free-romance.ts";
import type { LanguageCase } from "./fixtures-languages.ts";

/** A resume that follows no template, with what must be read from it. Empty texts are not in the resume. */
export interface FreeCase extends LanguageCase {
	readonly what: string;
	readonly city: string;
	/** Personal details that must not be in the result. */
	readonly personal: readonly string[];
}

export const FREE_CASES: readonly FreeCase[] = [
	...EAST_ASIAN_RESUMES,
	...ARABIC_RESUMES,
	...ROMANCE_RESUMES,
	...NORTHERN_RESUMES,
];
