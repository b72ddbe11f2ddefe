import { getCountries, getCountryCallingCode } from "libphonenumber-js";
import { emailKey, phoneKey } from "./contact-keys.ts";

/**
 * Tokens by which a person is found by an e-mail address or phone number of his own. They begin with a sign, as no word of a text
 * and no prefix that somebody types does: only who asks for the whole address or number is led to them.
 */

/** `:email:jane@example.com`, null for what is no address. */
export function emailToken(email: string): string | null {
	const key = emailKey(email);
	return key === null ? null : `:${key}`;
}

/** Subscriber numbers are shorter within a firm only; ITU-T E.164 allows 15 digits. */
const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;

const whole = (e164: string) => `:phone:${e164}`;
/** The number within its country, in whatever country that is. */
const within = (digits: string) => `:phone:${digits}`;
/** The number within a country that nobody knows. */
const somewhere = (digits: string) => `:phone:~${digits}`;

/**
 * Of a number in a record: as a whole, and within its country, without the zero that is dialled before it. Of one whose country is
 * not known, within it only.
 * @param country ISO 3166-1 alpha-2 that a number without a country code is read in
 */
export function phoneTokens(phone: string, country?: string): string[] {
	const e164 = phoneKey(phone, country)?.slice("phone:".length);
	if (e164 !== undefined) return [whole(e164), within(nationalOf(e164.slice(1)))];
	const digits = digitsOf(phone);
	const national = withoutZeros(digits);
	return isNumber(digits) ? [within(national), somewhere(national)] : [];
}

/** Of a number in a query: any of these tokens is that number. */
export function askedPhoneTokens(written: string): string[] {
	const digits = digitsOf(written);
	if (!isNumber(digits)) return [];
	const e164 = phoneKey(written)?.slice("phone:".length);
	if (e164 !== undefined) return [whole(e164), somewhere(nationalOf(e164.slice(1)))];
	const asked = [within(withoutZeros(digits))];
	// Without a zero or a plus the country code may stand first; North America dials a 1 before a number, Russia an 8.
	if (!digits.startsWith("0")) asked.push(whole(`+${digits}`));
	if (/^[18]\d{10}$/.test(digits)) asked.push(within(digits.slice(1)));
	return asked;
}

const digitsOf = (phone: string) =>
	phone
		.normalize("NFKC")
		.replace(/\s?(?:x|ext\.?)\s?\d{1,5}\s*$/i, "")
		.replace(/\D/g, "");
const isNumber = (digits: string) => digits.length >= FEWEST_DIGITS && digits.length <= MOST_DIGITS;
const withoutZeros = (digits: string) => digits.replace(/^0+/, "");

/** No code begins another (ITU-T E.164, annex), so the first that fits is the right one. */
const CALLING_CODES: ReadonlySet<string> = new Set(getCountries().map((country) => getCountryCallingCode(country)));

/** The digits behind the country code; in a few countries a zero comes first there, too. */
function nationalOf(digits: string): string {
	const length = [1, 2, 3].find((count) => CALLING_CODES.has(digits.slice(0, count))) ?? 0;
	return withoutZeros(digits.slice(length));
}
