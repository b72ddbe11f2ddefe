import { BoundedCache } from "../../analysis/bounded-cache.ts";
import { fold } from "../../analysis/fold.ts";
import { HEADING_FILLERS, HEADING_WORDS } from "./heading-words.ts";
import type { SectionKind } from "./kinds.ts";

export interface HeadingMatch {
	/** The first kind leads; a heading such as "Education & Certificates" has two. */
	readonly kinds: readonly SectionKind[];
	/** True where the whole text is the name of a section, not only most of it. */
	readonly exact: boolean;
}

const BY_KEY = new Map<string, SectionKind>();
for (const [kind, rows] of Object.entries(HEADING_WORDS) as [SectionKind, readonly string[]][]) {
	for (const name of rows.flatMap((row) => row.split("|"))) {
		const key = compact(name);
		if (!BY_KEY.has(key)) BY_KEY.set(key, kind);
	}
}

/** "Опыт работы — 7 лет 5 месяцев": how long all of it took. */
const LENGTH =
	/\s*[-–—:(]\s*\d+\+?\s*(?:years?|yrs?|jahre|ans|años|anos|anni|jaar|år|lat|lata|yıl|лет|года?)(?:\s*(?:and|und|et|y|e|i|и)?\s*\d+\s*(?:months?|mos?|monate|mois|meses|mesi|maanden|месяц(?:ев|а)?))?\)?$/iu;

/** "Work Experience (4)": how many entries it has. */
const COUNT = /\s*\(\d{1,2}\)?$/u;

/** Without blanks and marks, so that "W O R K  H I S T O R Y" and "Work-History" are found too. */
function compact(text: string): string {
	return fold(text).replace(/[^\p{L}\p{N}]+/gu, "");
}

const LONGEST_HEADING = 60;
const CONJUNCTION =
	/\s*(?:[&+/,|·•]|\s(?:and|und|et|y|e|en|och|og|ja|i|oraz|ve|sowie|и|und\/oder)\s|及|与|與|和|・)\s*/iu;

function withoutFillers(text: string): string {
	const words = fold(text).split(/[^\p{L}\p{N}]+/u);
	return words.filter((word) => word !== "" && !HEADING_FILLERS.has(word)).join("");
}

function kindsOf(text: string): SectionKind[] {
	const parts = text.split(CONJUNCTION).filter((part) => part.trim() !== "");
	if (parts.length < 2 || parts.length > 4) return [];
	const last = BY_KEY.get(compact(parts.at(-1) ?? ""));
	// "EDV- und Fachkenntnisse": the first word is cut short and shares the end of the last.
	const kinds = parts.map(
		(part) =>
			(/-$/.test(part.trim()) ? last : undefined) ?? BY_KEY.get(compact(part)) ?? BY_KEY.get(withoutFillers(part)),
	);
	return kinds.every((kind) => kind !== undefined) ? [...new Set(kinds)] : [];
}

/** Which section a line speaks of that is known to be a heading by its look: any of its words tells. */
export function guessHeading(text: string): SectionKind {
	const words = text.split(/[^\p{L}\p{M}]+/u).filter((word) => word.length > 3);
	const kinds = words.map((word) => BY_KEY.get(compact(word))).filter((kind) => kind !== undefined);
	return kinds.at(-1) ?? "other";
}

const GLUE = /^(?:and|und|et|y|e|en|och|og|ve|i)?$/;
/** Letters that a name has at least where two are written as one word. */
const LEAST_GLUED = 4;
const GLUED = [...BY_KEY].filter(([name]) => name.length >= LEAST_GLUED);
const BY_START = Map.groupBy(GLUED, ([name]) => name.slice(0, LEAST_GLUED));
const BY_END = Map.groupBy(GLUED, ([name]) => name.slice(-LEAST_GLUED));

/** Letters set apart lose the blanks between words: ÉTUDESETFORMATION. */
function gluedKinds(text: string): SectionKind[] {
	if (/\s/.test(text) || text.length < 10 || /\p{Ll}/u.test(text)) return [];
	const key = compact(text);
	const ends = BY_END.get(key.slice(-LEAST_GLUED)) ?? [];
	for (const [name, kind] of BY_START.get(key.slice(0, LEAST_GLUED)) ?? []) {
		if (!key.startsWith(name)) continue;
		for (const [other, second] of ends) {
			if (
				key.endsWith(other) &&
				GLUE.test(key.slice(name.length, key.length - other.length)) &&
				name.length + other.length <= key.length
			)
				return [...new Set([kind, second])];
		}
	}
	return [];
}

/** Layout, sections and fields ask about the same lines. */
const answers = new BoundedCache<{ readonly match: HeadingMatch | null }>(2000);
/** Numbering and rules around a heading add to it; a line beyond this is none. */
const LONGEST_LINE = 200;

/** Which section a line names, or null. Numbering, colons and rules around the name do not matter. */
export function matchHeading(text: string): HeadingMatch | null {
	if (text.length > LONGEST_LINE) return findHeading(text);
	const known = answers.get(text);
	if (known !== undefined) return known.match;
	const match = findHeading(text);
	answers.set(text, { match });
	return match;
}

/** The name alone: without its number, the rules around it, and what is said of it in brackets. */
function bareHeading(text: string): string {
	let bare = text.replace(/^[\s\p{P}\p{S}\d]+/u, "").replace(/[\s:.\-–—_=~*|<>/#]+$/u, "");
	if (bare.includes("(")) bare = bare.replace(/\((?:continued|cont\.?|fortsetzung|suite)\)/i, "");
	// "学歴・職歴（各項目ごとにまとめて書く）": how to fill in the form.
	if (bare.includes("（")) bare = bare.replace(/(?<=\p{L})\s*（[^（）]*）?$/u, "");
	if (/\d/.test(bare)) bare = bare.replace(LENGTH, "").replace(COUNT, "");
	return bare.trim();
}

/** "Hospitality Experience", "Legal & Policy Experience": in some trade. */
const EXPERIENCE = /^\p{Lu}\p{L}+(?:\s(?:&|and|\p{Lu}\p{L}+)){0,2}\sexperience$/iu;
/** A trade of its own, or what was not work. */
const OF_OTHERS =
	/^(?:user|customer|patient|guest|brand|employee|digital|volunteer|life|candidate|developer|client|visitor)\s/iu;

function findHeading(text: string): HeadingMatch | null {
	const bare = bareHeading(text);
	if (bare === "" || bare.length > LONGEST_HEADING) return null;
	const exact = BY_KEY.get(compact(bare));
	if (exact !== undefined) return { kinds: [exact], exact: true };
	if (bare.split(/\s+/).length > 7) return null;
	const several = kindsOf(bare);
	if (several.length > 0) return { kinds: several, exact: true };
	const glued = gluedKinds(bare);
	if (glued.length > 0) return { kinds: glued, exact: true };
	// "Berufserfahrung von Ines Dietrich": whose it is.
	const ofWhom = /^(.+?)\s(?:von|of|de|di|van|av)\s\p{Lu}\p{Ll}+(?:[\s-]\p{Lu}\p{Ll}+){1,3}$/u.exec(bare)?.[1];
	const filtered = BY_KEY.get(withoutFillers(bare)) ?? (ofWhom === undefined ? undefined : BY_KEY.get(compact(ofWhom)));
	if (filtered !== undefined) return { kinds: [filtered], exact: false };
	return EXPERIENCE.test(bare) && !OF_OTHERS.test(bare) ? { kinds: ["work"], exact: false } : null;
}
