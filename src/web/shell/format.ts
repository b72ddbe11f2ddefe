import { computed } from "@preact/signals";
import { language } from "./language.ts";

/** Numbers, dates and names of places as the reader's language writes them; of the reader's region where the browser says the same language. */
const locale = computed(() => navigator.languages.find((tag) => tag.slice(0, 2) === language.value) ?? language.value);

const numbers = computed(() => new Intl.NumberFormat(locale.value));
const decimals = computed(
	() => new Intl.NumberFormat(locale.value, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
);
const percents = computed(() => new Intl.NumberFormat(locale.value, { style: "percent", maximumFractionDigits: 0 }));
const days = computed(() => new Intl.DateTimeFormat(locale.value, { dateStyle: "medium" }));
const times = computed(() => new Intl.DateTimeFormat(locale.value, { dateStyle: "medium", timeStyle: "short" }));
const months = computed(
	() => new Intl.DateTimeFormat(locale.value, { year: "numeric", month: "short", timeZone: "UTC" }),
);
const regions = computed(() => new Intl.DisplayNames([locale.value], { type: "region", fallback: "code" }));
const tongues = computed(() => new Intl.DisplayNames([locale.value], { type: "language", fallback: "code" }));

export const number = (value: number): string => numbers.value.format(value);
export const decimal = (value: number): string => decimals.value.format(value);
/** With so many decimals. */
export const figure = (value: number, places: number): string =>
	new Intl.NumberFormat(locale.value, { minimumFractionDigits: places, maximumFractionDigits: places }).format(value);
/** A share of 0 to 1. */
export const percent = (share: number): string => percents.value.format(share);
export const date = (iso: string): string => days.value.format(new Date(iso));
export const dateTime = (iso: string): string => times.value.format(new Date(iso));

const SIZES = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A size in the largest unit of which there is one. */
export function bytes(count: number): string {
	const step = Math.min(SIZES.length - 1, count < 1 ? 0 : Math.floor(Math.log10(count) / 3));
	const format = new Intl.NumberFormat(locale.value, {
		style: "unit",
		unit: SIZES[step] ?? "byte",
		unitDisplay: step === 0 ? "long" : "short",
		maximumSignificantDigits: 3,
	});
	return format.format(count / 1000 ** step);
}

/** A date of the precision that it was written with: YYYY, YYYY-MM or YYYY-MM-DD. */
export function partialDate(text: string): string {
	if (/^\d{4}$/.test(text)) return text;
	return months.value.format(new Date(`${text.slice(0, 7)}-01T00:00:00Z`));
}

export const country = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (regions.value.of(code) ?? code) : code);
export const languageName = (code: string): string =>
	/^[a-z]{2}$/.test(code) ? (tongues.value.of(code) ?? code) : code;

/** By their English names, which is how the API writes them. */
const codes = computed(() => {
	const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
	const letters = Array.from({ length: 26 }, (_, place) => String.fromCharCode(65 + place));
	const pairs = letters.flatMap((one) => letters.map((other) => one + other));
	return new Map(pairs.flatMap((code) => [[names.of(code) ?? "", code] as const]));
});

/** `Karlsruhe, Germany`, as the API has it, with the country as the reader calls it. */
export function placeName(place: string): string {
	const [, before = "", name = ""] = /^(.*, )?([^,]+)$/u.exec(place) ?? [];
	const code = language.value === "en" ? undefined : codes.value.get(name);
	return code === undefined ? place : `${before}${country(code)}`;
}
