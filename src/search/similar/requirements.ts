import type { Recognizer } from "../../analysis/recognizer.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { Requirement, RequirementEvidence } from "../../domain/requirement.ts";
import { readTitle } from "../ad/read-title.ts";
import { yearsLabel, yearsQuery } from "../phrases/years.ts";
import { phraseQuery, skillQuery, wordsQuery } from "../requirement/query-text.ts";
import type { SkillUse, Traits } from "./traits.ts";

/** What some people have in common and what tells them apart from others, as a weighted query. */

export interface Described {
	readonly id: string;
	readonly traits: Traits;
	/** By skill id, 0 to 1: see rarity.ts. */
	readonly rarity: ReadonlyMap<string, number>;
}

const MOST = { titles: 4, skills: 15, companies: 5, mustSkills: 5 } as const;
/** After so many months of use more of it says little. */
const LONG_USE = 60;
/** Of a skill whose time of use nobody knows. */
const UNKNOWN_USE = 0.6;
/** Years more or less in which somebody is still alike. */
const YEARS_AROUND = 2;
const FORMER = 0.5;

interface Draft {
	readonly requirement: Omit<Requirement, "role" | "evidence" | "weight">;
	readonly evidence: RequirementEvidence[];
	/** Summed over the people, each at most 1. */
	score: number;
	/** How many of them have it. */
	people: number;
}

/** Titles, skills, seniority, years and employers of the people, what most of them share first. */
export function requirementsOf(people: readonly Described[], recognizer: Recognizer): Requirement[] {
	return [
		...titlesOf(people, recognizer),
		...skillsOf(people, recognizer),
		...seniorityOf(people, recognizer),
		...yearsOf(people),
		...companiesOf(people),
	];
}

type Named = Draft["requirement"] & { readonly score: number; readonly said: string };

/** Adds up what each person has, each thing once for a person with its best score. */
function gathered(people: readonly Described[], of: (person: Described) => readonly Named[]): Draft[] {
	const drafts = new Map<string, Draft>();
	for (const person of people) {
		const best = new Map<string, Named>();
		for (const one of of(person)) {
			const key = one.query.toLowerCase();
			if ((best.get(key)?.score ?? -1) < one.score) best.set(key, one);
		}
		for (const [key, { score, said, ...requirement }] of best) {
			const draft = drafts.get(key) ?? { requirement, evidence: [], score: 0, people: 0 };
			draft.score += score;
			draft.people += 1;
			draft.evidence.push({ source: person.id, start: 0, end: said.length, text: said.slice(0, 500) });
			drafts.set(key, draft);
		}
	}
	return [...drafts.values()].toSorted(
		(one, other) => other.score - one.score || (one.requirement.query < other.requirement.query ? -1 : 1),
	);
}

const weightOf = (score: number, people: number, most: number): number =>
	Math.max(0.1, Math.round((score / people) * most * 100) / 100);

function titlesOf(people: readonly Described[], recognizer: Recognizer): Requirement[] {
	const drafts = gathered(people, ({ traits }) =>
		traits.titles.flatMap(({ written, current }) => {
			const { occupation } = readTitle(written, recognizer);
			if (occupation === null) return [];
			const { label, query } = occupation;
			return [{ kind: "title" as const, label, query, score: current ? 1 : FORMER, said: written }];
		}),
	);
	return drafts.slice(0, MOST.titles).map(({ requirement, evidence, score }, place) => ({
		...requirement,
		role: place === 0 ? "must" : "wish",
		weight: weightOf(score, people.length, 2),
		evidence,
	}));
}

function skillsOf(people: readonly Described[], recognizer: Recognizer): Requirement[] {
	const drafts = gathered(people, ({ traits, rarity }) =>
		[...traits.skills].flatMap(([id, use]) => {
			const query = skillQuery(id, recognizer);
			if (query === null) return [];
			const score = (rarity.get(id) ?? 1) * useOf(use);
			return [{ kind: "skill" as const, label: use.label, query, score, said: saidOf(use) }];
		}),
	);
	return drafts.slice(0, MOST.skills).map(({ requirement, evidence, score, people: having }, place) => ({
		...requirement,
		role: place < MOST.mustSkills && having * 2 >= people.length ? "must" : "wish",
		weight: weightOf(score, people.length, 2),
		evidence,
	}));
}

/** 0 to 1, growing with the months; what is not done any more counts less. */
function useOf({ months, current }: SkillUse): number {
	const lasted = months === 0 ? UNKNOWN_USE : 0.5 + 0.5 * Math.min(1, months / LONG_USE);
	return current ? lasted : lasted * 0.8;
}

const saidOf = ({ label, months }: SkillUse): string =>
	months === 0 ? label : `${label}, ${months} ${months === 1 ? "month" : "months"}`;

/** The level that most of them state; of several the lowest. */
function seniorityOf(people: readonly Described[], recognizer: Recognizer): Requirement[] {
	const ranks = people.flatMap(({ traits }) => (traits.seniority === null ? [] : [traits.seniority]));
	const counts = [...Map.groupBy(ranks, (rank) => rank)].toSorted(
		([one, many], [other, more]) => more.length - many.length || one - other,
	);
	const rank = counts[0]?.[0];
	const level = recognizer.vocabulary.seniority.find((one) => one.rank === rank);
	const word = level?.words.find((one) => tokenize(one).length === 1);
	const query = word === undefined ? null : wordsQuery([word], "title");
	if (level === undefined || query === null || word === undefined) return [];
	const evidence = people
		.filter(({ traits }) => traits.seniority === rank)
		.map(({ id }) => ({ source: id, start: 0, end: level.level.length, text: level.level }));
	return [{ kind: "seniority", label: level.level, query, role: "wish", weight: 1, evidence }];
}

function yearsOf(people: readonly Described[]): Requirement[] {
	const known = people.flatMap(({ id, traits: { years } }) => (years === null ? [] : [{ id, years }]));
	if (known.length === 0) return [];
	const numbers = known.map(({ years }) => years);
	const range = {
		min: Math.max(0, Math.floor(Math.min(...numbers)) - YEARS_AROUND),
		max: Math.ceil(Math.max(...numbers)) + YEARS_AROUND,
	};
	const evidence = known.map(({ id, years }) => {
		const text = `${years} years of experience`;
		return { source: id, start: 0, end: text.length, text };
	});
	return [{ kind: "years", label: yearsLabel(range), query: yearsQuery(range), role: "wish", weight: 1, evidence }];
}

function companiesOf(people: readonly Described[]): Requirement[] {
	const drafts = gathered(people, ({ traits }) =>
		traits.companies.map(({ name, current }) => ({
			kind: "company" as const,
			label: name.slice(0, 300),
			query: phraseQuery(name.slice(0, 200), "company"),
			score: current ? 1 : FORMER,
			said: name,
		})),
	);
	return drafts.slice(0, MOST.companies).map(({ requirement, evidence, score }) => ({
		...requirement,
		role: "wish",
		weight: weightOf(score, people.length, 0.5),
		evidence,
	}));
}
