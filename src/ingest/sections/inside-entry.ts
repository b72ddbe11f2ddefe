import { fold } from "../../analysis/fold.ts";
import type { Line } from "../layout/line.ts";
import type { SectionKind } from "./kinds.ts";
import { signature } from "./look-alikes.ts";

/** Labels of parts inside a role that are names of sections elsewhere: what was done, with what, to what effect. */
const OF_ROLE =
	/^\P{L}*(?:職務内容|業務内容|担当業務|仕事内容|業務経験|実績|主な実績|業績|開発環境|使用技術|使用言語|技術|工作内容|工作职责|工作職責|主要职责|主要職責|岗位职责|职责描述|工作描述|项目描述|项目职责|技术栈|工作业绩|工作成果|业绩|業績|成就|담당업무|주요업무|업무내용|주요성과|성과|사용기술|achievements|key achievements|accomplishments|highlights|technologies|responsibilities|key responsibilities|projects|key projects|erfolge|aufgaben|tätigkeiten|projekte|missions|réalisations|outils|logros|proyectos|herramientas|conquistas|atividades|attività|risultati|progetti|strumenti|werkzaamheden|projecten|prestaties|resultaten|osiągnięcia|zadania|başarılar|projeler|المهام|المسؤوليات|الإنجازات)\P{L}*$/iu;
/** Labels of parts inside a course of study. */
const OF_STUDY =
	/^\P{L}*(?:(?:relevant |selected |key )?course(?:s|work)|kurse|schwerpunkte|cours|cursos|asignaturas|corsi|vakken|kurser|kursy|dersler)\P{L}*$/iu;

const LABELS: Partial<Record<SectionKind, RegExp>> = {
	work: OF_ROLE,
	projects: OF_ROLE,
	volunteering: OF_ROLE,
	education: OF_STUDY,
};
/** What a page may name again where it goes on. */
const GOES_ON = /^\P{L}*(?:key )?pro[jy]/iu;

/**
 * Marked as a part of what stands above it: set no larger than it, or there for several entries alike; no section of its own.
 * @param kind of the section that the line stands in
 * @param known lines that are headings by their words and look
 */
export function isInsideEntry(line: Line, kind: SectionKind, known: ReadonlySet<Line>): boolean {
	const label = LABELS[kind];
	if (label?.test(line.text) !== true) return false;
	if (/^[【［[■◆●<＜〈]/u.test(line.text)) return true;
	const name = fold(line.text);
	const others = [...known].filter((other) => other !== line);
	if (!GOES_ON.test(line.text) && others.some((other) => fold(other.text) === name)) return true;
	const headings = others.filter(
		({ stream, text }) => stream === line.stream && !OF_ROLE.test(text) && !OF_STUDY.test(text),
	);
	return !headings.some((other) => signature(other) === signature(line));
}
