/**
 * Candidates of an ATS and profiles of the network, with the truth about who is whom. A third of those who are in both share no
 * e-mail address, so that they must be known by name, telephone and career.
 */
import { toJsonResume } from "../json-resume.ts";
import { type NetworkProfile, profileOfCandidate, profileOfStranger } from "../network.ts";
import type { FictitiousPerson } from "../person.ts";
import { makePeople } from "../population.ts";
import { createRandom } from "../random.ts";
import type { JudgedCollection } from "./collection.ts";
import { gradeByTitle, slicesOf, wishesFor } from "./wishes.ts";

const SEED = 6203;
const CANDIDATES = 190;
const MATCHED = 95;
const STRANGERS = 130;
const QUERIES = 210;

export function merge(variant: number): JudgedCollection {
	const seed = SEED + variant;
	const random = createRandom(seed, 7);
	const everybody = makePeople(CANDIDATES + STRANGERS, seed);
	const candidates = everybody.slice(0, CANDIDATES);
	const strangers = everybody.slice(CANDIDATES);
	const profiles = candidates.slice(0, MATCHED).map((person, index) => known(person, index));
	const others = strangers.map((person, index) => profileOfStranger(person, `n${MATCHED + index + 1}`));
	const wishes = wishesFor(QUERIES, everybody, random);
	const skillsOf = (person: FictitiousPerson, profile: NetworkProfile | undefined) => [
		...person.skills,
		...(profile?.resume.skills.map(({ name }) => name) ?? []),
	];
	const documents = [
		...candidates.map((person, index) => ({ id: `c${index + 1}`, person, skills: skillsOf(person, profiles[index]) })),
		...strangers.map((person, index) => ({ id: others[index]?.id as string, person, skills: person.skills })),
	];
	return {
		name: "merge",
		description:
			"An ATS of 190 people and a network of 225, of whom 95 are in both; a third of these share no e-mail address. Queries of title, skill and place in English.",
		language: "en, de, fr, es",
		made: "npm run -s corpora -- judged merge; 3 answers everything asked, 1 lacks one thing, unlisted lacks more or is of another trade; a person in both is judged once, as candidate, by what both sides say",
		candidates: candidates.map((person, index) => ({
			id: `c${index + 1}`,
			resume: toJsonResume(person),
			...(index < MATCHED ? { profile: profiles[index]?.id } : {}),
			slices: { language: person.language },
		})),
		network: [...profiles, ...others],
		queries: wishes.map((wish, index) => ({ id: `q${index + 1}`, text: wish.text, slices: slicesOf(wish) })),
		judgments: wishes.flatMap((wish, index) =>
			documents
				.map(({ id, person, skills }) => ({
					query: `q${index + 1}`,
					document: id,
					grade: gradeByTitle(person, wish, skills),
				}))
				.filter(({ grade }) => grade > 0),
		),
	};
}

/** Every third under a private address that the ATS does not know. */
function known(person: FictitiousPerson, index: number): NetworkProfile {
	const profile = profileOfCandidate(person, `n${index + 1}`);
	if (index % 3 !== 2) return profile;
	const email = `private-${person.seed}@mail.example.org`;
	return { ...profile, emails: [email], resume: { ...profile.resume, basics: { ...profile.resume.basics, email } } };
}
