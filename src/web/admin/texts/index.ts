import { catalogue } from "../../shell/language.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";

/** Texts of the admin's views. */
export const adminTexts = catalogue({ en, de });
