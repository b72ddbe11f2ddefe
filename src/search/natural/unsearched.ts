import { say } from "../../domain/sentence.ts";
import { quoted } from "../query/lint.ts";
import type { Silent } from "./silence.ts";

/** "salary under 80k", "notice period 3 months", "available immediately": what somebody asks for and no record holds. */

const START = String.raw`(?<![\p{L}\p{N}-])`;
const END = String.raw`(?![\p{L}\p{N}-])`;
const LINK = String.raw`(?:[:=]|of|is|from|to|up to|under|below|over|above|between|and|at most|at least|max\.?|min\.?|maximum|minimum|less than|more than|von|bis|bis zu|unter|über|ab|zwischen|und|maximal|mindestens|höchstens|de|du|des|jusqu['’]à|moins de|plus de|entre|et|máximo|mínimo|hasta|menos de|más de|y|[<>≤≥~–-])`;
const MONEY = String.raw`(?:(?:[€$£]|EUR|USD|GBP|CHF)\s?)?\d[\d.,' ]{0,9}\d?\s?(?:k|tsd\.?|€|\$|£)?(?:\s?(?:€|\$|£|eur|euros?|usd|gbp|chf|dollars?|pounds?))?(?:\s?(?:\/|per|p\.?\s?a\.?|a|an|pro|im|par|al)\s?(?:year|month|hour|annum|jahr|monat|stunde|an|mois|heure|año|mes|hora))?`;
const PERIOD = String.raw`(?:\d{1,2}|one|two|three|six|einem?|zwei|drei|sechs|un|deux|trois|uno|dos|tres)\s*(?:days?|weeks?|months?|tagen?|wochen?|monate?n?|jours?|semaines?|mois|días?|semanas?|mes(?:es)?)`;
const SALARY = String.raw`(?<!(?:expected|desired)\s+)(?:(?:annual|current|base|max(?:imum)?)\s+)?(?:salary|gehalt|jahresgehalt|salaire|salario)(?:\s+range)?(?!\s+(?:souhaité|deseado))`;
const EXPECTED = String.raw`(?:(?:expected|desired)\s+salary|(?:salary|compensation)\s+(?:expectations?|requirements?)|gehaltsvorstellung(?:en)?|(?:gehaltswunsch|wunschgehalt)|prétentions?\s+salariales?|salaire\s+souhaité|salario\s+deseado|(?:pretensi(?:ón|ones)|expectativas?)\s+salarial(?:es)?)`;
const NOTICE = String.raw`(?:notice\s+periods?|kündigungsfrist(?:en)?|délai\s+de\s+préavis|préavis|(?:plazo|periodo)\s+de\s+preaviso|preaviso)`;
const AVAILABLE = String.raw`(?:(?:immediately|readily)\s+available|available\s+(?:immediately|now|asap|from\s+now|right\s+away|at\s+short\s+notice)|immediate\s+(?:joiners?|start|availability)|(?:ab\s+)?sofort(?:\s+(?:verfügbar|verfügbare[rn]?|gesucht))?|kurzfristig\s+verfügbar|disponibles?\s+(?:immédiatement|de\s+suite|tout\s+de\s+suite|dès\s+maintenant)|disponibilité\s+immédiate|incorporación\s+inmediata|disponibilidad\s+inmediata|disponibles?\s+inmediatamente)`;
const MONTH = String.raw`(?:\d{1,2}(?:st|nd|rd|th|er|\.)?\s*)?(?:de\s+)?(?:jan|feb|fév|mar|mär|apr|avr|abr|may|mai|jun|juin|jul|juil|aug|août|ago|sep|oct|okt|nov|dec|dez|déc|dic|ene)\p{L}*(?:\s+\d{4})?`;
const FROM = String.raw`(?:available|verfügbar|disponibles?)\s+(?:from|as of|starting|in|ab|à partir de|dès|a partir de|desde|en)\s+(?:${MONTH}|${PERIOD})`;
const withBehind = (words: string, value: string, least = 0) =>
	String.raw`${START}${words}${END}(?:(?:\s*${LINK})*\s*(?:${value})){${least},2}`;

/** Of a title or a skill: "salary negotiation", "Gehaltsabrechnung", "compensation manager". */
const OF_TRADE =
	/^\s+(?:negotiat\p{L}*|manage\p{L}*|benchmark\p{L}*|analy\p{L}*|survey\p{L}*|structures?|administ\p{L}*|planning|packages?|calculat\p{L}*|accounting|clerk|specialist|review\p{L}*)/iu;

/** "No relocation", "ohne Reisetätigkeit": of people nothing is said by it; "no travel nurses" leaves out somebody. */
const CONDITION = String.raw`(?:no|not|without|keine?|nicht|ohne|pas\s+de|sans|sin)\s+(?:any\s+)?(?:(?<!\bnot\s)remote(?:\s+work(?:ing)?)?|homeoffice|télétravail|teletrabajo|relocation|travel(?:l?ing)?|visa(?:\s+sponsorship)?|sponsorship|umzug|reisetätigkeit|reisebereitschaft|visum|déplacements?|déménagement|viajes|traslado)(?:\s+(?:please|bitte))?(?=\s*(?:[,;.]|$))`;

/** "Lohn und Gehalt", "salary" alone are what somebody works on. */
const FORMS = [
	withBehind(EXPECTED, MONEY),
	withBehind(SALARY, MONEY, 1),
	withBehind(NOTICE, PERIOD),
	`${START}(?:${AVAILABLE}|${FROM})${END}`,
	`${START}${CONDITION}`,
].map((form) => new RegExp(form, "giu"));

/** In no record, and as words they would be found with those who manage salaries. */
export const unsearchedIn = (text: string): Silent[] =>
	FORMS.flatMap((form) => [...text.matchAll(form)]).flatMap(({ index, 0: words }) => {
		const at = { start: index, end: index + words.trimEnd().length };
		if (OF_TRADE.test(text.slice(at.end))) return [];
		const message = say`${quoted(text.slice(at.start, at.end))} is in no record, so nobody is searched by it, and it is left out. Put it in quotes to search the words.`;
		return [{ ...at, code: "not-in-records", message }];
	});
