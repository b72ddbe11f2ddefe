/** Skills, languages and certificates as lines, each with exactly what it tells. */
import { type JsonResume, languageName } from "../json-resume.ts";
import { lexicon } from "../lexicon.ts";
import type { Certificate, FictitiousPerson, LanguageLevel } from "../person.ts";
import type { Random } from "../random.ts";
import { dateTold, monthText } from "./dates.ts";
import type { Block } from "./document.ts";
import type { PrintStyle } from "./style.ts";

export function printSkills(
	person: FictitiousPerson,
	style: PrintStyle,
	random: Random,
): { blocks: Block[]; told: JsonResume["skills"] } {
	const skills = person.skills.slice(0, style.mostSkills);
	const told = skills.map((name) => ({ name }));
	if (style.skills === "list") return { blocks: [{ kind: "list", items: skills }], told };
	if (style.skills === "groups") {
		const words = lexicon(`languages/${style.language}`);
		const topics = skills.filter((skill) => person.concepts.includes(skill));
		const tools = skills.filter((skill) => !person.concepts.includes(skill));
		const line = (group: string, items: readonly string[]): Block => ({
			kind: "paragraph",
			text: `${words.section(`label.${group}`)[0]}: ${items.join(", ")}`,
		});
		const blocks = [
			...(tools.length > 0 ? [line("tools", tools)] : []),
			...(topics.length > 0 ? [line("methods", topics)] : []),
		];
		return { blocks, told: [...tools, ...topics].map((name) => ({ name })) };
	}
	const separator = style.skills === "pipes" ? random.pick([" | ", " · ", " • "]) : ", ";
	return { blocks: [{ kind: "paragraph", text: skills.join(separator) }], told };
}

function fluencyText(level: LanguageLevel, style: PrintStyle, random: Random): string {
	const words = random.pick(lexicon(`languages/${style.language}`).section(`fluency.${level}`));
	if (style.fluency === "words" || level === "native") return words;
	return style.fluency === "level" ? level.toUpperCase() : `${words}, ${level.toUpperCase()}`;
}

export function printLanguages(
	person: FictitiousPerson,
	style: PrintStyle,
	random: Random,
): { blocks: Block[]; told: JsonResume["languages"] } {
	const told = person.languages.map(({ code, level }) => ({
		language: languageName(code, style.language),
		fluency: fluencyText(level, style, random),
	}));
	const join = { brackets: " (", dash: " – ", colon: ": " }[style.languages];
	const close = style.languages === "brackets" ? ")" : "";
	const lines = told.map(({ language, fluency }) => `${language}${join}${fluency}${close}`);
	const inline = style.languages === "brackets" && random.chance(0.5);
	return { blocks: inline ? [{ kind: "paragraph", text: lines.join(", ") }] : [{ kind: "list", items: lines }], told };
}

export function printCertificates(
	certificates: readonly Certificate[],
	style: PrintStyle,
): { blocks: Block[]; told: JsonResume["certificates"] } {
	const form = style.certificates;
	const items = certificates.map(({ name, issuer, date }) => {
		const when = monthText(date, style.dateForm, style.language);
		if (form === "name, issuer (date)") return `${name}, ${issuer} (${when})`;
		if (form === "date: name") return `${when}: ${name}`;
		return form === "name, issuer" ? `${name}, ${issuer}` : name;
	});
	const told = certificates.map(({ name, issuer, date }) => ({
		name,
		...(form.includes("date") ? { date: dateTold(date, style.dateForm) } : {}),
		...(form.includes("issuer") ? { issuer } : {}),
	}));
	return { blocks: [{ kind: "list", items }], told };
}
