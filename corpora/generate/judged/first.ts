/** What a recruiter types most: a title, often with a skill and a place, over people of all trades. */
import { makePerson, toJsonResume } from "../people.ts";
import type { FictitiousPerson } from "../person.ts";
import { createRandom } from "../random.ts";
import type { JudgedCollection } from "./collection.ts";
import { gradeByTitle, slicesOf, wishesFor } from "./wishes.ts";

const SEED = 20_260;
const PEOPLE = 600;
const QUERIES = 280;

export function first(variant: number): JudgedCollection {
	const seed = SEED + variant;
	const people = Array.from({ length: PEOPLE }, (_, index) => makePerson(seed * 1000 + index));
	const wishes = wishesFor(QUERIES, people, createRandom(seed));
	return {
		name: "first",
		description:
			"Fictitious people of 14 trades in four languages; queries of title, skill and place, titles in English.",
		language: "en, de, fr, es",
		made: "npm run -s corpora -- judged first; 3 answers everything asked, 1 lacks one thing, unlisted lacks more or is of another trade",
		candidates: people.map((person) => ({
			id: idOf(person),
			resume: toJsonResume(person),
			slices: { language: person.language },
		})),
		queries: wishes.map((wish, index) => ({ id: `q${index + 1}`, text: wish.text, slices: slicesOf(wish) })),
		judgments: wishes.flatMap((wish, index) =>
			people
				.map((person) => ({ query: `q${index + 1}`, document: idOf(person), grade: gradeByTitle(person, wish) }))
				.filter(({ grade }) => grade > 0),
		),
	};
}

const idOf = ({ seed }: FictitiousPerson) => `p${seed}`;
