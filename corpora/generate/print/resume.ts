/** A person and a style make a document, and the truth of that document: exactly what it prints. */
import type { JsonResume } from "../json-resume.ts";
import { lexicon } from "../lexicon.ts";
import type { FictitiousPerson } from "../person.ts";
import { createRandom, type Random } from "../random.ts";
import { contactOf } from "./contact.ts";
import type { Block, ResumeDocument, Section, SectionKind } from "./document.ts";
import { printStudies, printWork } from "./entries.ts";
import { printCertificates, printLanguages, printSkills } from "./lists.ts";
import type { PrintStyle } from "./style.ts";

export interface PrintedResume {
	readonly document: ResumeDocument;
	readonly truth: JsonResume;
}

function sectionOrder(style: PrintStyle, person: FictitiousPerson): SectionKind[] {
	const studying = person.studies.some((study) => study.end === undefined);
	const core: SectionKind[] = studying ? ["education", "work"] : ["work", "education"];
	const order: SectionKind[] = style.shows.skillsFirst
		? ["summary", "skills", ...core]
		: ["summary", ...core, "skills"];
	return [...order, "languages", "certificates", "interests", "references"];
}

interface Printed {
	readonly blocks: readonly Block[];
	readonly told: Partial<JsonResume>;
}

function printSection(kind: SectionKind, person: FictitiousPerson, style: PrintStyle, random: Random): Printed {
	const nothing: Printed = { blocks: [], told: {} };
	switch (kind) {
		case "summary":
			return style.shows.summary ? { blocks: [{ kind: "paragraph", text: person.summary }], told: {} } : nothing;
		case "work": {
			const { blocks, told } = printWork(person.roles, style, random);
			return { blocks, told: { work: told } };
		}
		case "education": {
			const { blocks, told } = printStudies(person.studies, style, random);
			return { blocks, told: { education: told } };
		}
		case "skills": {
			const { blocks, told } = printSkills(person, style, random);
			return { blocks, told: { skills: told } };
		}
		case "languages": {
			const { blocks, told } = printLanguages(person, style, random);
			return { blocks, told: { languages: told } };
		}
		case "certificates": {
			if (!style.shows.certificates || person.certificates.length === 0) return nothing;
			const { blocks, told } = printCertificates(person.certificates, style);
			return { blocks, told: { certificates: told } };
		}
		case "interests": {
			if (!style.shows.interests) return nothing;
			const blocks: Block[] = [{ kind: "paragraph", text: person.interests.join(", ") }];
			return { blocks, told: { interests: person.interests.map((name) => ({ name })) } };
		}
		case "references": {
			const words = lexicon(`languages/${style.language}`).section("references");
			return style.shows.references ? { blocks: [{ kind: "paragraph", text: random.pick(words) }], told: {} } : nothing;
		}
	}
}

function headingFor(kind: SectionKind, style: PrintStyle, random: Random): string {
	const heading = random.pick(lexicon(`languages/${style.language}`).section(`heading.${kind}`));
	return style.heading === "capitals" ? heading.toLocaleUpperCase(style.language) : heading;
}

/** Prints a person in a style. The same person and style give the same document. */
export function printResume(person: FictitiousPerson, style: PrintStyle): PrintedResume {
	const random = createRandom(style.wordingSeed);
	const words = lexicon(`languages/${style.language}`);
	const plain = `${person.givenName} ${person.familyName}`;
	const name = style.capitalName ? plain.toLocaleUpperCase(style.language) : plain;
	const contact = contactOf(person, style, random);
	const sections: Section[] = [];
	const truth: JsonResume = {
		basics: {
			name,
			...(style.shows.label ? { label: person.label } : {}),
			...contact.told,
			...(style.shows.summary ? { summary: person.summary } : {}),
		},
		work: [],
		education: [],
		skills: [],
		languages: [],
		certificates: [],
	};
	for (const kind of sectionOrder(style, person)) {
		const { blocks, told } = printSection(kind, person, style, random);
		if (blocks.length > 0) sections.push({ kind, heading: headingFor(kind, style, random), blocks });
		Object.assign(truth, told);
	}
	const document: ResumeDocument = {
		language: style.language,
		...(style.shows.documentTitle ? { documentTitle: random.pick(words.section("label.document")) } : {}),
		name,
		...(style.shows.label ? { label: person.label } : {}),
		contact: contact.items,
		contactHeading: random.pick(words.section("heading.contact")),
		pageLabel: words.section("label.page")[0] as string,
		labels: style.labels,
		sections,
	};
	return { document, truth };
}
