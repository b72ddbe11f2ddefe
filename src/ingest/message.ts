import type { Attachment } from "postal-mime";
import { fold } from "../analysis/fold.ts";
import { TributaryError } from "../errors.ts";
import type { Extraction, ParseInput } from "./parse.ts";
import { parseMime } from "./read/mime.ts";
import { sniff } from "./sniff.ts";

/** An e-mail with a resume: which of its parts is it? */

/** Messages in messages that are opened: an application that was forwarded, and forwarded again. */
const MAX_MESSAGES_DEEP = 2;
/** Parts that are tried. Each costs as much as a file of its own. */
const MAX_TRIED = 5;

const NAMED_RESUME =
	/(?:^|[^\p{L}])(?:cv|resum[eé]|résumé|curriculum|vitae|lebenslauf|hoja de vida|curr[ií]culo|cv\p{Lu}\p{L}*|levensloop|życiorys|özgeçmiş|meritförteckning|简历|簡歷|履歴書|職務経歴書)(?![\p{Ll}])/iu;
const NAMED_OTHER =
	/cover|letter|anschreiben|motivation|lettre|carta|brief|zeugnis|certificat|diplom|transcript|referen|offer|contract|invoice|passport|terms|signature|logo/i;

/** How likely each kind is the resume of an application. */
const KIND_WEIGHT: Readonly<Record<string, number>> = {
	pdf: 4,
	docx: 4,
	doc: 4,
	odt: 4,
	rtf: 3,
	"json-resume": 3,
	"linkedin-export": 3,
	markdown: 2,
	"word-2003-xml": 2,
	fodt: 2,
	html: 1,
	mhtml: 1,
	text: 1,
	image: 0,
	eml: 0,
};

interface Part {
	readonly bytes: Uint8Array;
	readonly name: string;
	readonly weight: number;
	readonly isMessage: boolean;
}

function toPart(attachment: Attachment): Part | null {
	const content = attachment.content;
	if (typeof content === "string") return null;
	const bytes = content instanceof Uint8Array ? content : new Uint8Array(content);
	const name = attachment.filename ?? "";
	// Pictures that the text shows, signatures, calendar entries.
	if (attachment.related === true || /\.(?:ics|vcf|p7s|asc)$/i.test(name)) return null;
	let kind: string;
	try {
		kind = attachment.mimeType === "message/rfc822" ? "eml" : sniff(bytes, name);
	} catch {
		kind = "";
	}
	const weight = (KIND_WEIGHT[kind] ?? -3) + (NAMED_RESUME.test(name) ? 4 : 0) - (NAMED_OTHER.test(name) ? 3 : 0);
	return { bytes, name, weight, isMessage: kind === "eml" };
}

export type ExtractPart = (input: ParseInput, depth: number) => Promise<Extraction>;

const hasContent = ({ resume }: Extraction): boolean =>
	[resume.work, resume.education, resume.skills].some((list) => (list?.length ?? 0) > 0);

interface Tried {
	/** The first part that tells of work, education or skills, else the first that could be read. */
	readonly best: { readonly extracted: Extraction; readonly part: Part } | null;
	readonly failure: TributaryError | null;
}

/** Tries the likeliest parts first. What goes wrong with one does not stop the next. */
async function tryParts(parts: readonly Part[], extract: (part: Part) => Promise<Extraction>): Promise<Tried> {
	let best: Tried["best"] = null;
	let failure: TributaryError | null = null;
	for (const part of parts.slice(0, MAX_TRIED)) {
		try {
			const extracted = await extract(part);
			if (hasContent(extracted)) return { best: { extracted, part }, failure };
			best ??= { extracted, part };
		} catch (thrown) {
			if (!(thrown instanceof TributaryError)) throw thrown;
			failure ??= thrown;
		}
	}
	return { best, failure };
}

const asMessage = (
	extracted: Extraction,
	...added: readonly { readonly code: string; readonly message: string }[]
): Extraction => ({
	...extracted,
	resume: {
		...extracted.resume,
		meta: {
			...extracted.resume.meta,
			format: "eml",
			warnings: [...(extracted.resume.meta.warnings ?? []), ...added],
		},
	},
});

/** The text of the message itself, when it tells of more than that something is attached. */
async function tryBody(
	html: string | undefined,
	text: string | undefined,
	extract: (bytes: Uint8Array) => Promise<Extraction>,
) {
	for (const body of [text, html].filter((part) => part !== undefined && part.trim() !== "")) {
		const extracted = await extract(Buffer.from(body as string)).catch((thrown: unknown) => {
			if (thrown instanceof TributaryError) return null;
			throw thrown;
		});
		if (extracted !== null && hasContent(extracted)) return extracted;
	}
	return null;
}

/**
 * The resume in a message: the likeliest attachment, else the text. Nothing of the message's header is used: who sends
 * a resume need not be the person it is about.
 * @param depth messages around this one
 * @throws TributaryError with the code of the attachment that could not be read, else not-a-resume
 */
export async function extractMessage(input: ParseInput, extract: ExtractPart, depth: number): Promise<Extraction> {
	if (depth >= MAX_MESSAGES_DEEP + 1)
		throw new TributaryError("file-too-complex", { detail: "There are too many messages in messages." });
	const mail = await parseMime(input.bytes);
	const parts = mail.attachments
		.map(toPart)
		.filter((part) => part !== null && part.weight > -3)
		.toSorted((a, b) => (b?.weight ?? 0) - (a?.weight ?? 0)) as Part[];
	const read = (part: Part): Promise<Extraction> =>
		extract({ bytes: part.bytes, fileName: part.name, asOf: input.asOf }, depth + 1);
	const { best, failure } = await tryParts(parts, read);
	if (best !== null && hasContent(best.extracted))
		return withOtherPerson(fromPart(best, parts), best.part, parts, read);
	const body = await tryBody(mail.html, mail.text, (bytes) => extract({ bytes, asOf: input.asOf }, depth + 1));
	if (body !== null)
		return asMessage(body, { code: "from-message-text", message: "Read from the text of the message." });
	if (best !== null) return fromPart(best, parts);
	throw failure ?? new TributaryError("not-a-resume");
}

/** What a resume weighs that nothing is said of. */
const LIKELY = 2;
const called = ({ name }: Part): string => name.slice(0, 200) || "without a name";

const likelyOthers = (part: Part, parts: readonly Part[]): Part[] =>
	parts.filter((other) => other !== part && !other.isMessage && other.weight >= LIKELY);

/** One message is one person: of whom else it holds a resume is told, for somebody to send it by itself. */
function fromPart({ extracted, part }: NonNullable<Tried["best"]>, parts: readonly Part[]): Extraction {
	if (part.isMessage) return extracted;
	const others = likelyOthers(part, parts);
	const left = { code: "attachment-left-out", message: `Not read: the attachment ${others.map(called).join(", ")}.` };
	return asMessage(
		extracted,
		{ code: "from-attachment", message: `Read from the attachment ${called(part)}.` },
		...(others.length === 0 ? [] : [left]),
	);
}

/** Flag of a message with the resumes of two people, of which one was read. */
const OTHER_PERSON = "several-people";
/** What a second file may weigh to be read, too: the time of a message is that of one file, and portfolios are large. */
const MOST_BYTES_BESIDE = 1_000_000;

/** Words of a name, the initials of middle names apart. */
const namesOf = ({ resume }: Extraction): readonly string[] =>
	fold(resume.basics?.name ?? "")
		.split(/[^\p{L}\p{M}]+/u)
		.filter((word) => word.length > 1 || /\p{Script=Han}/u.test(word));

/** Two names without one's words in the other's, and no address or number in common. */
function isOtherPerson(one: Extraction, other: Extraction): boolean {
	const [a, b] = [one.resume.basics, other.resume.basics];
	if ((a?.email !== undefined && a.email === b?.email) || (a?.phone !== undefined && a.phone === b?.phone))
		return false;
	const [names, others] = [namesOf(one), namesOf(other)];
	if (names.length === 0 || others.length === 0) return false;
	return !names.every((word) => others.includes(word)) && !others.every((word) => names.includes(word));
}

/** Flags a message whose next likely attachment is the resume of somebody else, who would be lost without a word. */
async function withOtherPerson(
	taken: Extraction,
	part: Part,
	parts: readonly Part[],
	read: (part: Part) => Promise<Extraction>,
): Promise<Extraction> {
	const next = likelyOthers(part, parts).find(({ bytes }) => bytes.length <= MOST_BYTES_BESIDE);
	if (part.isMessage || next === undefined) return taken;
	const other = await read(next).catch((thrown: unknown) => {
		if (thrown instanceof TributaryError) return null;
		throw thrown;
	});
	if (other === null || !hasContent(other) || !isOtherPerson(taken, other)) return taken;
	const { meta } = taken.resume;
	return {
		...taken,
		resume: { ...taken.resume, meta: { ...meta, flags: [...(meta.flags ?? []), OTHER_PERSON].toSorted() } },
	};
}
