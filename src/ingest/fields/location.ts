import { fold } from "../../analysis/fold.ts";
import { parsePlace } from "../../analysis/places.ts";
import { isCodeOf } from "../../analysis/region-codes.ts";
import type { Location } from "../../domain/resume.ts";
import { labelledField } from "../sections/field-labels.ts";
import type { HeadPiece } from "./contact-pieces.ts";
import { type EvidenceLog, found } from "./evidence.ts";
import { isBrazilian, placeLook } from "./features.ts";
import { isKnownCity, isTown } from "./known-cities.ts";
import { isListOfLanguages } from "./languages.ts";
import { readLocalAddress } from "./local-address.ts";
import { confidenceOf, losersOf, type Rule, rank } from "./rules.ts";
import { readTurkishAddress } from "./turkish-provinces.ts";
import { SCHOOL_WORD } from "./words.ts";

const STREET =
	/(?:(?:^|,\s)\d{1,5}[a-z]?[,\s]+\p{Lu}|^(?:rr|rt|route|p\.?\s?o\.? box|box)\s.*\d|\b(?:street|st\.?|avenue|ave\.?|road|rd\.?|lane|ln\.?|drive|dr\.?|boulevard|blvd\.?|court|way|place|square|terrace|close|crescent|highway|suite|apt\.?|apartment|unit)\b.*\d|\d.*\b(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|way|place|pl|square|terrace|close|crescent|rue|chemin|allée|impasse|quai|cours)\b|^\d{1,5}[a-z]?,?\s(?:rang|montée|côte|rue|chemin|avenue|boulevard)\s|(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|gatan|vägen|vej|gade|veien|gata|straat|laan|plein|gracht|singel|dijk|kade|katu|tie)\s*\d+|\b(?:rue|avenue|boulevard|place|calle|c\/|avda?\.?|avenida|paseo|plaza|carrer|rua|travessa|praça|via|viale|piazza|corso|ul\.|ulica|al\.|cad\.|sok\.|mah\.)\s.*\d)/iu;
const POSTAL =
	/(?<![\p{L}\p{N}-])(?:[A-Z]{1,2}-)?(?:\d{5}(?:-\d{4})?|\d{4}\s?[A-Z]{2}|\d{3}\s\d{2}|\d{2}-\d{3}|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{4}-\d{3}|\d{3}-\d{4}|\d{4}|\d{6})(?![\p{L}\p{N}-])/u;

interface Candidate {
	readonly piece: HeadPiece;
	readonly look: ReturnType<typeof placeLook>;
	readonly hasStreet: boolean;
	/** An address of a language that writes the largest part first, with a city that is known. */
	readonly isLocal: boolean;
	/** Stands in a line with an e-mail address, phone or link. */
	readonly amongContact: boolean;
	/** Behind what somebody is: "Payroll manager – Leeds". */
	readonly behindTitle: boolean;
	/** Alone in a line next to such a line, or under a heading for contact data. */
	readonly besideContact: boolean;
	readonly isTitle: boolean;
	/** Has a word that stands in titles. */
	readonly isTrade: boolean;
}

const RULES: readonly Rule<Candidate>[] = [
	{ name: "labelled as place", weight: 4, when: (c) => labelledField(c.piece.label) === "address" },
	{ name: "names a country, state or postal code", weight: 3.5, when: (c) => c.look === "sure" },
	{ name: "an address that begins with the city", weight: 3.5, when: (c) => c.look !== "sure" && c.isLocal },
	{ name: "has a street", weight: 2.5, when: (c) => c.hasStreet },
	{ name: "has a postal code", weight: 2, when: (c) => POSTAL.test(c.piece.text) && /\p{L}{3}/u.test(c.piece.text) },
	{
		name: "a postal code among contact data",
		weight: 1,
		when: (c) =>
			c.amongContact && POSTAL.test(c.piece.text) && /\p{L}{3}/u.test(c.piece.text) && !DIGITS.test(c.piece.text),
	},
	{
		name: "a postal code and its town",
		weight: 1.5,
		when: (c) => c.look !== "sure" && isTown(CODED.exec(c.piece.text)?.[1] ?? ""),
	},
	{ name: "among contact data", weight: 1.8, when: (c) => c.amongContact && c.look !== "none" },
	{ name: "beside contact data", weight: 1.7, when: (c) => c.besideContact && !c.amongContact && c.look !== "none" },
	{ name: "behind the headline", weight: 1, when: (c) => c.behindTitle && c.look !== "none" && !c.isTrade },
	{ name: "shaped like a place", weight: 0.8, when: (c) => c.look === "likely" },
	{ name: "city and more", weight: 0.7, when: (c) => c.look === "likely" && c.piece.text.includes(",") },
	{
		name: "a town",
		weight: 1.2,
		when: (c) => c.look === "likely" && !c.isTrade && isTown(c.piece.text.split(/[,(/]/u, 1)[0] ?? ""),
	},
	{
		name: "a known city among the parts of an address",
		weight: 1.5,
		when: (c) =>
			c.piece.text.split(/,\s*/).length > 3 &&
			c.piece.text.split(/,\s*/).some((part) => isKnownCity(withoutCode(part))),
	},
	{
		name: "ends in a city, a state and its code",
		weight: 2,
		when: (c) => c.look !== "sure" && /,\s\p{Lu}[\p{L} .'’-]{2,30},?\s\p{Lu}{2}\s\d{5}(?:-\d{4})?$/u.test(c.piece.text),
	},
	{ name: "other label", weight: -4, when: (c) => c.piece.label !== "" && labelledField(c.piece.label) !== "address" },
	{ name: "a word of the trade", weight: -3, when: (c) => c.isTrade && c.look === "likely" && !c.amongContact },
	{ name: "a title", weight: -3, when: (c) => c.isTitle },
	{ name: "an e-mail address, phone or link", weight: -8, when: (c) => isContact(c.piece.text) },
	{
		name: "a school and no town",
		weight: -6,
		when: (c) => SCHOOL_WORD.test(fold(c.piece.text)) && SCHOOL_WORD.test(fold(readAddress(c.piece.text).city ?? "")),
	},
	{ name: "names of languages", weight: -8, when: (c) => isListOfLanguages(c.piece.text) },
	{ name: "long", weight: -3, when: (c) => c.piece.text.length > 110 },
];
/** "50-066 Wrocław", "753 21 Uppsala" */
const CODED = /^(?:[A-Z]{1,2}-)?\d[\d -]{3,7}\s(\p{Lu}[\p{L} .'’-]+)$/u;
/** More digits in a row than a postal code has. */
const DIGITS = /(?:\d[\s.-]?){8,}/u;
const THRESHOLD = 2.4;
/** What the line beside the place needs to be a part of the same address. */
const BESIDE = 1.8;
const CURVE = { atThreshold: 0.88, scale: 2 };

const PHONE = /\+?\d[\d\s().-]{8,}\d/;
const isContact = (text: string): boolean =>
	/@|https?:|www\.|\b(?:linkedin|github)\b/i.test(text) ||
	PHONE.test(/\p{L}/u.test(text) ? text.replace(POSTAL, "") : text);

/** The region as the text has it: its code where the name is not written out. */
function writtenRegion(region: string | undefined, text: string): string | undefined {
	if (region === undefined) return undefined;
	const folded = fold(text);
	const at = folded.indexOf(fold(region));
	const codes = text.match(/(?<![\p{L}\d])\p{Lu}{2,3}(?![\p{L}\d])/gu) ?? [];
	const code = codes.findLast((one) => isCodeOf(one, region));
	// "São Paulo, SP": the name there is that of the city.
	if (at >= 0 && code === undefined) return folded.length === text.length ? text.slice(at, at + region.length) : region;
	return code ?? codes[0];
}

const STREET_WORD =
	/(?<!\p{L})(?:calle|cll?\.?|carrera|cra\.?|kra\.?|diagonal|transversal|avenida|av\.?)\s*\d{1,3}\s?\p{L}?\s*(?:#|n[o°º]\.?|-)|(?<!\p{L})(?:jr\.|jirón|psje\.?|pasaje|rua|avenida|av\.?|travessa|alameda|praça|calle|c\/|paseo|plaza|carrera|via|viale|piazza|corso|ulica|ul\.|al\.|os\.|ул\.?|улица|проспект|пр-т|пр\.|пер\.|бул\.)\s*\p{L}/iu;

/** Streets of French, which begin small behind the number of the house. */
const FRENCH_STREET =
	/^(?:rang|chemin|rue|boul\.?|boulevard|av\.?|avenue|route|montée|côte|impasse|allée|place|quai|cours)\s/iu;
/** "Rua Augusta, 1200", "455, rang Saint-Louis": the number of the house stands behind a comma or before one. */
function withHouseNumbers(parts: readonly string[]): string[] {
	const joined: string[] = [];
	for (const part of parts) {
		const last = joined.at(-1);
		const number = /^(?:n[º°o.]*\s?|nr\.?\s?|д\.\s?)?\d{1,4}\s?\p{L}?$/iu.test(part);
		const isNumber = last !== undefined && /^\d{1,5}[a-z]?$/iu.test(last);
		if (isNumber && FRENCH_STREET.test(part)) joined[joined.length - 1] = `${last}, ${part}`;
		else if (last !== undefined && number && STREET_WORD.test(last) && !/\d/.test(last))
			joined[joined.length - 1] = `${last}, ${part}`;
		else joined.push(part);
	}
	return joined;
}

/** "Rennes (35)": a city with the number of its département. */
const FRENCH = /^(\p{Lu}[\p{L} '’-]+?)\s*\((?:\d{2}|2[AB]|97\d)\)?$/u;
/** "14, Gandhi Street, Mylapore, Chennai - 600004" */
const INDIAN = /^(?:(.+),\s*)?(\p{Lu}[\p{L} ]+?)\s*[-–]\s*(\d{6}|\d{3} \d{3})\.?$/u;

/** "Katoomba NSW 2780": no comma, and codes of states that no other country has together with such a number. */
const AUSTRALIAN = /^(?:(.+),\s*)?(\p{Lu}[\p{L} '’-]+?),?\s(NSW|VIC|QLD|SA|WA|TAS|NT|ACT),?\s(\d{4})$/u;
/** "Am Mühlgraben 4" before the postal code: a street that no word of it tells. */
const HOUSE = /^\p{Lu}[^,\d]{3,40}\s\d{1,4}\s?[a-z]?(?=,\s*(?:[A-Z]{1,2}-)?\d{5}\s\p{Lu})/u;

/** "Rua do Salitre, 45 1250-198 Lisboa": between the number of a house and the code. */
const BEFORE_CODE = /(?<=\s\d{1,4}\p{L}?) (?=(?:\d{4}-\d{3}|\d{5}) \p{Lu})/u;

/** "Cape Town 7701" */
const withoutCode = (part: string): string => part.replace(/\s\d{4,6}$/u, "");

/** "Barrio Kennedy": a part of a town. */
const QUARTER =
	/^(?:barrio|urb\.?|urbanización|colonia|col\.|fracc\.?|fraccionamiento|sector|conjunto|bairro|jardim|vila|conj\.|distrito de|ortsteil|ot|mah\.?|mahallesi)\s\p{Lu}/iu;
const DEPARTMENT =
	/^(?:dept\.?|department|faculty|division|chair|laboratory|lab|institut|lehrstuhl|fakultät|faculté|facultad|dipartimento)\s/iu;

/** "Rimouski (Québec) G5L 3B2": the province in brackets. */
const plainCanadian = (text: string): string =>
	text.replace(/\s\((Qu[ée]bec|Q[Cc]|Ontario|[A-Z]{2})\)(?=\s[A-Z]\d[A-Z]\s?\d)/u, ", $1");

/**
 * Street, postal code, city, region and country of an address as it is written.
 * @param countries that the resume speaks of, the likeliest first: they decide what a code means where the city does not
 */
export function readAddress(printed: string, countries: () => readonly string[] = () => []): Location {
	const text = plainCanadian(printed);
	const local = readLocalAddress(text);
	if (local !== null) return local;
	const french = FRENCH.exec(text);
	if (french !== null) return { city: french[1] as string };
	const indian = INDIAN.exec(text);
	if (indian !== null)
		return {
			...(indian[1] === undefined ? {} : { address: indian[1] }),
			city: indian[2] as string,
			postalCode: indian[3] as string,
		};
	const australian = AUSTRALIAN.exec(text);
	if (australian !== null) {
		const [, address, city, region, postalCode] = australian as unknown as [
			string,
			string | undefined,
			string,
			string,
			string,
		];
		return { ...(address === undefined ? {} : { address }), city, region, postalCode, countryCode: "AU" };
	}
	const turkish = readTurkishAddress(text);
	if (turkish !== null) return turkish;
	const all = withHouseNumbers(
		text
			.replace(BEFORE_CODE, ", ")
			.split(/\s*[,，]\s*|\s+[-–—|•]\s+/u)
			.filter((part) => part !== ""),
	);
	// "University of Washington, Seattle, WA 98195": where somebody can be found, not the city.
	const named = all.filter((part) => !SCHOOL_WORD.test(fold(part)) && !DEPARTMENT.test(part) && !QUARTER.test(part));
	const parts = all.length > 2 && named.length > 1 ? named : all;
	// "1010 Wien" is no street, "1600 Amphitheatre Pkwy" is one where the postal code stands elsewhere.
	const coded = (part: string): boolean =>
		/^\d{4,6}\s\p{L}/u.test(part) && !parts.some((other) => other !== part && POSTAL.test(other));
	const house = HOUSE.exec(text)?.[0];
	const streets = parts.filter(
		(part) => part === house || ((STREET.test(part) || (STREET_WORD.test(part) && /\d/.test(part))) && !coded(part)),
	);
	const written = parts.filter((part) => !streets.includes(part));
	const postal = POSTAL.exec(written.join(", "))?.[0];
	const rest = written.filter((part) => part !== postal).join(", ");
	// Codes with letters would be read as a part of the city.
	const place =
		parsePlace(
			postal !== undefined && /[\p{L}\s-]/u.test(postal) ? rest.replace(postal, " ").replace(/\s+/g, " ").trim() : rest,
			{ countries },
		) ?? {};
	// "Bangbae-ro 15-gil, Seocho-gu, Seoul": the city is the one that is known, where districts stand before it.
	const known =
		written.find(isBrazilian) ??
		(written.length > 2 ? written.map(withoutCode).find((part) => isKnownCity(part)) : undefined);
	const bareCity = known ?? place.city?.replace(POSTAL, "").replace(/^[\s,]+|[\s,]+$/g, "");
	const region = writtenRegion(place.region, text);
	const cityName = bareCity?.replace(/^(?:г\.|город)\s*/u, "").replace(/\s?\/\s?\p{Lu}{2}$/u, "");
	const city =
		cityName === undefined || cityName === "" ? undefined : cityName.replace(/,?\s*(?:woj\.|województwo)\s.*$/u, "");
	return {
		...(streets.length === 0 ? {} : { address: streets.join(", ") }),
		...(postal === undefined ? {} : { postalCode: postal }),
		...(city === undefined ? {} : { city }),
		...(region === undefined ? {} : { region }),
		...(place.countryCode === undefined ? {} : { countryCode: place.countryCode }),
	};
}

/** What a place is told from: words of titles are no cities. */
export interface PlaceContext {
	readonly isTitle: (text: string) => boolean;
	readonly isTrade: (text: string) => boolean;
	/** Texts that are something else already. */
	readonly exclude: ReadonlySet<string>;
	/** That the resume speaks of, the likeliest first. */
	readonly countries: () => readonly string[];
	readonly log: EvidenceLog;
}

function placeCandidates(pieces: readonly HeadPiece[], context: PlaceContext): Candidate[] {
	const contactLines = new Set(pieces.filter((piece) => isContact(piece.text)).map((piece) => piece.line));
	const near = new Set([...contactLines].flatMap((line) => [line.number - 1, line.number + 1]));
	const behind = new Set(
		pieces.filter((piece, at) => pieces[at - 1]?.line === piece.line && context.isTitle(pieces[at - 1]?.text ?? "")),
	);
	return pieces
		.filter((piece) => !context.exclude.has(piece.text) && labelledField(piece.text) === null)
		.map((piece) => ({
			piece,
			look: AUSTRALIAN.test(piece.text) ? "sure" : placeLook(piece.text),
			hasStreet:
				STREET.test(piece.text) || HOUSE.test(piece.text) || (STREET_WORD.test(piece.text) && /\d/.test(piece.text)),
			isLocal: (readLocalAddress(piece.text)?.city ?? readTurkishAddress(piece.text)?.city) !== undefined,
			amongContact: contactLines.has(piece.line),
			behindTitle: behind.has(piece),
			besideContact: piece.count === 1 && near.has(piece.line.number),
			isTitle: context.isTitle(piece.text),
			isTrade: context.isTrade(piece.text),
		}));
}

/** A street and the city on the next line belong together. */
function joinAddress(own: Location, other: Location): Location {
	if (own.city === undefined && (own.address !== undefined || other.city !== undefined)) return { ...other, ...own };
	const postal = own.postalCode === undefined && other.city === undefined ? other.postalCode : undefined;
	const joined = own.address === undefined && other.address !== undefined ? { ...own, address: other.address } : own;
	return postal === undefined ? joined : { ...joined, postalCode: postal };
}

/** Where a person lives, from the head of the resume. */
export function findLocation(pieces: readonly HeadPiece[], context: PlaceContext): Location | undefined {
	const ranked = rank(placeCandidates(pieces, context), RULES);
	const best = ranked[0];
	if (best === undefined || best.score < THRESHOLD) return undefined;
	const { piece } = best.candidate;
	const bare = readAddress(piece.text, context.countries);
	const country = bare.city === undefined && bare.countryCode !== undefined && bare.address === undefined;
	const others = ranked
		.slice(1)
		.filter(({ score, candidate }) => score >= BESIDE || (country && score > 0 && isAlone(candidate, piece)));
	const beside = neighbour(
		others.map((entry) => entry.candidate.piece),
		piece,
	);
	const own = wholeLine(piece, pieces, context) ?? bare;
	const location = joinAddress(own, beside === undefined ? {} : readAddress(beside.text, context.countries));
	if (Object.keys(location).length === 0) return undefined;
	const sure = confidenceOf(best.score, ranked[1]?.score ?? 0, THRESHOLD, CURVE);
	const evidence = found(location, sure, best.rules[0] ?? "place", [piece.line]);
	for (const part of Object.keys(location)) context.log.take(`/basics/location/${part}`, evidence);
	context.log.lost(`/basics/location/${Object.keys(location)[0]}`, () =>
		losersOf(ranked, (candidate) => candidate.piece.text),
	);
	return location;
}

/** "123 Main Street – Sacramento – California": an address whose parts stand apart, alone in its line. */
function wholeLine(piece: HeadPiece, pieces: readonly HeadPiece[], context: PlaceContext): Location | null {
	const parts = pieces.filter((other) => other.line === piece.line);
	// "Restauratrice di beni culturali    Siracusa, Italia": each part has the look of one.
	const isPart = (text: string): boolean => /\d/.test(text) || placeLook(text) !== "none";
	// "Mysuru | Notice Period: 60 Days": a label of its own.
	const isOther = ({ label }: HeadPiece): boolean => label !== "" && labelledField(label) !== "address";
	const foreign = (text: string): boolean =>
		isContact(text) || context.isTitle(text) || context.exclude.has(text) || !isPart(text);
	if (parts.length < 2 || parts.some((part) => isOther(part) || foreign(part.text))) return null;
	const whole = readAddress(parts.map((part) => part.text).join(", "), context.countries);
	return whole.city !== undefined && Object.keys(whole).length > Object.keys(readAddress(piece.text)).length
		? whole
		: null;
}

/** A city alone in its line, in the column of the country below or above it. */
const isAlone = ({ piece, look }: Candidate, country: HeadPiece): boolean =>
	look === "likely" && piece.count === 1 && piece.line.stream === country.line.stream;

const neighbour = (pieces: readonly HeadPiece[], piece: HeadPiece): HeadPiece | undefined =>
	pieces.find((other) => Math.abs(other.line.number - piece.line.number) <= 1);
