import { catalogue } from "../../shell/language.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";

/** Texts of the recruiter's views. */
export const recruiterTexts = catalogue({ en, de });
