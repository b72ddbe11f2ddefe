import { phraseQuery } from "../requirement/query-text.ts";
import type { Draft } from "./draft.ts";
import { placeAt, placeQuery } from "./place-words.ts";

/** "no agencies", "not from Siemens", "keine Praktikanten", "sans stagiaires", "sin becarios". */

const NEGATION =
	/(?<![\p{L}\p{N}])(?:(?:but |und |and |et |y )?(?:not|no|without|except(?: for)?|excluding|nobody|keine?[nrsm]?|nicht|ohne|außer|sans|pas(?: de| d['’])?|sauf|sin|excepto|ning[uú]n(?:a|o)?))\s+(?<from>(?:from|at|aus|von|bei|chez|de)\s+)?(?<inside>(?:in|en|à)\s+)?(?:(?:any|the|a|an|der|die|das|den|les|des|los|las)\s+)?/giu;
const WORD = String.raw`[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}.+#&'’-]*`;
const NAMES = new RegExp(`${WORD}(?:\\s+(?:or|nor|oder|ou|o|ni)\\s+${WORD})*`, "uy");
const JOINT = /\s+(?:or|nor|oder|ou|o|ni)\s+/iu;
/** Behind a negation these say what does not matter, not who is not wanted. */
const HARMLESS =
	/^(?:experience|erfahrung|expérience|experiencia|degree|studium|abschluss|diplôme|matter|problem|necessarily|necessary|required|requirement|need|needed|only|just|more|less|later|preference|limit|mehr|nur|unbedingt|nötig|zwingend|importe|plus|solo|más|importa|remote|relocation|visa|travel)$/iu;

/** Everything that people must not have. */
export function exclusionClauses(text: string): Draft[] {
	return [...text.matchAll(NEGATION)].flatMap((match) => {
		const at = match.index + match[0].length;
		const { from, inside } = match.groups ?? {};
		const place = inside === undefined && from === undefined ? null : placeAt(text, at);
		const draft = { start: match.index, kind: "exclusion" as const, role: "excluded" as const };
		if (place !== null) return [{ ...draft, end: place.end, query: `NOT ${placeQuery(place)}` }];
		NAMES.lastIndex = at;
		const found = NAMES.exec(text)?.[0].replace(/[.'’-]+$/u, "");
		const names = found?.split(JOINT).filter((name) => name.length > 1) ?? [];
		if (found === undefined || names.length === 0 || names.some((name) => HARMLESS.test(name))) return [];
		const isEmployer = from !== undefined && names.every((name) => /^\p{Lu}/u.test(name));
		const queries = names.flatMap((name) =>
			isEmployer ? [phraseQuery(name, "company")] : numbersOf(name).map((form) => phraseQuery(form)),
		);
		const query = queries.length === 1 ? `NOT ${queries[0]}` : `NOT (${queries.join(" OR ")})`;
		return [{ ...draft, end: at + found.length, query }];
	});
}

/** NOT takes words as they are written: "no agencies" means an agency, too. */
function numbersOf(word: string): string[] {
	const singular =
		/ies$/i.test(word) && word.length > 4
			? [word.replace(/ies$/i, "y")]
			: /(?:ungen|uren|oren|heiten|isten|anten|enten)$/i.test(word)
				? [word.replace(/en$/i, "")]
				: /[^s]s$/i.test(word) && word.length > 3
					? [word.replace(/s$/i, "")]
					: [];
	return [...singular, word];
}
