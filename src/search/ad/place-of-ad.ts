import { tokenize } from "../../analysis/tokenize.ts";
import type { Span } from "../../domain/query.ts";
import type { JobAd, Requirement, RequirementEvidence } from "../../domain/requirement.ts";
import { isWellKnown } from "../natural/bare-places.ts";
import { type NamedPlace, placeAt } from "../natural/place-words.ts";
import { placesBehind } from "../natural/places.ts";
import { everyMatch } from "../phrases/found.ts";
import { placeRequirement, placesRequirement } from "../requirement/place.ts";
import type { AdBody, AdLine } from "./sections.ts";

/** Where the job of an ad is: sent beside the text, in a line of its own, beside the title, or in a sentence. */

export interface PlaceOfAd {
	readonly place: Omit<Requirement, "evidence">;
	readonly evidence: RequirementEvidence;
}

const LABELS =
	"(?:(?:job |work )?location|place of work|office|(?:ihr )?(?:arbeits|dienst|einsatz|stand)?orte?|where|lieu(?: de travail| du poste)?|localisation|poste basé à|ubicación|localización|lugar(?: de trabajo)?)";
/** "Location: Berlin (hybrid)", "Arbeitsort: 70174 Stuttgart". Its start stays in its line: else every empty line is a start of all that follow. */
const PLACE_LINE = new RegExp(
	String.raw`^(?:[^\S\r\n]|[#*_>•·▪●◦‣–—-])*${LABELS}[*_]*\s*[:：][*_\s]*(?:\d{4,5}\s+)?(?<place>[^\r\n(;|·•]{2,100})`,
	"gimu",
);
/** "Location" and the place in the line below, "Dienstort Leipzig": only where nothing but places follows. */
const BARE_LINE = new RegExp(
	String.raw`^(?:[^\S\r\n]|[#*_>•·▪●◦‣–—-])*${LABELS}[*_]*(?:[^\S\r\n]*\r?\n)?[^\S\r\n]*(?<=\s)(?:\d{4,5}[^\S\r\n]+)?(?<place>[^\r\n(;|·•]{2,100})`,
	"gimu",
);

/** What companies have somewhere. */
const SITE =
	"(?:team|offices?|site|location|hq|headquarters|head office|branch|studio|plant|factory|hospital|clinic|store|shop|practice|school|nursery|hotel|restaurant|warehouse|lab(?:oratory)?|campus|hub|unit|home|client|customer|standort|niederlassung|büro|geschäftsstelle|werk|filiale|zentrale|hauptsitz|firmensitz|praxis|klinik(?:um)?|krankenhaus|pflegeheim|haus|kanzlei|einrichtung|lager|betrieb|kunden?|bureaux?|agence|équipe|siège|boutique|magasin|usine|établissement|hôpital|client|oficinas?|sede|equipo|tienda|planta|cliente)";
/** "our team in Berlin", "für unsere Niederlassung in Leipzig": one that is the company's, and not those of its clients. */
const AT_SITE = new RegExp(
	String.raw`(?<![\p{L}\p{N}])(?:our|the|your|this|my|its|seine?[nmr]?|son|sa|ses|leurs?|sus?|unser\p{L}{0,2}|ihr\p{L}{0,2}|de[rmns]|die|das|einen?|eine[mrs]?|notre|nos|votre|le|la|nuestr[oa]s?|el|al|l['’])\s?(?:\p{L}[\p{L}&-]{0,30}\s+){0,3}?[\p{L}-]{0,30}${SITE}\s+(?:is\s+|ist\s+|est\s+)?(?:(?:based|located)\s+)?(?:in|at|near|bei|an|à|en|de)\s+`,
	"giu",
);
/** "am Standort Leipzig". */
const SITE_CALLED =
	/(?<![\p{L}\p{N}])(?:am|den|unser\p{L}{0,2}|dem|für|the|our|notre|nuestra)\s+(?:standort|dienstort|arbeitsort|einsatzort|niederlassung|werk|filiale|site de|agence de|sede de)\s+/giu;
/** "our Berlin office". */
const SITE_BEHIND =
	/(?<![\p{L}\p{N}])(?:[Oo]ur|[Tt]he)\s+(?=\p{Lu}[\p{L} -]{2,30}\s(?:office|site|branch|plant|studio|team|headquarters|hq|store|campus|hub)(?![\p{L}]))/gu;
const BASED =
	/(?<![\p{L}\p{N}])(?:based|located|situated|ansässig|basée?|située?|ubicad[oa]|(?:poste|emploi|mission|cdi|cdd)(?:\s+à pourvoir)?)\s+(?:in|at|near|à|en)\s+(?:the\s+)?/giu;
const AFAR =
	/(?<![\p{L}\p{N}])(?:remote(?:ly)?|home[ -]?office|télétravail|teletrabajo|remoto)(?:\s+(?:work\p{L}*|position|role|only|possible|möglich))?[\s,:(–-]+(?:(?:from )?anywhere in|(?:with)?in|from|across|innerhalb(?: von)?|aus|in ganz|dans|en|depuis|desde)\s+(?:(?:the|der|all of|ganz|toute la|toda)\s+)?/giu;
/** "Amsterdam or remote". */
const OR_AFAR =
	/^\s*(?:[,/–-]|or|oder|ou|o)\s*(?:fully |100 ?% )?(?:remote|hybrid|home[ -]?office|télétravail|teletrabajo|remoto|híbrido)(?![\p{L}])/iu;
/** Who is looked for, and where. */
const SOUGHT =
	/(?<![\p{L}\p{N}])(?:look(?:s|ing)? for|seek(?:s|ing)?|hiring|recruiting|suchen|sucht|recherch(?:e|ons)|recrut(?:e|ons)|busca(?:mos)?)(?![\p{L}])/iu;
const INSIDE = /(?<=\s)(?:in|à|en)\s+(?:\d{4,5}\s+)?(?=\p{Lu})/gu;
/** Behind these a place is where something else is, or was. */
const ELSEWHERE =
	/(?<![\p{L}])(?:experience|erfahrung|expérience|experiencia|market|markt|clients|customers|kunden|founded|gegründet|leader|leading|führend\p{L}*|degree|studium|offices|standorte|with|mit)(?:\s+[\p{L}-]+){0,3}\s*$/iu;
/** "innerhalb Deutschlands". */
const GENITIVE = /^\p{Lu}\p{L}+(?=s(?![\p{L}\p{N}]))/u;

/** @param beside what stands beside the title of the text, or in the title that was sent */
export async function placeOfAd(
	ad: JobAd,
	beside: (Span & { readonly source?: string }) | null,
	body: AdBody,
): Promise<PlaceOfAd | null> {
	if (ad.location !== undefined) {
		const place = placeRequirement(ad.location);
		const { length } = ad.location;
		return place === null
			? null
			: { place, evidence: { source: "location", start: 0, end: length, text: ad.location.slice(0, 200) } };
	}
	return inLine(ad.description) ?? besideTitle(ad, beside) ?? (await inSentence(body));
}

const evidenceOf = (text: string, { start, end }: Span): RequirementEvidence => ({
	source: "description",
	start,
	end,
	text: text.slice(start, end),
});

function inLine(text: string): PlaceOfAd | null {
	for (const [form, isBare] of [[PLACE_LINE, false] as const, [BARE_LINE, true] as const]) {
		for (const { index, 0: line, groups } of text.matchAll(form)) {
			const written = (groups?.place ?? "").trimEnd();
			const start = index + line.lastIndexOf(written);
			const places = placesAt(written, 0);
			const end = places.at(-1)?.end ?? 0;
			const isWhole = end === written.length;
			if (isBare && (!isWhole || !places.every(isWellKnown))) continue;
			const isOpen = end > 0 && OR_AFAR.test(written.slice(end));
			const several = isOpen || (isWhole && places.length > 1);
			const named = several ? written : (written.split("/")[0]?.trimEnd() ?? "");
			const all = isOpen ? [...places, ...behind(written, AFAR)] : places;
			const place = several ? placesRequirement(written, all) : writtenPlace(named);
			if (place !== null) return { place, evidence: evidenceOf(text, { start, end: start + named.length }) };
		}
	}
	return null;
}

/** Words of the longest name of a place that nobody knows. */
const MOST_WORDS = 5;

const writtenPlace = (written: string): ReturnType<typeof placeRequirement> =>
	written.split(/\s+/u).length > MOST_WORDS ? null : placeRequirement(written);

function besideTitle(
	{ title = "", description }: JobAd,
	beside: (Span & { readonly source?: string }) | null,
): PlaceOfAd | null {
	if (beside === null) return null;
	const { source = "description", start, end } = beside;
	const whole = source === "title" ? title : description;
	const text = whole.slice(start, end);
	const places = placesAt(whole, start);
	const place = places.length > 1 ? placesRequirement(whole, places) : placeRequirement(text);
	return place === null ? null : { place: { ...place, role: "wish" }, evidence: { source, start, end, text } };
}

/** The sentences that say where the company wants people, then those that say where it is; from afar is as good. */
async function inSentence(body: AdBody): Promise<PlaceOfAd | null> {
	const { text, recognizer } = body;
	const isPlace = ({ name }: NamedPlace) =>
		!recognizer
			.skills(tokenize(name), { context: "list" })
			.some(({ label }) => label.toLowerCase().startsWith(name.toLowerCase()));
	const isNamed = (places: readonly NamedPlace[]) => places.some(isPlace);
	const at =
		(await firstIn(body, sitesIn, isNamed)) ??
		(await firstIn(body, (line) => behind(line, BASED), isNamed)) ??
		(await firstIn(body, soughtIn, isNamed));
	const afar = await firstIn(
		body,
		(line) => behind(line, AFAR),
		(places) => places.length > 0,
	);
	const places = [...(at ?? []), ...(afar ?? [])].filter(isPlace);
	const [first] = places;
	const place = placesRequirement(text, places);
	return first === undefined || place === null
		? null
		: { place: { ...place, role: "wish" }, evidence: evidenceOf(text, first) };
}

/** The places of the first line that says what is meant. */
async function firstIn(
	{ lines, pause }: AdBody,
	read: (line: string) => readonly NamedPlace[],
	isMeant: (places: readonly NamedPlace[]) => boolean,
): Promise<NamedPlace[] | null> {
	for (const line of lines) {
		await pause();
		const places = line.kind === "aside" ? [] : moved(read(line.text), line);
		if (isMeant(places)) return places;
	}
	return null;
}

const moved = (places: readonly NamedPlace[], { start }: AdLine): NamedPlace[] =>
	places.map((place) => ({ ...place, start: start + place.start, end: start + place.end }));

const sitesIn = (line: string): readonly NamedPlace[] =>
	[AT_SITE, SITE_CALLED, SITE_BEHIND].map((form) => behind(line, form)).find((found) => found.length > 0) ?? [];

/** The places behind the first match of a form that has any. */
function behind(line: string, form: RegExp): readonly NamedPlace[] {
	for (const { end } of everyMatch(line, form, () => true)) {
		const places = placesAt(line, end);
		if (places.length > 0) return places;
	}
	return [];
}

function soughtIn(line: string): readonly NamedPlace[] {
	if (!SOUGHT.test(line)) return [];
	for (const { index, 0: word } of line.matchAll(INSIDE)) {
		const places = placesAt(line, index + word.length);
		if (places.length > 0 && places.every(isWellKnown) && !ELSEWHERE.test(line.slice(Math.max(0, index - 100), index)))
			return places;
	}
	return [];
}

/** "Berlin, Hamburg or Munich". */
function placesAt(text: string, at: number): NamedPlace[] {
	const first = placeAt(text, at) ?? genitiveAt(text, at);
	return first === null || !/^\p{Lu}/u.test(first.name) ? [] : [first, ...placesBehind(text, first)];
}

function genitiveAt(text: string, at: number): NamedPlace | null {
	const name = GENITIVE.exec(text.slice(at, at + 60))?.[0];
	const place = name === undefined ? null : placeAt(name, 0);
	return place === null || place.city !== null ? null : { ...place, start: at, end: at + place.end };
}
