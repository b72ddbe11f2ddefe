import type { Features } from "./features.ts";
import type { HeaderSense } from "./header-lines.ts";
import { isKnownCity } from "./known-cities.ts";
import { BRANCH, COURSE_NUMBER, EMPLOYMENT_KIND, EXAMINED_BY, PART_OF } from "./no-employer.ts";

import { isSubject } from "./study-subjects.ts";

type FeaturesOf = (text: string) => Features;

/** What parts two values of one header line, as far as it must be known to count them. */
const SEPARATOR =
	/\s*[|｜•·‖]\s*|\s+(?:-{1,3}|[–—/»›>]|>>|::)\s+|\s*[–—]\s*|(?<!\p{L}-),\s+|\s*[，、；]\s*|\s+(?:at|@|bei|chez|presso|bij|hos)\s+|\t|\s*[()（）]\s*|:\s+|(?<=[\u3040-\u9FFF])\s+(?=[\u3040-\u9FFF])/iu;

/** "Ospedale degli Infermi, Rimini – tempo determinato": how somebody was employed is no name. */
function partsOf(text: string): string[] {
	const parts = text.split(SEPARATOR).filter((part) => /\p{L}/u.test(part));
	return parts.length > 1
		? parts.filter((part, at) => at === 0 || !(EMPLOYMENT_KIND.test(part) || EXAMINED_BY.test(part)))
		: parts;
}

/** "Mayer Partners Ltd" has a title's word and is none. */
const isTitle = ({ knownTitle, titleWord, legalForm, organisationWord, text }: Features): boolean =>
	!legalForm &&
	// "ARC International": half of a name is the short form of a title.
	((knownTitle >= 0.5 && (titleWord || !organisationWord || knownTitle >= 0.95)) ||
		(titleWord && !organisationWord && !/\p{Lu}\p{L}+ & \p{Lu}\p{L}+$/u.test(text)));

/** A text that names a place and nothing else; a word that only looks like one is none. */
function isPlace(features: Features): boolean {
	if (isTitle(features) || features.legalForm || features.organisationWord || features.schoolWord) return false;
	if (features.place === "sure") return true;
	return features.place === "likely" && !features.jobWord && features.text.split(/,\s*/).some(isKnownCity);
}

/** "Business Intelligence" behind a title: its department, sooner than who employs. */
const isTrade = ({ jobWord, legalForm, organisationWord, schoolWord, text }: Features): boolean =>
	(jobWord || isSubject(text)) && !legalForm && !organisationWord && !schoolWord;

type Test = (features: Features) => boolean;

const senseOf = (
	featuresOf: FeaturesOf,
	isLead: Test,
	isOwner: Test,
	names: 1 | 2,
	isStudies = false,
): HeaderSense => ({
	names,
	isStudies,
	isLead: (text) => isLead(featuresOf(text)),
	isOwner: (text) => isOwner(featuresOf(text)),
	isPlace: (text) => isPlace(featuresOf(text)),
	partsOf,
});

/** "High School Diploma" is a degree. */
const isSchool = ({ schoolWord, legalForm, degree }: Features): boolean =>
	(schoolWord && degree?.from !== 0) || legalForm;

/** "Westlake High School" has a degree's words behind its own name. */
const isDegree = (features: Features): boolean => features.degree !== null && !isSchool(features);

const isEmployer = (features: Features): boolean =>
	!isTitle(features) &&
	!isPlace(features) &&
	!isTrade(features) &&
	!COURSE_NUMBER.test(features.text) &&
	!EMPLOYMENT_KIND.test(features.text) &&
	!PART_OF.test(features.text) &&
	!BRANCH.test(features.text);

/** Headers of roles: a title and an employer. */
export const workSense = (featuresOf: FeaturesOf): HeaderSense => senseOf(featuresOf, isTitle, isEmployer, 2);

/** Headers of courses of study: a degree and a school. */
export const educationSense = (featuresOf: FeaturesOf): HeaderSense => senseOf(featuresOf, isDegree, isSchool, 2, true);

/** Headers of projects and the like: one name. */
export const nameSense = (featuresOf: FeaturesOf): HeaderSense =>
	senseOf(
		featuresOf,
		() => false,
		() => true,
		1,
	);
