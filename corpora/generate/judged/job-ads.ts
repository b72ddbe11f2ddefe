/**
 * Job advertisements to resumes. For each advertisement people are made who fit it in a known degree, and people who only look as if
 * they did: who name every word and never did the work, who have the wrong level, whose skills are of long ago, who live elsewhere.
 * Grades follow from what each person is, by one rule for all pairs.
 */
import { toJsonResume } from "../json-resume.ts";
import { makePerson } from "../people.ts";
import { AS_OF, type CountryCode, type FictitiousPerson, type Language, type Role, SENIORITIES } from "../person.ts";
import { expand } from "../phrase.ts";
import { PROFESSION_IDS, profession, wordsOf } from "../professions.ts";
import { createRandom, type Random } from "../random.ts";
import type { JudgedCollection, Judgment } from "./collection.ts";

const SEED = 40_417;
const ADS = 112;
const BYSTANDERS = 90;
/** Seeds of one collection. */
const MOST_PEOPLE = 1_000_000;
/** Months after which a skill that was not used since is stale. */
const STALE = 8 * 12;

interface Ad {
	readonly id: string;
	readonly profession: string;
	/** Index into SENIORITIES. */
	readonly level: number;
	readonly skills: readonly string[];
	readonly country: CountryCode;
	readonly city: string;
	readonly language: Language;
	readonly title: string;
	readonly listsSkills: boolean;
}

/** Somebody with the truth that no resume tells. */
interface Known {
	readonly person: FictitiousPerson;
	/** Skills of work within {@link STALE}. */
	readonly current: ReadonlySet<string>;
	/** Skills of work before that. */
	readonly stale: ReadonlySet<string>;
	/** What he was made as: for the hand check. */
	readonly kind: string;
}

/** A stream of people no two of whom are the same. */
class People {
	#seed: number;
	/** Made before and not wanted then: making people takes much longer than looking at them. */
	readonly #spare: FictitiousPerson[] = [];

	constructor(seed: number) {
		this.#seed = seed * MOST_PEOPLE;
	}

	next(wanted: (person: FictitiousPerson) => boolean): FictitiousPerson {
		const place = this.#spare.findIndex(wanted);
		const [spare] = place < 0 ? [] : this.#spare.splice(place, 1);
		if (spare !== undefined) return spare;
		for (;;) {
			const person = makePerson(this.#seed++);
			if (wanted(person)) return person;
			this.#spare.push(person);
		}
	}
}

export function jobAds(variant: number): JudgedCollection {
	const random = createRandom(SEED + variant, 3);
	const people = new People(SEED + variant);
	const ads: Ad[] = [];
	const known: Known[] = [];
	for (let number = 0; number < ADS; number++) {
		const ad = makeAd(number, people, random);
		ads.push(ad);
		for (const make of KINDS) known.push(make(ad, people, random));
	}
	for (let number = 0; number < BYSTANDERS; number++) known.push(bystander(people.next(() => true)));
	return {
		name: "job-ads",
		description:
			"Job advertisements in English, German, French and Spanish to resumes of 14 trades, with keyword stuffers, wrong levels, stale skills and wrong places.",
		language: "en, de, fr, es",
		made: "npm run -s corpora -- judged job-ads; 3 right trade, level, city and all skills of late; 2 lacks one skill or lives elsewhere in the country; 1 has one skill only, or all of long ago, or a level two steps away, or lives abroad; 0 has two of these faults, or is of another trade; those who were made for an advertisement are listed with their 0",
		candidates: known.map(({ person }) => ({
			id: idOf(person),
			resume: toJsonResume(person),
			slices: { language: person.language },
		})),
		queries: ads.map(queryOf),
		judgments: ads.flatMap((ad) => judge(ad, known)),
		truth: known.map(({ person, kind, current, stale }) => ({
			id: idOf(person),
			kind,
			profession: person.profession,
			seniority: person.seniority,
			city: person.home.city,
			country: person.country,
			current: [...current],
			stale: [...stale],
		})),
	};
}

const idOf = ({ seed }: FictitiousPerson) => `j${seed % MOST_PEOPLE}`;
const levelOf = ({ seniority }: FictitiousPerson) => SENIORITIES.indexOf(seniority);

function makeAd(number: number, people: People, random: Random): Ad {
	const trade = PROFESSION_IDS[number % PROFESSION_IDS.length] as string;
	const model = people.next(
		(person) => person.profession === trade && levelOf(person) >= 1 && levelOf(person) <= 5 && person.skills.length > 5,
	);
	const { country, language, seniority, home } = model;
	const tools = new Set([...profession(trade).toolGroups.values()].flat());
	const skills = random.sample(
		model.skills.filter((skill) => tools.has(skill)),
		3,
	);
	const title = titleIn(trade, language, seniority, random);
	return {
		id: `ad${number + 1}`,
		profession: trade,
		level: levelOf(model),
		skills,
		country,
		city: home.city,
		language,
		title: language === "de" ? `${title} (m/w/d)` : title,
		listsSkills: random.chance(0.7),
	};
}

function titleIn(trade: string, language: Language, level: string, random: Random): string {
	const pattern = random.pick(wordsOf(trade, language).section(level));
	return expand(pattern, random, "male", () => "");
}

const TEXTS: Readonly<Record<Language, (ad: Ad) => string>> = {
	en: ({ title, city, skills }) =>
		`We are looking for a ${title} in ${city}. You work with ${skills.join(", ")} every day and like to pass on what you know.`,
	de: ({ title, city, skills }) =>
		`Wir suchen für ${city}: ${title}. Sie arbeiten täglich mit ${skills.join(", ")} und geben Ihr Wissen gern weiter.`,
	fr: ({ title, city, skills }) =>
		`Nous cherchons à ${city} : ${title}. Vous travaillez chaque jour avec ${skills.join(", ")} et aimez transmettre.`,
	es: ({ title, city, skills }) =>
		`Buscamos en ${city}: ${title}. Trabajas a diario con ${skills.join(", ")} y te gusta enseñar.`,
};

function queryOf(ad: Ad) {
	const { id, title, skills, city, language, listsSkills, profession: trade, level } = ad;
	const job = { title, description: TEXTS[language](ad), ...(listsSkills ? { skills } : {}), location: city };
	return { id, job, slices: { profession: trade, seniority: SENIORITIES[level] as string, language } };
}

/** In words of each language: worked with these of late. */
const LATELY: Readonly<Record<Language, string>> = {
	en: "Daily work with",
	de: "Tägliche Arbeit mit",
	fr: "Travail quotidien avec",
	es: "Trabajo diario con",
};

/** The skills stand in the list and in the latest job. */
function equipped(person: FictitiousPerson, skills: readonly string[]): FictitiousPerson {
	const [latest, ...earlier] = person.roles;
	const line = `${LATELY[person.language]} ${skills.join(", ")}`;
	const roles = latest === undefined ? [] : [{ ...latest, highlights: [...latest.highlights, line] }, ...earlier];
	return { ...person, roles, skills: [...new Set([...skills, ...person.skills])] };
}

const without = (person: FictitiousPerson, skills: readonly string[]): FictitiousPerson => ({
	...person,
	skills: person.skills.filter((skill) => !skills.includes(skill)),
});

/** At home where the work is. */
const living = (person: FictitiousPerson, { city, country }: Ad): FictitiousPerson => {
	const { region: _, ...home } = person.home;
	return { ...person, country, home: { ...home, city, country } };
};

function bystander(person: FictitiousPerson, kind = "bystander"): Known {
	return { person, kind, current: new Set(person.skills), stale: new Set() };
}

type Maker = (ad: Ad, people: People, random: Random) => Known;

const colleague = (ad: Ad, people: People) =>
	people.next(
		(person) => person.profession === ad.profession && person.country === ad.country && levelOf(person) === ad.level,
	);

const KINDS: readonly Maker[] = [
	(ad, people) => bystander(equipped(living(colleague(ad, people), ad), ad.skills), "right"),
	(ad, people) => bystander(equipped(living(colleague(ad, people), ad), ad.skills), "right"),
	(ad, people, random) => {
		const had = random.sample(ad.skills, 2);
		return bystander(equipped(without(living(colleague(ad, people), ad), ad.skills), had), "one-skill-short");
	},
	(ad, people) => {
		const person = people.next(
			(one) => one.profession === ad.profession && one.country === ad.country && Math.abs(levelOf(one) - ad.level) >= 3,
		);
		return bystander(equipped(living(person, ad), ad.skills), "wrong-level");
	},
	(ad, people) => {
		const person = people.next(
			(one) => one.profession === ad.profession && one.country !== ad.country && levelOf(one) === ad.level,
		);
		return bystander(equipped(person, ad.skills), "wrong-place");
	},
	staleOne,
	stuffer,
	(ad, people) => {
		const { adjacent } = profession(ad.profession);
		const person = people.next(
			(one) =>
				adjacent.includes(one.profession) && one.country === ad.country && Math.abs(levelOf(one) - ad.level) <= 1,
		);
		return bystander(equipped(living(person, ad), ad.skills), "neighbouring-trade");
	},
];

/** Of the trade, with the skills in a job that ended long ago and nowhere else. */
function staleOne(ad: Ad, people: People): Known {
	const isOld = (role: Role) => role.end !== undefined && AS_OF - role.end > STALE;
	const person = people.next(
		(one) => one.profession === ad.profession && one.roles.some(isOld) && Math.abs(levelOf(one) - ad.level) <= 2,
	);
	const bare = without(living(person, ad), ad.skills);
	const line = `${LATELY[person.language]} ${ad.skills.join(", ")}`;
	const place = bare.roles.findIndex(isOld);
	const roles = bare.roles.map((role, index) =>
		index === place ? { ...role, highlights: [line, ...role.highlights] } : role,
	);
	return {
		person: { ...bare, roles },
		kind: "stale-skill",
		current: new Set(bare.skills),
		stale: new Set(ad.skills),
	};
}

/** Of quite another trade; the resume names the title and all skills again and again. */
function stuffer(ad: Ad, people: People): Known {
	const { adjacent } = profession(ad.profession);
	const person = people.next(
		(one) => one.profession !== ad.profession && !adjacent.includes(one.profession) && one.country === ad.country,
	);
	const words = `${ad.title}, ${ad.skills.join(", ")}`;
	const stuffed = { ...living(person, ad), skills: [...ad.skills, ...person.skills] };
	return {
		person: { ...stuffed, summary: `${person.summary} ${words}. ${words}. ${words}.` },
		kind: "keyword-stuffer",
		current: new Set(person.skills),
		stale: new Set(),
	};
}

/**
 * One rule for every pair: the lowest of what skills, level and place allow, and nothing where two of them are weak. Another trade is
 * another trade, whatever words the resume has.
 */
function grade({ person, current, stale }: Known, ad: Ad): number {
	if (person.profession !== ad.profession) return 0;
	const had = ad.skills.filter((skill) => current.has(skill)).length;
	const old = ad.skills.filter((skill) => stale.has(skill)).length;
	const apart = Math.abs(levelOf(person) - ad.level);
	const bySkills = had > 0 ? had : old === ad.skills.length ? 1 : 0;
	const byLevel = apart <= 1 ? 3 : apart === 2 ? 1 : 0;
	const byPlace = person.home.city === ad.city ? 3 : person.country === ad.country ? 2 : 1;
	const weak = [bySkills, byLevel, byPlace].filter((allowed) => allowed <= 1).length;
	return weak > 1 ? 0 : Math.min(bySkills, byLevel, byPlace);
}

/** Everybody above 0, and those who were made to look right for this advertisement. */
function judge(ad: Ad, known: readonly Known[]): Judgment[] {
	const made = (Number(ad.id.slice(2)) - 1) * KINDS.length;
	return known.flatMap((one, index) => {
		const value = grade(one, ad);
		const isOwn = index >= made && index < made + KINDS.length;
		return value > 0 || isOwn ? [{ query: ad.id, document: idOf(one.person), grade: value }] : [];
	});
}
