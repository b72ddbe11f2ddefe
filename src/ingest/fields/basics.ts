import type { Resume } from "../../domain/resume.ts";
import type { Line, LinkTarget } from "../layout/line.ts";
import { toParagraphs } from "../layout/paragraphs.ts";
import type { Section } from "../sections/split.ts";
import { headPieces } from "./contact-pieces.ts";
import { countryHints } from "./country-hints.ts";
import { findEmails } from "./emails.ts";
import { type EvidenceLog, found, losersOfFound } from "./evidence.ts";
import type { Features } from "./features.ts";
import { findHeadline } from "./headline.ts";
import { findLabelledName } from "./labelled-name.ts";
import { findLinks, type Link } from "./links.ts";
import { findLocation } from "./location.ts";
import { findName, findNameByMail } from "./name.ts";
import { nameParts } from "./name-parts.ts";
import { countryOfNumber, findPhones, type LikelyCountries } from "./phones.ts";
import { isProse } from "./prose.ts";

type Basics = NonNullable<Resume["basics"]>;

export interface BasicsContext {
	readonly sections: readonly Section[];
	readonly lines: readonly Line[];
	readonly links: readonly LinkTarget[];
	readonly featuresOf: (text: string) => Features;
	readonly language: string | null;
	readonly fileName: string;
	readonly log: EvidenceLog;
}

const HEAD_KINDS = new Set(["profile", "contact", "personal"]);
/** Countries whose resumes are mostly in a language, the largest first. */
const COUNTRIES_OF: Record<string, readonly string[]> = {
	en: ["US", "GB", "CA", "AU", "IN", "IE"],
	de: ["DE", "AT", "CH"],
	fr: ["FR", "BE", "CH", "CA"],
	es: ["ES", "MX", "AR", "CO", "CL", "PE"],
	pt: ["BR", "PT"],
	it: ["IT", "CH"],
	nl: ["NL", "BE"],
	sv: ["SE"],
	pl: ["PL"],
	tr: ["TR"],
	ja: ["JP"],
	zh: ["CN", "TW", "HK"],
	da: ["DK"],
	nb: ["NO"],
	no: ["NO"],
	fi: ["FI"],
	cs: ["CZ"],
	ko: ["KR"],
	ru: ["RU"],
	uk: ["UA"],
	el: ["GR"],
	hu: ["HU"],
	ro: ["RO"],
	ar: ["SA", "AE", "EG"],
	he: ["IL"],
};

interface HintedContext extends BasicsContext {
	/** Countries that the resume speaks of. */
	readonly hints: () => readonly string[];
}

/** "Details": a section of no known name is for contact data where it has an address. */
const holdsAddress = (section: Section): boolean =>
	section.kinds[0] === "other" && section.lines.some((line) => /\S@\S+\.\p{L}{2}/u.test(line.text));

/** The lines that may hold contact data: head, contact and personal sections, else the first lines of the file. */
function headLines(context: BasicsContext): Line[] {
	const head = context.sections
		.filter((section) => HEAD_KINDS.has(section.kinds[0] ?? "other") || holdsAddress(section))
		.flatMap((section) => section.lines);
	return head.length > 0 ? head : context.lines.slice(0, 8);
}

/** Looked for only when a number needs it. */
function likelyCountries(
	email: string | undefined,
	location: Basics["location"],
	context: HintedContext,
): LikelyCountries {
	const domain = /\.([a-z]{2})$/i.exec(email ?? "")?.[1]?.toUpperCase();
	const fromDomain =
		domain === undefined || ["IO", "ME", "CO", "AI", "TV", "EU"].includes(domain)
			? []
			: [domain === "UK" ? "GB" : domain];
	const named = [location?.countryCode, ...fromDomain, ...context.hints()];
	const ofLanguage = (COUNTRIES_OF[context.language ?? "en"] ?? []).slice(0, context.language === "en" ? 2 : 6);
	return {
		named: [...new Set(named.filter((code) => code !== undefined))],
		guessed: [...new Set([...ofLanguage, "US"])],
	};
}

/** Countries that may decide what "SC" behind a city means: of a number's country code, of what the resume speaks of, of its language. */
function spokenCountries(context: HintedContext, head: readonly Line[]): () => readonly string[] {
	return once(() => [
		...findPhones(head, [], { countries: () => ({ named: [], guessed: [] }) }).flatMap(
			({ value }) => countryOfNumber(value) ?? [],
		),
		...context.hints(),
		...(COUNTRIES_OF[context.language ?? "en"] ?? []).slice(0, context.language === "en" ? 0 : 1),
	]);
}

const once = <T>(work: () => T): (() => T) => {
	let known: { readonly value: T } | undefined;
	return () => {
		known ??= { value: work() };
		return known.value;
	};
};

function addresses(context: BasicsContext, head: readonly Line[]): Pick<Basics, "email" | "emails"> {
	const referees = new Set(
		context.sections
			.filter((section) => section.kinds[0] === "references")
			.flatMap((section) => section.lines.map((line) => line.number)),
	);
	const own = findEmails(
		head,
		context.links.filter((link) => !referees.has(link.line)),
	);
	const emails =
		own.length > 0
			? own
			: findEmails(
					context.lines.filter((line) => !referees.has(line.number)),
					[],
				);
	const [first] = emails;
	if (first === undefined) return {};
	const email = context.log.take("/basics/email", first);
	context.log.lost("/basics/email", () => losersOfFound(emails.slice(1)));
	return {
		email,
		...(emails.length > 1
			? { emails: emails.slice(0, 20).map((entry, index) => context.log.take(`/basics/emails/${index}`, entry)) }
			: {}),
	};
}

function numbers(
	context: BasicsContext,
	head: readonly Line[],
	countries: () => LikelyCountries,
): Pick<Basics, "phone" | "phones"> {
	const own = findPhones(head, context.links, { countries });
	const others = context.sections
		.filter(
			(section) =>
				!["references", "work", "publications", "projects", "education"].includes(section.kinds[0] ?? "other"),
		)
		.flatMap((section) => section.lines);
	const phones = own.length > 0 ? own : findPhones(others, [], { countries }).filter((phone) => phone.confidence > 0.5);
	const [first] = phones;
	if (first === undefined) return {};
	const phone = context.log.take("/basics/phone", first);
	context.log.lost("/basics/phone", () => losersOfFound(phones.slice(1)));
	return {
		phone,
		...(phones.length > 1
			? { phones: phones.slice(0, 20).map((entry, index) => context.log.take(`/basics/phones/${index}`, entry)) }
			: {}),
	};
}

function accounts(context: BasicsContext, head: readonly Line[]): Pick<Basics, "url" | "profiles"> {
	const links = findLinks(head, context.links);
	const profiles = links.filter((link) => link.value.network !== null).slice(0, 50);
	const page = links.find((link) => link.value.network === null);
	const toProfile = ({ url, network, username }: Link): NonNullable<Basics["profiles"]>[number] => ({
		network: network ?? "",
		...(username === null ? {} : { username }),
		...(url === "" ? {} : { url }),
	});
	return {
		...(page === undefined ? {} : { url: context.log.take("/basics/url", { ...page, value: page.value.url }) }),
		...(profiles.length === 0
			? {}
			: { profiles: profiles.map((link, index) => toProfile(context.log.take(`/basics/profiles/${index}`, link))) }),
	};
}

/** The summary section, else a text in the head. */
function summary(context: BasicsContext): Pick<Basics, "summary"> {
	const own = context.sections
		.filter((section) => section.kinds[0] === "summary")
		.flatMap((section) => toParagraphs(section.lines));
	const head = context.sections
		.filter((section) => section.kinds[0] === "profile")
		.flatMap((section) => toParagraphs(section.lines))
		.filter(
			(paragraph) =>
				paragraph.cells.length === 1 &&
				isProse(paragraph.text) &&
				paragraph.text.split(/\s+/).length >= 9 &&
				!/@|(?:\d[\s().-]?){9}/.test(paragraph.text),
		);
	const paragraphs = own.length > 0 ? own : head;
	const text = paragraphs
		.map((paragraph) => paragraph.text)
		.join("\n")
		.slice(0, 20_000)
		.trim();
	if (text === "") return {};
	return {
		summary: context.log.take(
			"/basics/summary",
			found(
				text,
				own.length > 0 ? 0.95 : 0.75,
				own.length > 0 ? "section of its own" : "text in the head",
				paragraphs.flatMap((paragraph) => paragraph.lines),
			),
		),
	};
}

/** Name, contact data, place, headline and summary. */
export function extractBasics(context: BasicsContext): Basics {
	const head = headLines(context);
	const pieces = headPieces(head);
	const mail = addresses(context, head);
	const { log } = context;
	const hinted = { ...context, hints: once(() => countryHints(context.lines, context.featuresOf)) };
	const isTitle = (text: string): boolean =>
		context.featuresOf(text).titleWord || context.featuresOf(text).knownTitle >= 0.5;
	const others = context.sections
		.filter((section) => section.kinds[0] !== "references")
		.flatMap((section) => section.lines);
	const first = context.lines.filter((line) => line.page === 1).slice(0, 3);
	const nameLines = [...new Set([...head, ...first])].toSorted((a, b) => a.number - b.number);
	const nameContext = {
		featuresOf: context.featuresOf,
		mail: mail.email ?? "",
		fileName: context.fileName.replace(/\.\w{2,5}$/, ""),
		log,
	};
	const namePieces = headPieces(nameLines);
	const labelled = findLabelledName(namePieces, log);
	const name = labelled ?? findName(namePieces, nameLines, nameContext) ?? findNameByMail(others, nameContext);
	const isTrade = (text: string): boolean => context.featuresOf(text).jobWord;
	const countries = spokenCountries(hinted, head);
	const place = findLocation(pieces, { isTitle, isTrade, exclude: new Set([name?.name ?? ""]), countries, log });
	const [top, ...below] = context.sections;
	const last = below.length > 0 && top?.heading === null ? top.lines.at(-1) : undefined;
	const label = findHeadline(pieces, name, place?.city ?? "", context.featuresOf, last);
	const parts = labelled?.parts ?? (name === null ? {} : nameParts(name.name, context.language));
	if (label !== null) log.lost("/basics/label", () => label.losers);
	return {
		...(name === null ? {} : { name: name.name, ...parts }),
		...(label === null ? {} : { label: log.take("/basics/label", label) }),
		...mail,
		...numbers(
			context,
			head,
			once(() => likelyCountries(mail.email, place, hinted)),
		),
		...accounts(context, head),
		...(place === undefined ? {} : { location: place }),
		...summary(context),
	};
}
