import { catalogue } from "../../shell/language.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";

/** Texts of the ranking engineer's views. */
export const rankingTexts = catalogue({ en, de });
