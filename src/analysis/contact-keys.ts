/** Secondary keys by which the same person or file is found again. Each function gives null for what is not one. */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";

const E164 = /^\+[1-9]\d{6,14}$/;
const EMAIL = /^[^\s@"(),:;<>[\]]{1,64}@[^\s@"(),:;<>[\]]{1,253}\.[^\s@"(),:;<>[\].]{2,}$/u;

/** `email:jane@example.com`: trimmed, Unicode-composed, in lower case. Dots and tags stay: they differ between providers. */
export function emailKey(email: string): string | null {
	const address = email
		.trim()
		.replace(/^mailto:/i, "")
		.normalize("NFC")
		.toLowerCase();
	return EMAIL.test(address) ? `email:${address}` : null;
}

/**
 * `phone:+493012345678` (E.164).
 * @param country ISO 3166-1 alpha-2 that numbers without a country code are read in; without it they have no key
 */
export function phoneKey(phone: string, country?: string): string | null {
	const written = dialled(phone);
	if (E164.test(written)) return `phone:${written}`;
	const region = country !== undefined && isSupportedCountry(country) ? (country as CountryCode) : undefined;
	const parsed = parsePhoneNumberFromString(written, region);
	return parsed?.isPossible() ? `phone:${parsed.number}` : null;
}

/** With a plus where 00 stands for it, and without the zero in brackets that is left out when dialled from abroad. */
const dialled = (phone: string) =>
	phone
		.trim()
		.replace(/^tel:/i, "")
		.replace(/^\(?(?:00(?=[1-9])|\+)/, "+")
		.replace(/^(\+[\d\s.\-()]*?)\(0\)/, "$1");

/**
 * `url:linkedin.com/in/jane-doe`: a personal page as host and path in lower case, without scheme, `www.`, country host of LinkedIn,
 * query, fragment and last slash. Null for a bare host of a service that many people share.
 */
export function urlKey(url: string): string | null {
	const trimmed = url.trim();
	const text = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`;
	const parsed = URL.parse(text);
	if (parsed === null || !/^https?:$/.test(parsed.protocol) || !parsed.hostname.includes(".")) return null;
	const host = parsed.hostname.replace(/^www\./, "").replace(/^[a-z]{2,3}\.(?=linkedin\.com$)/, "");
	const path = parsed.pathname.replace(/\/+$/, "").toLowerCase();
	return path === "" && SHARED_HOSTS.has(host) ? null : `url:${host}${path}`;
}

const SHARED_HOSTS = new Set(
	"linkedin.com xing.com github.com gitlab.com bitbucket.org stackoverflow.com twitter.com x.com facebook.com instagram.com medium.com behance.net dribbble.com kaggle.com youtube.com".split(
		" ",
	),
);

export function fileKey(sha256: string): string {
	return `sha256:${sha256.toLowerCase()}`;
}

/** `profile:p-17`: of a candidate that is matched with a network profile. */
export function profileKey(profileId: string): string {
	return `profile:${profileId}`;
}
