import { fold } from "../../analysis/fold.ts";
import type { Resume } from "../../domain/resume.ts";
import { type DateSpan, dateSpans, isOnlyDates } from "../dates/ranges.ts";
import { allBold } from "../layout/line.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { namesCertificate } from "./certificate-words.ts";
import { tellsDeed } from "./deeds.ts";
import { type EvidenceLog, found } from "./evidence.ts";
import { withoutExpiries, withoutExpiryLines } from "./expiry.ts";
import { isFormRow, takeDate } from "./form-history.ts";
import { isGiver, isNumber } from "./issuer.ts";
import { readLink } from "./links.ts";
import { dated, nameAndIssuer } from "./listed-line.ts";
import { isProse } from "./prose.ts";
import { cleanName } from "./role-text.ts";

type Certificate = NonNullable<Resume["certificates"]>[number];
type Award = NonNullable<Resume["awards"]>[number];

const NOISE =
	/^(?:(?:klassen?|class(?:es)?|kat\.?|kategori\p{L}*|categor\p{L}+)\s[A-E][A-E\d]{0,2}(?:[\s,+/&]+(?:und\s)?[A-E][A-E\d]{0,2})*$|[A-E][A-E\d]{0,2}(?:[\s,+/&]+[A-E][A-E\d]{0,2})*\s(?:sınıfı|klasse|class)$|[A-E][12]?E?(?:[\s,+/&]+(?:[A-E][12]?E?|AM|code 95))+$|以上$|credential (?:id|no)|id\b|no\.?\s|license (?:no|number|#)|expires|valid (?:until|through)|gültig|nr\.?\s|keywords\b|show credential)/iu;
/** "Issued by Cisco", "Issuer: Cisco": a line that tells of the certificate above. */
const ISSUED =
	/^(?:issued by|issuer|issuing (?:organi[sz]ation|authority)|awarded by|ausgestellt von|aussteller|herausgeber|délivrée? par|organisme|emitid[oa] por|rilasciat[oa] da)\s*:?\s*(?=\S)/iu;
/** "Issued:" in front of a date, and nothing else. */
const ISSUE_DATE =
	/^(?:issued(?: on)?|date of issue|expedición|expedida|fecha de (?:expedición|emisión)|emisión|data de emissão|emitid[oa](?: em)?|ausgestellt(?: am)?|ausstellungsdatum|délivrée?(?: le)?|date de délivrance|rilasciat[oa](?: il)?|data di rilascio|afgegeven(?: op)?|utfärdad)$/iu;
const URL_TEXT =
	/(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|edu|gov|co|eu|de|fr)\/\S*/giu;

/** "BLSD (IRC, 2025)": who gave it, and when. */
const ISSUED_IN_BRACKETS = /\s?\(([^(),]{2,40}),\s((?:\p{L}+\.?\s|\d{1,2}[./])?\d{4})\)$/u;

/** "Wrote the handbook for volunteers", but not "Registered Nurse, Board of Nursing". */
const isDeed = (text: string): boolean => /^\p{L}+\s\p{Ll}/u.test(text) && tellsDeed(text);

/** "Corso di formazione sulla sicurezza nei luoghi di lavoro, 2022": long, in small letters, and dated. */
const isCourse = (text: string, { span }: Read): boolean =>
	span !== null &&
	text.length < 140 &&
	/^(?:corso|curso|cours|kurs|course|certificat\p{L}*|formation|formación|formazione|szkolenie|cursus|opleiding|utbildning|seminar)\s/iu.test(
		text,
	);

interface Read {
	readonly name: string;
	readonly issuer: string;
	readonly url: string | undefined;
	readonly span: DateSpan | null;
}

/** "year | month | licence". */
function ofForm(paragraph: Paragraph): Read {
	const { date, text } = takeDate(paragraph, undefined);
	const span = date === undefined ? null : { end: date, current: false, isRange: false, from: 0, to: 0 };
	return { name: cleanName(text), issuer: "", url: undefined, span };
}

/** "**Certified Kubernetes Administrator** The Linux Foundation": another type parts name and issuer. */
function parted({ text, styles: [name, by, ...more] = [] }: Paragraph["cells"][number]): string {
	const whole = name !== undefined && /\s/.test(name) && namesCertificate(fold(name)) && /[\p{L})]$/u.test(name);
	const given = by !== undefined && /^\p{Lu}/u.test(by) && !namesCertificate(fold(by));
	return whole && given && more.length === 0 && text === `${name} ${by}` ? `${name}\t${by}` : text;
}

function read(paragraph: Paragraph, monthFirst: boolean): Read {
	if (isFormRow(paragraph)) return ofForm(paragraph);
	const text = paragraph.cells.map(parted).join("\t");
	const url = text
		.match(URL_TEXT)
		?.map(readLink)
		.find((link) => link !== null)?.url;
	const bare = text.replace(URL_TEXT, " ").replace(ISSUED_IN_BRACKETS, ", $1, $2").trimEnd();
	const { rest, span } = dated(bare, monthFirst);
	const [name, issuer] = nameAndIssuer(rest);
	return { name, issuer: isAddress(issuer) ? "" : issuer, url: url ?? (isAddress(issuer) ? issuer : undefined), span };
}

/** A web address without a scheme: "credly.com". */
const isAddress = (text: string): boolean => /^\S+\.[a-z]{2,}$/iu.test(text) && readLink(text) !== null;

const lookOf = (paragraph: Paragraph): string => {
	const line = paragraph.lines[0];
	// Latin and Chinese signs come from two fonts on one page.
	const font = /[\u3040-\u9FFF]/u.test(paragraph.text) ? "" : line?.cells[0]?.font;
	return line === undefined ? "" : `${font}/${Math.round(line.cells[0]?.size ?? 0)}/${allBold(line)}`;
};

/** A certificate or an award: both are named, dated and given by somebody. */
interface Listed {
	name: string;
	by?: string;
	url?: string;
	date?: string;
	summary?: string;
}

/** Names of the fields in the resume. */
interface Keys {
	readonly pointer: "/certificates" | "/awards";
	readonly name: "name" | "title";
	readonly by: "issuer" | "awarder";
}

class ListedItems {
	readonly items: Listed[] = [];
	/** Look of the lines that hold names. */
	#look: string | null = null;
	readonly #log: EvidenceLog;
	readonly #keys: Keys;

	constructor(keys: Keys, log: EvidenceLog) {
		this.#keys = keys;
		this.#log = log;
	}

	#take(key: string, value: string, sure: number, rule: string, paragraph: Paragraph): string {
		const pointer = `${this.#keys.pointer}/${this.items.length - 1}/${key}`;
		return this.#log.take(pointer, found(value, sure, rule, paragraph.lines));
	}

	/** A line in another look than the names have, or one that says so, tells of the item above. */
	tellsOfLast(paragraph: Paragraph, { name, span }: Read): boolean {
		const last = this.items.at(-1);
		if (last === undefined) return false;
		if (name === "" || ISSUED.test(paragraph.text) || ISSUE_DATE.test(name)) return true;
		const other = this.#look !== null && lookOf(paragraph) !== this.#look && !paragraph.bullet;
		return other && last.by === undefined && (last.date === undefined || span === null);
	}

	tell(paragraph: Paragraph, { name, span, url }: Read): void {
		const last = this.items.at(-1) as Listed;
		const rule = "line below the name";
		const by = cleanName(name.replace(ISSUED, "").replace(ISSUE_DATE, ""));
		const date = span?.end ?? span?.start;
		if (by !== "" && last.by === undefined && by.length <= 300)
			last.by = this.#take(this.#keys.by, by, 0.7, rule, paragraph);
		if (date !== undefined && last.date === undefined) last.date = this.#take("date", date, 0.8, rule, paragraph);
		if (url !== undefined && last.url === undefined && this.#keys.name === "name")
			last.url = this.#take("url", url, 0.85, rule, paragraph);
	}

	/** A sentence below an award tells of it. */
	describe(paragraph: Paragraph): void {
		const last = this.items.at(-1);
		if (last === undefined || last.summary !== undefined || this.#keys.name !== "title") return;
		last.summary = this.#take("summary", paragraph.text.slice(0, 5000), 0.7, "text below the name", paragraph);
	}

	add(paragraph: Paragraph, { name, issuer, url, span }: Read): void {
		this.#look ??= lookOf(paragraph);
		const item: Listed = { name };
		this.items.push(item);
		const date = span?.end ?? span?.start;
		this.#take(this.#keys.name, name, 0.87, "line of the list", paragraph);
		if (issuer !== "" && issuer.length <= 300)
			item.by = this.#take(this.#keys.by, issuer, 0.7, "after the name", paragraph);
		if (url !== undefined && this.#keys.name === "name")
			item.url = this.#take("url", url, 0.85, "address in the line", paragraph);
		if (date !== undefined) item.date = this.#take("date", date, 0.85, "date in the line", paragraph);
	}
}

const splitList = (text: string, separator: RegExp): string[] =>
	text
		.split(separator)
		.map((part) => part.trim())
		.filter((part) => part !== "");

/** "软件评测师、大学英语六级" */
const isEastAsianList = (parts: readonly string[]): boolean =>
	parts.length > 1 && !parts.some((part) => part.length > 24 || part.length < 3 || /など|。/u.test(part));

/** Who is called as what is certified: "CompTIA A+, CompTIA", "PSM I, Scrum.org". */
const ISSUER = /^comptia$|\.(?:org|com)$|(?:alliance|institute|academy|foundation|council|board|society)$/iu;

/** "BHV (2023), EHBO (2022)" and "Staplerschein, Kranschein, Ladungssicherung", but not "CCNA, Cisco" or "CCNA, Cisco, 2020". */
function isListOfNames(parts: readonly string[]): boolean {
	// "B, C1, CE": what may be driven.
	if (
		parts.length < 2 ||
		parts.some((part) => part.length < 3 || part.length > 60 || isOnlyDates(part) || isProse(part))
	)
		return false;
	if (parts.every((part) => dateSpans(part).length > 0)) return true;
	const given = (part: string): boolean => isGiver(part) || isNumber(part);
	const isName = (part: string): boolean =>
		namesCertificate(fold(part)) && !given(part) && !ISSUER.test(dated(part, false).rest);
	if (parts.every(isName)) return true;
	return parts.length > 2 && !parts.some(given) && !parts.some((part) => dateSpans(part).length > 0);
}

/** "BLS, ACLS, PALS – American Heart Association": several that one has given. */
function givenByOne(text: string): readonly string[] {
	const dash = text.search(/\s[–—-]\s/u);
	const names = splitList(text.slice(0, Math.max(0, dash)), /,\s+/u);
	return names.length > 1 && names.every((name) => namesCertificate(fold(name)))
		? names.map((name) => name + text.slice(dash))
		: [];
}

/** Several in one line. */
function unlisted(paragraph: Paragraph): readonly Paragraph[] {
	const [cell] = paragraph.cells;
	if (cell === undefined || paragraph.cells.length > 1) return [paragraph];
	const eastAsian = splitList(paragraph.text, /、/u);
	const halves = splitList(paragraph.text, /;\s+(?![^(]*\))/u);
	const names = splitList(paragraph.text, /[,;]\s+(?![^(]*\))/u);
	const dotted = splitList(paragraph.text, /\s[·•|]\s/u);
	const dashed = splitList(paragraph.text, /(?<=\d{4}\))\s[–-]\s/u);
	const lists = [names, halves, dotted, dashed];
	const parts = isEastAsianList(eastAsian) ? eastAsian : (lists.find(isListOfNames) ?? givenByOne(paragraph.text));
	if (parts.length === 0) return [paragraph];
	return parts.map((text) => ({ ...paragraph, text, cells: [{ ...cell, text }] }));
}

/** "Certificate | Issuer | Year": what the columns of a table are. */
const COLUMN =
	/^(?:certificates?|certifications?|licen[cs]es?|courses?|training|name|title|issuer|issued by|issuing organi[sz]ation|institution|provider|organi[sz]ation|body|years?|dates?|issued|valid until|validity|expires|expiry|status|id|no\.?|zertifikat|bezeichnung|aussteller|anbieter|jahr|datum|gültig bis|certificat|formation|organisme|année|date|certificado|curso|entidad|emisor|año|fecha|entidade|ano|data|certificato|ente|anno|certificaat|cursus|instituut|jaar|certifikat|utfärdare|år|certyfikat|szkolenie|organizator|rok|sertifika|kurum|yıl|tarih|证书|证书名称|颁发机构|发证机构|时间|日期|資格|取得年月?)$/iu;
const isNoHead = ({ cells }: Paragraph): boolean =>
	cells.length < 2 || !cells.every(({ text }) => COLUMN.test(text.trim()));

/** "Issued Nov 2021": a line of its own in what networks print. */
const isIssueLine = (paragraph: Paragraph | undefined): boolean =>
	paragraph !== undefined && ISSUE_DATE.test(dated(paragraph.text, false).rest.trim()) && /\d{4}/.test(paragraph.text);
/** Between the name of a certificate and when it was issued stands who issued it. */
const standsBetween = (paragraphs: readonly Paragraph[], at: number): boolean =>
	at > 0 && isIssueLine(paragraphs[at + 1]) && !isIssueLine(paragraphs[at]) && (at === 1 || isTold(paragraphs[at - 2]));
const isTold = (paragraph: Paragraph | undefined): boolean =>
	paragraph !== undefined && (isIssueLine(paragraph) || NOISE.test(paragraph.text.trim()));

/** Each item is its date, its name and who gave it, in lines of their own: as one line. Other lists stay as they are. */
function joinDated(paragraphs: readonly Paragraph[]): readonly Paragraph[] {
	const groups: Paragraph[][] = [];
	for (const paragraph of paragraphs)
		if (isOnlyDates(paragraph.text)) groups.push([paragraph]);
		else if (groups.length === 0) return paragraphs;
		else groups.at(-1)?.push(paragraph);
	const isItem = (group: readonly Paragraph[]): boolean =>
		group.length === 3 && group.every(({ cells, bullet, text }) => cells.length === 1 && !bullet && !isProse(text));
	if (!groups.every(isItem)) return paragraphs;
	return groups.map(([date, second, third]) => {
		const named = ISSUED.test(second?.text ?? "") ? [third, second, date] : [second, third, date];
		const cells = named
			.flatMap((line) => line?.cells ?? [])
			.map((cell) => ({ ...cell, text: cell.text.replace(ISSUED, "") }));
		return { ...(named[0] as Paragraph), cells, text: cells.map(({ text }) => text).join("\t") };
	});
}

/** "AWS Certified Data Engineer -" over "Associate": a line of a narrow column that its dash has not ended. */
function joinBroken(paragraphs: readonly Paragraph[]): readonly Paragraph[] {
	const joined: Paragraph[] = [];
	for (const paragraph of paragraphs) {
		const above = joined.at(-1);
		const [cell] = above?.cells ?? [];
		const isOpen =
			above !== undefined && cell !== undefined && above.cells.length === 1 && /\p{L}\s[-–—]$/u.test(above.text);
		if (!isOpen || paragraph.bullet || paragraph.cells.length > 1) joined.push(paragraph);
		else {
			const text = `${above.text} ${paragraph.text}`;
			joined[joined.length - 1] = {
				...above,
				text,
				cells: [{ ...cell, text }],
				lines: [...above.lines, ...paragraph.lines],
			};
		}
	}
	return joined;
}

/** Each third line is nothing but the date of the two above it: it goes behind the second. */
function withDates(paragraphs: readonly Paragraph[]): readonly Paragraph[] {
	if (!paragraphs.every(({ text }, at) => isOnlyDates(text) === (at % 3 === 2)) || paragraphs.length % 3 > 0)
		return paragraphs;
	return paragraphs.flatMap((issuer, at) => {
		const date = paragraphs[at + 1] as Paragraph;
		if (at % 3 !== 1) return at % 3 === 0 ? [issuer] : [];
		const text = `${issuer.text}, ${date.text}`;
		const [cell] = issuer.cells;
		return cell === undefined
			? []
			: [{ ...issuer, text, cells: [{ ...cell, text }], lines: [...issuer.lines, ...date.lines] }];
	});
}

/** Name and, below it, who gave it and when: each second line of the list is dated, and none between them. */
function joinIssued(given: readonly Paragraph[]): readonly Paragraph[] {
	const paragraphs = withDates(given);
	const isPair = (paragraph: Paragraph, at: number): boolean => {
		const { cells, bullet, text } = paragraph;
		const isDated = dateSpans(text).length > 0 && !isOnlyDates(text);
		if (isDated && namesCertificate(fold(dated(text, false).rest))) return false;
		return (
			cells.length === 1 && !bullet && !isProse(text) && isDated === (at % 2 === 1) && dated(text, false).rest !== ""
		);
	};
	if (paragraphs.length < 4 || paragraphs.length % 2 === 1 || !paragraphs.every(isPair)) return given;
	return paragraphs.flatMap((name, at) => {
		const issued = paragraphs[at + 1] as Paragraph;
		if (at % 2 === 1) return [];
		const cells = [...name.cells, ...issued.cells];
		return [
			{ ...name, cells, text: cells.map(({ text }) => text).join("\t"), lines: [...name.lines, ...issued.lines] },
		];
	});
}

type Sections = readonly (readonly Paragraph[])[];

function listItems(sections: Sections, monthFirst: boolean, items: ListedItems): readonly Listed[] {
	const lines = sections.map(joinBroken).map(withoutExpiryLines).map(joinDated).flatMap(joinIssued).filter(isNoHead);
	const paragraphs = withoutExpiries(lines.flatMap(unlisted));
	for (const [index, paragraph] of paragraphs.entries()) {
		const line = read(paragraph, monthFirst);
		const plain = paragraph.text.trim();
		if (NOISE.test(plain) || (paragraph.bullet && isDeed(plain))) continue;
		if (plain.length > 300 || (isProse(plain) && !paragraph.bullet && !isCourse(plain, line)))
			items.describe(paragraph);
		else if (items.tellsOfLast(paragraph, line) || standsBetween(paragraphs, index)) items.tell(paragraph, line);
		else if (/\p{L}{2}/u.test(line.name)) items.add(paragraph, line);
	}
	return items.items.slice(0, 200);
}

/** Certificates: one a line, with issuer, date and address where they are printed, in the line or below it. */
export function extractCertificates(sections: Sections, monthFirst: boolean, log: EvidenceLog): Certificate[] {
	const items = new ListedItems({ pointer: "/certificates", name: "name", by: "issuer" }, log);
	return listItems(sections, monthFirst, items).map(({ by, summary: _, ...rest }) => ({
		...rest,
		...(by === undefined ? {} : { issuer: by }),
	}));
}

/** Awards, read as certificates are; a sentence below one tells of it. */
export function extractAwards(sections: Sections, monthFirst: boolean, log: EvidenceLog): Award[] {
	const items = new ListedItems({ pointer: "/awards", name: "title", by: "awarder" }, log);
	return listItems(sections, monthFirst, items).map(({ name, by, url: _, ...rest }) => ({
		title: name,
		...rest,
		...(by === undefined ? {} : { awarder: by }),
	}));
}
