import { fold } from "../../analysis/fold.ts";
import type { Education } from "../../domain/resume.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { assignAll, type ExplainedAssignment, type Piece } from "./assign.ts";
import { type Atom, textOf } from "./atoms.ts";
import { namesCertificate } from "./certificate-words.ts";
import { EDUCATION_TABLES, type EducationLabel, GRADE, GRADE_LABEL, STUDY_STATUS } from "./education-rules.ts";
import { type Entry, otherDates, toEntries } from "./entries.ts";
import { type EvidenceLog, type Found, found, IMPOSSIBLE_DATE } from "./evidence.ts";
import { type Features, findDegree } from "./features.ts";
import { foundPiece } from "./found-piece.ts";
import { educationSense } from "./header-sense.ts";
import { isTown } from "./known-cities.ts";
import { EXAMINED_BY } from "./no-employer.ts";
import { cleanName, entryUrl } from "./role-text.ts";
import type { Curve } from "./rules.ts";
import { isSubject } from "./study-subjects.ts";
import type { WorkContext } from "./work.ts";

function label(
	entries: readonly Entry[],
	featuresOf: (text: string) => Features,
): ExplainedAssignment<EducationLabel>[] {
	const isExaminer = ({ text, separator }: Atom): boolean => separator === "bracket" && EXAMINED_BY.test(text);
	const named = entries.map(({ atoms }) => atoms.filter((atom) => !STUDY_STATUS.test(atom.text) && !isExaminer(atom)));
	return assignAll(named.map((atoms) => ({ atoms, tables: EDUCATION_TABLES, featuresOf })));
}

const IN =
	/^(?:\s*(?:of|in|en|em|im|der|des|de|di|i|w|på|zum|zur|als|som|na|по|в|у|في|ב|,|:|–|-|\()\s+|\s*[,:(（、，،–-]\s*|\s+)/iu;

const AGAIN = /^\s+(?:[-–—]|zum|zur|\/)\s+/u;
/** Behind the area: "Computer Science, Minor in Business". */
const MINOR =
	/\sMinor(?::\s.*)?$|[\s,;(]+(?:with\s+(?:an?\s+)?)?(?:minors?|concentration|emphasis|double minor)\s+in\s.*$/iu;
/** "Statistics, advisor: Prof. Lindqvist", "Mathematics, Phi Beta Kappa" */
const ABOUT_STUDIES =
	/,\s*(?:advis[eo]rs?|supervisors?|supervised|thesis|dissertation|betreuer(?:in)?|directeur|directrice|tutor|relatore|phi beta kappa|dean['’]s list|hono(?:u)?rs)(?!\p{L}).*$/iu;
/** Before it: "Studium der Humanmedizin", "in Computer Science". */
const STUDY_OF =
	/^(?:(?:studium|studies|study|études|estudios|studi|degree|abschluss)\s+(?:der|des|of|in|de|en|im)|in (?:de|het|the)|in|im|en|em|w|de(?=\s\p{Ll}))\s+(?=\p{L}{3})/iu;
/** "Perito Commerciale conseguito": behind it stands where. */
const OBTAINED =
	/[\s,]{1,3}(?:conseguit[oa]|rilasciat[oa]|obtenue?|délivrée?|obtenid[oa]|expedid[oa]|obtid[oa]|obtained|awarded|gained|erworben)$/iu;
const areaName = (text: string): string =>
	text
		.replace(OBTAINED, "")
		.replace(GRADES, "")
		.replace(MINOR, "")
		.replace(ABOUT_STUDIES, "")
		.replace(STUDY_OF, "")
		.replace(NOTHING_IN, "")
		.trim();
/** "Abitur in": a template that had no subject to print. */
const NOTHING_IN = /^(?:in|of|en|em|im)$/iu;
/** "A–C": the grades of several subjects. */
const GRADES = /^\(?[A-E]\*?\s?[-–]\s?[A-G]\)?$/u;
/** "Note 1,7": behind a degree, no subject. */
const GRADE_ALONE = new RegExp(`^${GRADE.source}`, "iu");
const withoutStatus = (text: string): string =>
	STUDY_STATUS.test(text) || GRADES.test(text) || GRADE_ALONE.test(text) ? "" : text;

/** In front of a degree that is not reached yet. */
const CANDIDATE =
	/^(?:candidate for|candidate|pursuing|expected|working towards?|studying for|enrolled in|currently pursuing|angestrebter abschluss:?)\s+(?:an?\s+|the\s+)?(?=\p{L})/iu;

/** One to three words with capitals and nothing else. */
const NOUNS = /^\s+(\p{Lu}[\p{L}-]{3,}(?:\s\p{Lu}[\p{L}-]+){0,2})$/u;

/** "Bachelor of Science in Computer Science" is a degree and an area. */
export function splitDegree(written: string): { degree: string; area: string } {
	const text = written.replace(CANDIDATE, "");
	const degree = findDegree(text);
	if (degree === null) return { degree: text, area: "" };
	// "7 GCSEs": how many are no part of the name.
	const before = text
		.slice(0, degree.from)
		.replace(/^\d{1,2}\s+$/u, "")
		.trim();
	const whole = text.slice(degree.from).trim();
	// "Wirtschaftswissenschaften Diplom-Ökonomin"
	if (isSubject(before) && findDegree(before) === null && !/\s/.test(whole)) return { degree: whole, area: before };
	// "Erstes Juristisches Staatsexamen": words before a degree that is no abbreviation belong to it.
	if (
		before !== "" &&
		!ENGLISH.test(text.slice(degree.from, degree.to)) &&
		before.split(/\s+/).length <= 3 &&
		!/[,:–-]$/u.test(before)
	) {
		// "Erstes Staatsexamen Sonderpädagogik"
		const subject = NOUNS.exec(text.slice(degree.to))?.[1] ?? "";
		const isParted = isSubject(subject) || /examen$/iu.test(text.slice(degree.from, degree.to));
		return subject !== "" && isParted
			? { degree: text.slice(0, degree.to).trim(), area: subject }
			: { degree: text, area: "" };
	}
	// "Bachelor of Commerce - BCom", "Promotion zum Dr. med.": the degree once more, shorter.
	const again = AGAIN.exec(text.slice(degree.to))?.[0] ?? "";
	const second = again === "" ? null : findDegree(text.slice(degree.to + again.length));
	const end = second?.from === 0 ? degree.to + again.length + second.to : degree.to;
	const after = text
		.slice(end)
		.replace(/^\s*(?:\(\s*hons?\.?\s*\)|hons?\.?(?!\p{L})|degree|abschluss|studium)/iu, (more) => more);
	// "Promotion (Dr. rer. nat.)": the degree once more, in brackets.
	const bracket = /^\s*\(([^()]{2,24})\)/u.exec(after);
	const repeated = bracket !== null && findDegree(bracket[1] ?? "")?.from === 0 ? bracket[0] : "";
	const honours = /^\s*(?:\(\s*hons?\.?\s*\)|hons?\.?(?!\p{L})|degree(?!\p{L}))/iu.exec(after)?.[0] ?? "";
	const tail = after.slice((repeated || honours).length);
	const area =
		withoutStatus(tail.replace(IN, "").trim()) === ""
			? ""
			: tail
					.replace(IN, "")
					.replace(/[)）\s]+$/u, (end) => (tail.replace(IN, "").includes("(") ? end.trimEnd() : ""))
					.trim();
	const name = text.slice(degree.from, end) + honours;
	if (area === "" || !/\p{L}{2}/u.test(area))
		return before === ""
			? { degree: name.trim(), area: "" }
			: { degree: name.trim(), area: before.replace(/[\s,:–-]+$/u, "") };
	return { degree: name.trim(), area };
}

/** Degrees that the subject may stand in front of: "Computer Science BSc". */
const ENGLISH =
	/^(?:bachelor|master|doctor|ph\.?\s?d|[BM]\.?\s?(?:Sc|A|S|Eng|Tech|Ed|BA|Com|Phil|Res)|MBA|LL|diploma|degree|honours)/iu;

/** "National Institute of Technology, Rourkela": the place is what tells it from others of its name. */
const NAMED_BY_PLACE =
	/^(?:(?:the |national |indian |regional |government |govt\.? |state |international )*(?:(?:institute|college|school|faculty) of (?:\p{L}+ and )?(?:science|technology|engineering|management|arts|commerce|medicine|law|design|information technology)s?|polytechnic)|university of (?:california|texas|wisconsin|illinois|massachusetts|north carolina|maryland|minnesota))$/iu;

/** The name of a school, with the place behind it where that is part of it. */
function schoolName(school: Piece<EducationLabel>, pieces: Pieces): { text: string; uses: EducationLabel | null } {
	const next = [...pieces.values()].find((piece) => piece.atoms[0]?.separator === "comma" && follows(school, piece));
	const joined =
		next !== undefined &&
		next.atoms.length === 1 &&
		(next.label === "place" || next.label === "area") &&
		NAMED_BY_PLACE.test(school.text);
	return joined
		? { text: textOf([...school.atoms, ...next.atoms]), uses: next.label }
		: { text: school.text, uses: null };
}

type Pieces = ReadonlyMap<EducationLabel, Piece<EducationLabel>>;

const CURVES: Record<EducationLabel, Curve> = {
	school: { atThreshold: 0.68, scale: 1 },
	degree: { atThreshold: 0.9, scale: 1.5 },
	area: { atThreshold: 0.85, scale: 2.2 },
	place: { atThreshold: 0.8, scale: 2 },
	grade: { atThreshold: 0.9, scale: 2 },
};

const toFound = (piece: Piece<EducationLabel>, value = piece.text): Found<string> =>
	foundPiece(piece, CURVES[piece.label], { value });

function degreeFields(pieces: Pieces, pointer: string, log: EvidenceLog): Pick<Education, "studyType" | "area"> {
	const piece = pieces.get("degree");
	const area = pieces.get("area");
	const split = piece === undefined ? { degree: "", area: "" } : splitDegree(piece.text);
	const areaPiece = split.area !== "" ? piece : area;
	// "Ingeniería de Caminos, Canales y Puertos": a comma inside the area.
	const goesOn =
		split.area !== "" &&
		area !== undefined &&
		piece !== undefined &&
		area.atoms[0]?.separator === "comma" &&
		!isTown(area.text) &&
		follows(piece, area);
	const areaText = goesOn ? `${split.area}, ${area.text}` : split.area !== "" ? split.area : (area?.text ?? "");
	return {
		...(piece === undefined || cleanName(split.degree) === ""
			? {}
			: { studyType: log.take(`${pointer}/studyType`, toFound(piece, split.degree)) }),
		...(areaPiece === undefined || cleanName(areaName(areaText)) === ""
			? {}
			: { area: log.take(`${pointer}/area`, toFound(areaPiece, areaName(areaText))) }),
	};
}

const follows = (before: Piece<EducationLabel>, after: Piece<EducationLabel>): boolean => {
	const [last, first] = [before.atoms.at(-1), after.atoms[0]];
	return (
		last !== undefined &&
		first !== undefined &&
		last.cell === first.cell &&
		first.from >= last.to &&
		first.from - last.to <= 3
	);
};

const COURSES =
	/^(?:relevant )?(?:courses?|coursework|course work|modules?|kurse|module|cours|cursos|asignaturas|主修课程)\s*[:：]\s*/iu;

function gradeOf(entry: Entry, pieces: Pieces): Found<string> | null {
	const piece = pieces.get("grade");
	if (piece !== undefined) return toFound(piece);
	const below = entry.body.find(isGradeLine);
	if (below === undefined) return null;
	const part = below.text.split(/,(?!\d)|[;|]/).find((text) => GRADE.test(text));
	return found(part?.trim() ?? below.text, 0.8, "grade below the entry", below.lines);
}

const isGradeLine = (paragraph: Paragraph): boolean => GRADE.test(paragraph.text) && paragraph.text.length < 80;

function coursesOf(entry: Entry): string[] {
	const line = entry.body.find((paragraph) => COURSES.test(paragraph.text));
	const names = line?.text.replace(COURSES, "").split(/[,;•]\s*/) ?? [];
	return names
		.map((name) => name.trim())
		.filter((name) => name !== "")
		.slice(0, 100);
}

function textBelow(entry: Entry): Found<string> | null {
	const graded = entry.body.find(isGradeLine);
	const rest = entry.body.filter(
		(paragraph) => paragraph !== graded && !COURSES.test(paragraph.text) && /\p{L}{2}/u.test(paragraph.text),
	);
	const text = rest
		.map((paragraph) => paragraph.text)
		.join("\n")
		.slice(0, 10_000);
	return rest.length === 0
		? null
		: found(
				text,
				0.85,
				"text under the entry",
				rest.flatMap((paragraph) => paragraph.lines),
			);
}

/** Grade and courses stand in the lines below as often as in the header. */
function bodyFields(
	entry: Entry,
	pieces: Pieces,
	pointer: string,
	log: EvidenceLog,
): Pick<Education, "score" | "courses" | "summary"> {
	const grade = gradeOf(entry, pieces);
	const score = grade?.value.replace(GRADE_LABEL, "").trim() ?? "";
	const courses = coursesOf(entry);
	const summary = textBelow(entry);
	return {
		...(grade === null || score === "" || score.length > 100
			? {}
			: { score: log.take(`${pointer}/score`, { ...grade, value: score }) }),
		...(courses.length === 0 ? {} : { courses }),
		...(summary === null ? {} : { summary: log.take(`${pointer}/summary`, summary) }),
	};
}

function dates(entry: Entry, pointer: string, log: EvidenceLog): Pick<Education, "startDate" | "endDate"> {
	if (entry.dates === null) return {};
	const lines = entry.header.flatMap((paragraph) => paragraph.lines);
	const { start, end, isRange, impossible } = entry.dates;
	const sure = (usual: number): number => (impossible === true ? IMPOSSIBLE_DATE : usual);
	if (impossible === true) log.impossibleDate(pointer, entry.header);
	const rule = isRange ? "date range in the header" : "single date in the header";
	log.lost(`${pointer}/${start === undefined ? "endDate" : "startDate"}`, () => otherDates(entry));
	return {
		...(start === undefined
			? {}
			: { startDate: log.take(`${pointer}/startDate`, found(start, sure(0.95), rule, lines)) }),
		...(end === undefined
			? {}
			: { endDate: log.take(`${pointer}/endDate`, found(end, sure(isRange ? 0.95 : 0.85), rule, lines)) }),
	};
}

function toEducation(
	entry: Entry,
	assignment: ExplainedAssignment<EducationLabel>,
	pointer: string,
	log: EvidenceLog,
): Education {
	const all: Pieces = new Map(assignment.pieces.map((piece) => [piece.label, piece]));
	const school = all.get("school");
	const named = school === undefined ? null : schoolName(school, all);
	const pieces: Pieces = new Map([...all].filter(([label]) => label !== named?.uses));
	const place = pieces.get("place");
	if (school !== undefined) log.lost(`${pointer}/institution`, () => assignment.rivals("school"));
	if (pieces.has("degree")) log.lost(`${pointer}/studyType`, () => assignment.rivals("degree"));
	if (pieces.has("area")) log.lost(`${pointer}/area`, () => assignment.rivals("area"));
	const url = entryUrl(entry);
	return {
		...(school === undefined || named === null || cleanName(named.text) === ""
			? {}
			: { institution: log.take(`${pointer}/institution`, toFound(school, named.text)) }),
		...degreeFields(pieces, pointer, log),
		...(place === undefined ? {} : { location: log.take(`${pointer}/location`, toFound(place)) }),
		...(url === null ? {} : { url: log.take(`${pointer}/url`, url) }),
		...dates(entry, pointer, log),
		...bodyFields(entry, pieces, pointer, log),
	};
}

/** "AWS Certified Solutions Architect, Amazon, 2021" under a heading of studies: no school, no degree, one date at most. */
function isCertificate({ atoms, dates, header }: Entry, featuresOf: (text: string) => Features): boolean {
	if (dates?.isRange === true || dates?.current === true || atoms.length > 5) return false;
	const studies = atoms.some(({ text, says }) => {
		const { schoolWord, degree } = featuresOf(text);
		return says !== null || schoolWord || degree !== null;
	});
	return !studies && header.some(({ text }) => namesCertificate(fold(text)));
}

const isStudy = (entry: Entry, assignment: ExplainedAssignment<EducationLabel>): boolean =>
	assignment.pieces.some(
		(piece) => (piece.label === "school" && piece.score > 1) || (piece.label === "degree" && piece.score > 2),
	) ||
	(entry.dates !== null && assignment.pieces.length > 0);

export interface Studies {
	readonly education: Education[];
	/** Lines of the sections that name certificates. */
	readonly certificates: readonly Paragraph[];
}

/** Courses of study of the education sections, in the order of the file. */
export function extractEducation(sections: readonly (readonly Paragraph[])[], context: WorkContext): Studies {
	const certificates: Paragraph[] = [];
	const found: { entry: Entry; assignment: ExplainedAssignment<EducationLabel> }[] = [];
	for (const paragraphs of sections) {
		const made = toEntries(paragraphs, context.monthFirst, educationSense(context.featuresOf));
		context.log.leftOut("/education", made.left);
		const all = made.entries.filter((entry) => entry.atoms.length > 0);
		const entries = all.filter((entry) => !isCertificate(entry, context.featuresOf));
		certificates.push(...all.filter((entry) => !entries.includes(entry)).flatMap(({ header }) => header));
		const labelled = label(entries, context.featuresOf);
		found.push(
			...entries.map((entry, index) => ({ entry, assignment: labelled[index] as ExplainedAssignment<EducationLabel> })),
		);
	}
	const education = found
		.filter(({ entry, assignment }) => isStudy(entry, assignment))
		.slice(0, 100)
		.map(({ entry, assignment }, index) => toEducation(entry, assignment, `/education/${index}`, context.log));
	return { education, certificates };
}
