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

const MOST = { titles: 4, skills: 15, companies: 5, mustSkills: 5, sharedSkills: 2, evidence: 20 } as const;
/** Of a requirement. */
const LONGEST_QUERY = 1000;
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
	/** Whether it is no mere word of a text for one of them. */
	isSure: boolean;
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

type Named = Draft["requirement"] & { readonly score: number; readonly said: string; readonly isSure?: boolean };

/** Adds up what each person has, each thing once for a person with its best score. */
function gathered(people: readonly Described[], of: (person: Described) => readonly Named[]): Draft[] {
	const drafts = new Map<string, Draft>();
	for (const person of people) {
		const best = new Map<string, Named>();
		for (const one of of(person)) {
			const key = one.query.toLowerCase();
			if ((best.get(key)?.score ?? -1) < one.score) best.set(key, one);
		}
		for (const [key, { score, said, isSure = true, ...requirement }] of best) {
			const draft = drafts.get(key) ?? { requirement, evidence: [], score: 0, people: 0, isSure: false };
			draft.score += score;
			draft.people += 1;
			draft.isSure ||= isSure;
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

/** Of several people any of their titles will do: each alone would leave out who is like the others. */
function titlesOf(people: readonly Described[], recognizer: Recognizer): Requirement[] {
	const of = ({ traits }: Described): readonly Named[] =>
		traits.titles.flatMap(({ written, current }) => {
			const { occupation } = readTitle(written, recognizer);
			if (occupation === null) return [];
			const { label, query } = occupation;
			return [{ kind: "title" as const, label, query, score: current ? 1 : FORMER, said: written }];
		});
	const first = new Set(people.map((person) => keyOf(gathered([person], of)[0])));
	const [own, former] = partition(gathered(people, of), (draft) => first.has(keyOf(draft)));
	return [
		...anyOfThem(own, people.length, 2),
		...former.slice(0, MOST.titles - 1).map((draft) => requirementOf(draft, "wish", people.length, 2)),
	];
}

const keyOf = (draft: Draft | undefined): string => draft?.requirement.query.toLowerCase() ?? "";

const partition = <T>(all: readonly T[], is: (one: T) => boolean): readonly [T[], T[]] => [
	all.filter(is),
	all.filter((one) => !is(one)),
];

const requirementOf = (draft: Draft, role: Requirement["role"], people: number, most: number): Requirement => ({
	...draft.requirement,
	role,
	weight: weightOf(draft.score, people, most),
	evidence: draft.evidence,
});

/** One requirement that whoever has one of them meets, what most people have by more. */
function anyOfThem(drafts: readonly Draft[], people: number, most: number): Requirement[] {
	const [best] = drafts;
	if (best === undefined) return [];
	const weighted = drafts.map(({ requirement: { query }, score }) => {
		const share = Math.round((score / best.score) * 100) / 100;
		return `(${query})${share === 1 ? "" : `^${share}`}`;
	});
	const fits = drafts.filter((_, at) => weighted.slice(0, at + 1).join(" OR ").length <= LONGEST_QUERY);
	if (fits.length <= 1) return [requirementOf(best, "must", people, most)];
	const label = fits.map(({ requirement }) => requirement.label).join(" / ");
	return [
		{
			kind: best.requirement.kind,
			label: label.slice(0, 300),
			query: weighted.slice(0, fits.length).join(" OR "),
			role: "must",
			weight: weightOf(best.score, people, most),
			evidence: fits.flatMap(({ evidence }) => evidence).slice(0, MOST.evidence),
		},
	];
}

/** Musts are skills that a list or several jobs name; of several people those that most share, and of the rest any. */
function skillsOf(people: readonly Described[], recognizer: Recognizer): Requirement[] {
	const of = ({ traits, rarity }: Described): readonly Named[] =>
		[...traits.skills].flatMap(([id, use]) => {
			const query = skillQuery(id, recognizer);
			if (query === null) return [];
			const score = (rarity.get(id) ?? 1) * useOf(use);
			return [{ kind: "skill" as const, label: use.label, query, score, said: saidOf(use), isSure: use.isSure }];
		});
	const drafts = gathered(people, of).slice(0, MOST.skills);
	if (people.length === 1) {
		return drafts.map((draft, place) => {
			const isMust = place < MOST.mustSkills && draft.isSure;
			return requirementOf(draft, isMust ? "must" : "wish", 1, 2);
		});
	}
	const isShared = (draft: Draft) => draft.isSure && draft.people > 1 && draft.people * 2 >= people.length;
	const shared = new Set(drafts.filter(isShared).slice(0, MOST.sharedSkills));
	const alone = new Map(
		people.flatMap((person) =>
			gathered([person], of)
				.slice(0, MOST.mustSkills)
				.filter(({ isSure }) => isSure)
				.map((draft) => [keyOf(draft), draft] as const),
		),
	);
	for (const draft of shared) alone.delete(keyOf(draft));
	const any = [...alone.values()].toSorted((one, other) => other.score - one.score);
	return [
		...drafts.map((draft) => requirementOf(draft, shared.has(draft) ? "must" : "wish", people.length, 2)),
		// It lets in who is like one of them; how much like is told by the wishes.
		...anyOfThem(any, people.length, 0),
	];
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
	return drafts.slice(0, MOST.companies).map((draft) => requirementOf(draft, "wish", people.length, 0.5));
}
