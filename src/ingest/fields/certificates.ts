import type { Resume } from "../../domain/resume.ts";
import type { DateSpan } from "../dates/ranges.ts";
import { allBold } from "../layout/line.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { type EvidenceLog, found } from "./evidence.ts";
import { readLink } from "./links.ts";
import { dated, nameAndIssuer } from "./listed-line.ts";
import { isProse } from "./prose.ts";
import { cleanName } from "./role-text.ts";

type Certificate = NonNullable<Resume["certificates"]>[number];

const NOISE =
	/^(?:credential (?:id|no)|id\b|no\.?\s|license (?:no|number|#)|expires|valid (?:until|through)|gültig|nr\.?\s|keywords\b|show credential)/iu;
/** "Issued by Cisco", "Issuer: Cisco": a line that tells of the certificate above. */
const ISSUED =
	/^(?:issued by|issuer|issuing (?:organi[sz]ation|authority)|awarded by|ausgestellt von|aussteller|herausgeber|délivrée? par|organisme|emitid[oa] por|rilasciat[oa] da)\s*:?\s*(?=\S)/iu;
const URL_TEXT =
	/(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|edu|gov|co|eu|de|fr)\/\S*/giu;

interface Read {
	readonly name: string;
	readonly issuer: string;
	readonly url: string | undefined;
	readonly span: DateSpan | null;
}

function read(paragraph: Paragraph, monthFirst: boolean): Read {
	const text = paragraph.cells.map((cell) => cell.text).join("\t");
	const url = text
		.match(URL_TEXT)
		?.map(readLink)
		.find((link) => link !== null)?.url;
	const { rest, span } = dated(text.replace(URL_TEXT, " ").replace(/\s+$/u, ""), monthFirst);
	const [name, issuer] = nameAndIssuer(rest);
	return { name, issuer: isAddress(issuer) ? "" : issuer, url: url ?? (isAddress(issuer) ? issuer : undefined), span };
}

/** A web address without a scheme: "credly.com". */
const isAddress = (text: string): boolean => /^\S+\.[a-z]{2,}$/iu.test(text) && readLink(text) !== null;

const lookOf = (paragraph: Paragraph): string => {
	const line = paragraph.lines[0];
	return line === undefined ? "" : `${line.cells[0]?.font}/${Math.round(line.cells[0]?.size ?? 0)}/${allBold(line)}`;
};

class Certificates {
	readonly list: Certificate[] = [];
	/** Look of the lines that hold names. */
	#look: string | null = null;
	readonly #log: EvidenceLog;

	constructor(log: EvidenceLog) {
		this.#log = log;
	}

	/** A line in another look than the names have, or one that says so, tells of the certificate above. */
	tellsOfLast(paragraph: Paragraph, { name, span }: Read): boolean {
		if (this.list.length === 0) return false;
		if (name === "" || ISSUED.test(paragraph.text)) return true;
		const last = this.list.at(-1) as Certificate;
		const other = this.#look !== null && lookOf(paragraph) !== this.#look && !paragraph.bullet;
		return other && last.issuer === undefined && (last.date === undefined || span === null);
	}

	tell(paragraph: Paragraph, { name, span, url }: Read): void {
		const last = this.list.at(-1) as Certificate;
		const pointer = `/certificates/${this.list.length - 1}`;
		const issuer = cleanName(name.replace(ISSUED, ""));
		const take = <T extends string>(key: string, value: T, sure: number): T =>
			this.#log.take(`${pointer}/${key}`, found(value, sure, "line below the certificate", paragraph.lines));
		const date = span?.end ?? span?.start;
		if (issuer !== "" && last.issuer === undefined && issuer.length <= 300) last.issuer = take("issuer", issuer, 0.7);
		if (date !== undefined && last.date === undefined) last.date = take("date", date, 0.8);
		if (url !== undefined && last.url === undefined) last.url = take("url", url, 0.85);
	}

	add(paragraph: Paragraph, { name, issuer, url, span }: Read): void {
		this.#look ??= lookOf(paragraph);
		const pointer = `/certificates/${this.list.length}`;
		const take = (key: string, value: string, sure: number, rule: string): string =>
			this.#log.take(`${pointer}/${key}`, found(value, sure, rule, paragraph.lines));
		const date = span?.end ?? span?.start;
		this.list.push({
			name: take("name", name, 0.85, "line of the certificates"),
			...(issuer === "" ? {} : { issuer: take("issuer", issuer, 0.7, "after the certificate's name") }),
			...(url === undefined ? {} : { url: take("url", url, 0.85, "address in the line") }),
			...(date === undefined ? {} : { date: take("date", date, 0.85, "date in the line") }),
		});
	}
}

/** Certificates: one a line, with issuer, date and address where they are printed, in the line or below it. */
export function extractCertificates(
	sections: readonly (readonly Paragraph[])[],
	monthFirst: boolean,
	log: EvidenceLog,
): Certificate[] {
	const certificates = new Certificates(log);
	for (const paragraph of sections.flat()) {
		const line = read(paragraph, monthFirst);
		const plain = paragraph.text.trim();
		if (NOISE.test(plain) || plain.length > 300 || (isProse(plain) && !paragraph.bullet)) continue;
		if (certificates.tellsOfLast(paragraph, line)) certificates.tell(paragraph, line);
		else if (/\p{L}{2}/u.test(line.name)) certificates.add(paragraph, line);
	}
	return certificates.list.slice(0, 200);
}
