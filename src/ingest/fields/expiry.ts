import { datePoints } from "../dates/points.ts";
import { isOnlyDates } from "../dates/ranges.ts";
import { foldInPlace } from "../dates/words.ts";
import type { Paragraph } from "../layout/paragraphs.ts";

/** Until when a certificate is valid says nothing of when it was gained: such dates are taken off its lines. */

/** Folded. */
const WORDS = [
	"valid (?:until|till?|through|thru|to|up to)|validity(?: until)?|expir(?:es?|ed|ing)(?: on| in)?|expir(?:y|ation)(?: date)?|exp\\.?(?: date)?|renewal(?: due| date)?|renew by|good through",
	"gultig(?:keit)?(?: ist)? bis(?: zum| einschließlich| ende)?|gultigkeit(?:sdatum|sende)?|ablaufdatum|lauft ab(?: am)?|verfallt(?: am)?",
	"(?:valable|valide|validite)s? jusqu['’](?:au?|en)(?: fin)?|validite|expire(?: le| en)?|(?:date d['’])?expiration|(?:date de )?fin de validite|(?:date d['’])?echeance",
	"(?:valid[oa]s?|vigente|vigencia|validez) hasta(?: el)?|vigencia|validez|vence(?: en| el)?|caduca(?: en| el)?|(?:fecha de )?(?:vencimiento|caducidad|expiracion)|expira(?: en| el)?",
	"(?:valid[oa]s?|validade) ate(?: a| o)?|(?:data de )?validade|expira(?: em)?|caduca em|vence em|data de (?:expiracao|vencimento)|vencimento",
	"(?:valid[oaie]|validita) (?:fino|sino) (?:al?|all['’])|validita|scade(?: il| nel)?|(?:data di )?scadenza",
	"geldig (?:tot(?: en met)?|t/m)|geldigheid|verloopt(?: op| in)?|vervaldatum",
	"giltigt? (?:till(?: och med)?|t\\.?o\\.?m\\.?)|galler till|utgar|gyldig til|utloper|udlober|voimassa",
	"wazn[yaei]e? do|(?:data )?waznosci?(?: do)?|waznosc(?: do)?|platnost do|platny do",
	"(?:son )?gecerlilik(?: (?:tarihi|suresi))?|bitis tarihi",
	"действител(?:ен|ьна?|ьно) до|действует до|срок действия(?: до)?",
].join("|");
const CJK = "有效期限?[至到]?|有効期限|失效日期|유효기간";
const BEFORE = new RegExp(`[\\s,;、，|·•–—(（[/-]*(?:(?<!\\p{L})(?:${WORDS})|${CJK})\\s*[:：=]?\\s*$`, "u");
/** "2026'ya kadar geçerli", "2026年まで有効" */
const BEHIND = /^\s*(?:月|年)?(?:['’]?\p{L}{1,3}\s(?:kadar gecerli\p{L}*)|\s?まで有効|到期)/u;
const ONLY = new RegExp(`^\\W*(?:${WORDS}|${CJK})\\W*$`, "u");

/** True for a label such as "Valid until", whose date stands elsewhere. */
export const isExpiryLabel = (text: string): boolean => ONLY.test(foldInPlace(text));

/** A text without its dates of expiry and the words and brackets around them. */
export function withoutExpiry(text: string): string {
	const folded = foldInPlace(text);
	let rest = text;
	for (const { from, to } of datePoints(text, false).toReversed()) {
		const before = BEFORE.exec(folded.slice(0, from));
		const behind = before === null ? BEHIND.exec(folded.slice(to)) : null;
		if (before === null && behind === null) continue;
		const start = before?.index ?? folded.slice(0, from).search(/[\s,;|·•–—(（[-]*$/u);
		const bracketed = /[(（[]/u.test(text.slice(start, from));
		const end = to + (behind?.[0].length ?? 0);
		const tail = bracketed ? /^\s*[)）\]]/u.exec(text.slice(end)) : null;
		rest = rest.slice(0, start) + rest.slice(end + (tail?.[0].length ?? 0));
	}
	return rest;
}

const clean = (paragraph: Paragraph): Paragraph => {
	const { cells } = paragraph;
	const kept = cells.flatMap((cell, index) => {
		const ofLabel = isExpiryLabel(cells[index - 1]?.text ?? "") && isOnlyDates(cell.text);
		const isLabel = isExpiryLabel(cell.text) && isOnlyDates(cells[index + 1]?.text ?? "");
		const text = withoutExpiry(cell.text);
		return ofLabel || isLabel || text.trim() === "" ? [] : [text === cell.text ? cell : { ...cell, text }];
	});
	const same = kept.length === cells.length && kept.every((cell, index) => cell === cells[index]);
	return same ? paragraph : { ...paragraph, cells: kept, text: kept.map(({ text }) => text).join("\t") };
};

/** Below the head of a table its column of expiry is left out; counted from the right, since the first name may have been taken for a heading. */
function withoutColumn(paragraphs: readonly Paragraph[]): readonly Paragraph[] {
	const [head, ...rows] = paragraphs;
	const behind = head?.cells.toReversed().findIndex(({ text }) => isExpiryLabel(text)) ?? -1;
	if (head === undefined || head.cells.length < 2 || behind < 0) return paragraphs;
	const shortened = rows.map((row) => {
		if (row.cells.length < head.cells.length) return row;
		const cells = row.cells.filter((_, index) => index !== row.cells.length - 1 - behind);
		return { ...row, cells, text: cells.map(({ text }) => text).join("\t") };
	});
	return [head, ...shortened];
}

const isLeft = ({ text }: Paragraph): boolean => text.trim() !== "";

/** A list of certificates without lines and columns that say nothing but until when each is valid. */
export const withoutExpiryLines = (paragraphs: readonly Paragraph[]): readonly Paragraph[] =>
	withoutColumn(paragraphs).filter((paragraph) => isLeft(clean(paragraph)));

/** Certificates without what says until when each is valid. */
export const withoutExpiries = (paragraphs: readonly Paragraph[]): readonly Paragraph[] =>
	paragraphs.map(clean).filter(isLeft);
