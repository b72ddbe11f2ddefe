import { catalogue } from "../language.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";

/** Texts of the shell. */
export const shellTexts = catalogue({ en, de });
