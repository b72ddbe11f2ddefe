/** Numbers as they are written in a resume of a language: thousands, percent, money. */
import { COUNTRIES } from "./countries.ts";
import type { CountryCode, Language } from "./person.ts";
import type { Random } from "./random.ts";

const THOUSANDS: Readonly<Record<Language, string>> = { en: ",", de: ".", fr: " ", es: "." };
const MILLION: Readonly<Record<Language, string>> = { en: "m", de: " Mio.", fr: " M", es: " M" };

/** 12000 as "12,000", "12.000" or "12 000". */
export function grouped(value: number, language: Language): string {
	return String(value).replace(/\B(?=(\d{3})+$)/g, THOUSANDS[language]);
}

/** A share of 5 to 60: "18%" in English, "18 %" elsewhere. */
export function percent(random: Random, language: Language): string {
	return `${random.int(5, 60)}${language === "en" ? "%" : " %"}`;
}

/** A round count between 200 and 480,000. */
export function largeCount(random: Random, language: Language): string {
	const scale = random.pick([100, 100, 1000, 10_000]);
	return grouped(random.int(2, 48) * scale, language);
}

/** A sum between 120 thousand and 48 million in the country's money. */
export function money(random: Random, language: Language, country: CountryCode): string {
	const { currency } = COUNTRIES[country];
	const point = language === "en" ? "." : ",";
	const tenths = random.int(1, 9);
	const whole = random.int(1, 48);
	if (language === "en") {
		if (random.chance(0.4)) return `${currency}${whole * 10 + 110}k`;
		return `${currency}${whole}${tenths === 9 ? "" : `${point}${tenths}`}${currency === "$" ? "M" : MILLION.en}`;
	}
	if (random.chance(0.4)) return `${grouped((whole * 10 + 110) * 1000, language)} ${currency.trim()}`;
	return `${whole}${point}${tenths}${MILLION[language]}${language === "de" ? " " : ""}${currency.trim()}`;
}
