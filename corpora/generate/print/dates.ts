/** Dates and spans as resumes write them, and what they then say. */
import { isoMonth } from "../json-resume.ts";
import { lexicon } from "../lexicon.ts";
import type { Month } from "../person.ts";
import type { Random } from "../random.ts";
import type { DateForm, PrintStyle } from "./style.ts";

export interface PrintedSpan {
	readonly text: string;
	readonly startDate?: string;
	readonly endDate?: string;
}

function yearOf(month: Month): string {
	return String(Math.floor(month / 12));
}

/** A month in a form; Spanish long months may take "de". */
export function monthText(month: Month, form: DateForm, language: PrintStyle["language"]): string {
	const year = yearOf(month);
	const number = String((month % 12) + 1).padStart(2, "0");
	const words = lexicon(`languages/${language}`);
	if (form === "year") return year;
	if (form === "iso") return `${year}-${number}`;
	if (form === "slash") return `${number}/${year}`;
	if (form === "dot") return `${number}.${year}`;
	const name = words.section(form === "long" ? "monthsLong" : "monthsShort")[month % 12] as string;
	return language === "es" && form === "long" ? `${name} de ${year}` : `${name} ${year}`;
}

/** What a date in this form tells: "2019-03", or "2019" where the month is not printed. */
export function dateTold(month: Month, form: DateForm): string {
	return form === "year" ? yearOf(month) : isoMonth(month);
}

/** "Mar 2019 – Present", "seit 03/2019", "2019". `random` chooses among words for the present. */
export function spanText(start: Month, end: Month | undefined, style: PrintStyle, random: Random): PrintedSpan {
	const { dateForm, language } = style;
	const words = lexicon(`languages/${language}`);
	const from = monthText(start, dateForm, language);
	const startDate = dateTold(start, dateForm);
	if (end === undefined) {
		if (style.sinceWord) return { text: `${words.section("since")[0]} ${from}`, startDate };
		return { text: `${from}${style.dash}${random.pick(words.section("present"))}`, startDate };
	}
	const to = monthText(end, dateForm, language);
	const endDate = dateTold(end, dateForm);
	return { text: from === to ? from : `${from}${style.dash}${to}`, startDate, endDate };
}
