import { foldInPlace } from "./words.ts";

/** Words that stand where a course of study has its dates, and say that it is not at its end. */
const STATUS = [
	"in progress|ongoing|on-going|current|currently enrolled|currently attending|currently pursuing|currently|to present|expected|anticipated|not yet completed|pursuing",
	"laufend|noch laufend|derzeit|aktuell|noch nicht abgeschlossen|im studium|voraussichtlich|andauernd|angestrebt",
	"en cours|en cours d'obtention|en cours d’obtention|en cours de validation|en cours de formation|en preparation|actuellement|prevu|prevue",
	"en curso|cursando|cursando actualmente|actualmente|en proceso|no finalizado|previsto|prevista",
	"em curso|em andamento|a decorrer|a frequentar|atualmente",
	"in corso|in corso di svolgimento|in corso di conseguimento|in fase di conseguimento|attualmente",
	"lopend|nog lopend|nog bezig|bezig|momenteel|heden|nog niet afgerond|verwacht",
	"pagaende|pagar|pagaar|forventet|beraknad|lopende|igangvaerende",
	"w trakcie|w toku|w trakcie realizacji|obecnie|planowany|planowana",
	"devam ediyor|devam etmekte|devam ediyorum|halen|halen devam ediyor|beklenen",
	"в процессе|по настоящее время|обучаюсь|قيد الدراسة|مستمر|حاليا",
].join("|");
const CJK = "在读|在讀|就读中|就讀中|在学中|在學中|在学|見込み?|재학\\s?중|진행\\s?중";

const folded = STATUS.split("|")
	.map(foldInPlace)
	.toSorted((a, b) => b.length - a.length);
const several = folded.filter((word) => word.includes(" "));
/** At the end of a text, behind something that parts it off; two words and more need no more than a blank. */
const AT_END = new RegExp(
	`(?:(?:^|\\s*[,;|([–—:]\\s*|\\s+-\\s+|\\s{2,})(?:${folded.join("|")})|\\s(?:${several.join("|")})|\\s*[（(]?(?:${CJK}))\\s*[)\\]）.]*\\s*$`,
	"u",
);

/** Where a text ends in such a word; null where it does not. */
export function openStatus(text: string): { readonly from: number; readonly to: number } | null {
	const match = AT_END.exec(foldInPlace(text));
	return match === null ? null : { from: match.index, to: text.length };
}
