/** Names and the addresses people are reached at; only domains and telephone ranges that belong to nobody. */
import { COUNTRIES } from "./countries.ts";
import type { CountryCode, WebProfile } from "./person.ts";
import type { Gender } from "./phrase.ts";
import { countryLexicon } from "./places.ts";
import type { Random } from "./random.ts";

/** RFC 2606 and RFC 6761: these names are never given to anyone. */
// biome-ignore format: one row a kind
const MAIL_DOMAINS = [
  'example.com', 'example.org', 'example.net', 'mail.example.com', 'post.example.org', 'inbox.example.net',
  'webmail.example', 'courrier.example', 'correo.example', 'briefkasten.example',
] as const;

export interface Name {
	readonly givenName: string;
	readonly familyName: string;
}

/** A name of the country; where it is the custom, with two family names. */
export function nameIn(country: CountryCode, gender: Gender, random: Random): Name {
	const words = countryLexicon(country);
	const first = random.pick(words.section(gender));
	const family = random.pick(words.section("family"));
	const second = random.pick(words.section("family"));
	const { twoFamilyNames, employerLanguage } = COUNTRIES[country];
	const doubled = random.chance(twoFamilyNames) && second !== family;
	const joint = employerLanguage === "es" || country === "BR" ? " " : "-";
	const initial = country === "US" && random.chance(0.15) ? ` ${random.pick([..."ABCDEJKLMRST"])}.` : "";
	return { givenName: first + initial, familyName: doubled ? `${family}${joint}${second}` : family };
}

/** Lower-case ASCII letters of a name, German and Nordic letters spelt out. */
export function asciiLetters(text: string): string {
	return text
		.toLowerCase()
		.replaceAll("ä", "ae")
		.replaceAll("ö", "oe")
		.replaceAll("ü", "ue")
		.replaceAll("ß", "ss")
		.normalize("NFKD")
		.replace(/[^a-z]/g, "");
}

/** Spreads the seed over six digits: 420,489 has no factor in common with 10, so no two seeds below a million meet. */
function ownNumber(seed: number): string {
	const low = (((seed % 1_000_000) * 420_489 + 271_828) % 1_000_000).toString();
	const high = Math.floor(seed / 1_000_000);
	return high === 0 ? low : `${low}x${high}`;
}

/** An address that no other seed has: the number at its end is the seed's own. */
export function emailOf(name: Name, seed: number, random: Random): string {
	return `${localPart(name, random)}${ownNumber(seed)}@${random.pick(MAIL_DOMAINS)}`;
}

/** An address as people choose them, tried in order until `taken` has none like it. */
export function plainEmailOf(
	name: Name,
	birthYear: number,
	seed: number,
	random: Random,
	taken: ReadonlySet<string>,
): string {
	const local = localPart(name, random);
	const domain = random.pick(MAIL_DOMAINS);
	const year = String(birthYear % 100).padStart(2, "0");
	const tries = random.chance(0.25)
		? [`${local}${year}`, `${local}${birthYear}`]
		: [local, `${local}${year}`, `${local}${birthYear}`];
	const free = tries.map((user) => `${user}@${domain}`).find((address) => !taken.has(address));
	return free ?? `${local}${ownNumber(seed)}@${domain}`;
}

function localPart({ givenName, familyName }: Name, random: Random): string {
	const given = asciiLetters(givenName.split(" ")[0] ?? "");
	const family = asciiLetters(familyName.split(/[ -]/)[0] ?? "");
	return random.pick([
		`${given}.${family}`,
		`${given}.${family}`,
		`${given.charAt(0)}${family}`,
		`${given}_${family}`,
		`${family}.${given}`,
	]);
}

/** The digits that only this seed has, for user names and addresses. */
export function seedDigits(seed: number): string {
	return ownNumber(seed);
}

/** Web profiles; every user name carries the word "example", so that it leads to nobody. */
export function profilesOf(name: Name, profession: string, suffix: string, random: Random): WebProfile[] {
	const slug = `${asciiLetters(name.givenName)}-${asciiLetters(name.familyName)}-example${suffix}`;
	const profiles: WebProfile[] = [];
	if (random.chance(0.55)) {
		profiles.push({ network: "LinkedIn", username: slug, url: `https://www.linkedin.com/in/${slug}` });
	}
	if (["software", "data", "devops"].includes(profession) && random.chance(0.6)) {
		const username = slug.replaceAll("-", "");
		profiles.push({ network: "GitHub", username, url: `https://github.com/${username}` });
	}
	return profiles;
}
