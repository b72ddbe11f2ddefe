/**
 * Fictitious people: `makePerson(seed)` is a pure function of its seed, so a population is a range of seeds. Any
 * likeness to a living person or a real employer is chance.
 */
import { rolesOf } from "./career.ts";
import { COUNTRIES, COUNTRY_POOL } from "./countries.ts";
import { chooseTools, type Voice, writeOut } from "./highlights.ts";
import { emailOf, nameIn, profilesOf, seedDigits } from "./identity.ts";
import { lexicon } from "./lexicon.ts";
import {
	AS_OF,
	type FictitiousPerson,
	type LanguageLevel,
	type Month,
	type Role,
	SENIORITIES,
	type Seniority,
	type SpokenLanguage,
	type Study,
} from "./person.ts";
import { homeIn } from "./places.ts";
import { PROFESSION_IDS, wordsOf } from "./professions.ts";
import { createRandom, type Random } from "./random.ts";
import { certificatesOf, type Learner, studiesOf } from "./studies.ts";
import { careerLength, climb, jobSpans, SENIORITY_POOL } from "./timeline.ts";

export { type JsonResume, toJsonResume } from "./json-resume.ts";
export type { FictitiousPerson } from "./person.ts";

const FOREIGN_LEVELS: readonly LanguageLevel[] = ["c2", "c1", "c1", "b2", "b2", "b1", "a2"];

function languagesOf(voice: Voice): SpokenLanguage[] {
	const { random, country, language } = voice;
	const mother = random.pick(COUNTRIES[country].native);
	const spoken: SpokenLanguage[] = [{ code: mother, level: "native" }];
	const add = (code: string, levels: readonly LanguageLevel[]): void => {
		if (!spoken.some((s) => s.code === code)) spoken.push({ code, level: random.pick(levels) });
	};
	add(COUNTRIES[country].employerLanguage, ["c2", "native", "c1"]);
	add(language, ["c1", "c2"]);
	for (const code of random.sample(COUNTRIES[country].foreign, random.int(0, 3))) add(code, FOREIGN_LEVELS);
	return spoken;
}

function summaryOf(voice: Voice, level: Seniority, facts: Readonly<Record<string, string>>): string {
	const patterns = lexicon(`languages/${voice.language}`).section(`summary.${level === "manager" ? "lead" : level}`);
	return writeOut(voice, voice.random.pick(patterns), (slot) => facts[slot]);
}

/** What a summary may mention. */
function factsOf(latest: Role, careerStart: Month, area: string, city: string): Record<string, string> {
	const years = Math.max(1, Math.floor((AS_OF - careerStart) / 12));
	return { label: latest.title, years: String(years), employer: latest.employer, area, place2: city };
}

function voiceFor(random: Random, seniority: Seniority): Voice {
	const country = random.pick(COUNTRY_POOL);
	const language = random.pick(COUNTRIES[country].resumeLanguages);
	const trade = random.pick(PROFESSION_IDS);
	const level = SENIORITIES.indexOf(seniority);
	const concepts = random.sample(
		wordsOf(trade, language).section("concepts"),
		random.int(4, 6 + Math.floor(level / 2)),
	);
	const gender = random.chance(0.5) ? "female" : "male";
	return { random, gender, country, language, profession: trade, tools: chooseTools(random, trade, level), concepts };
}

function skillsOf(voice: Voice): string[] {
	const tools = [...voice.tools.values()].flat();
	return voice.random.sample([...new Set([...tools, ...voice.concepts])], 24);
}

/** People leave school at 18 or 19; those whose school is not named began to study or work at 18 to 21. */
function birthYearOf(studies: readonly Study[], careerStart: Month, random: Random): number {
	const schoolEnd = studies.find((study) => study.area === undefined)?.end;
	if (schoolEnd !== undefined) return Math.floor(schoolEnd / 12) - random.int(18, 19);
	return Math.floor(Math.min(careerStart, ...studies.map((study) => study.start)) / 12) - random.int(18, 21);
}

/** A person, entirely decided by `seed` (a whole number, 0 to 2^53 - 1). E-mail addresses of different seeds differ. */
export function makePerson(seed: number): FictitiousPerson {
	const random = createRandom(seed);
	const seniority = random.pick(SENIORITY_POOL);
	const voice = voiceFor(random, seniority);
	const name = nameIn(voice.country, voice.gender, random);
	const { home, phone } = homeIn(voice.country, random);
	const months = careerLength(seniority, random);
	const spans = jobSpans(months, random);
	const roles = rolesOf(spans, climb(spans.length, seniority, months), voice, home);
	const careerStart = spans[0]?.start ?? AS_OF;
	const learner: Learner = { ...voice, seniority, careerStart };
	const { studies, area } = studiesOf(learner);
	const latest = roles[0] as Role;
	const { gender, country, language, profession, concepts } = voice;
	return {
		seed,
		...name,
		gender,
		birthYear: birthYearOf(studies, careerStart, random),
		country,
		language,
		profession,
		seniority,
		label: latest.title,
		summary: summaryOf(voice, seniority, factsOf(latest, careerStart, area, home.city)),
		email: emailOf(name, seed, random),
		phone,
		home,
		profiles: profilesOf(name, profession, seedDigits(seed), random),
		roles,
		studies,
		skills: skillsOf(voice),
		concepts,
		languages: languagesOf(voice),
		certificates: certificatesOf(learner),
		interests: random.sample(lexicon(`languages/${language}`).section("interests"), random.int(2, 4)),
	};
}
