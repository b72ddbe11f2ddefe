import type { Language } from "../language.ts";
import { errorsDe } from "./errors-de.ts";
import { errorsEn } from "./errors-en.ts";

/** By language, and by the code of the error. */
export const ERROR_TEXTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en: errorsEn, de: errorsDe };
