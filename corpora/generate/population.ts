/** A small population whose people can be told apart by address and telephone, with some namesakes on purpose. */
import { type Name, plainEmailOf, profilesOf } from "./identity.ts";
import { makePerson } from "./people.ts";
import type { FictitiousPerson } from "./person.ts";
import { homeIn } from "./places.ts";
import { createRandom } from "./random.ts";

/** Every so many people, one takes the name of somebody earlier from the same country. */
const NAMESAKE_EVERY = 20;

/** Salt of the stream of chance used here, apart from that of `makePerson` (0). */
const ADDRESS_SALT = 1;

/** Somebody who could bear the same name: same country, same gender. */
export function namesakeOf(
	person: FictitiousPerson,
	others: readonly FictitiousPerson[],
): FictitiousPerson | undefined {
	return others.find((other) => other.country === person.country && other.gender === person.gender);
}

/** `person` under a name, with an e-mail address and web profiles to match; none of the addresses `taken`. */
export function named(person: FictitiousPerson, name: Name, taken: ReadonlySet<string>): FictitiousPerson {
	const random = createRandom(person.seed, ADDRESS_SALT);
	const { givenName, familyName } = name;
	const email = plainEmailOf(name, person.birthYear, person.seed, random, taken);
	return { ...person, givenName, familyName, email, profiles: profilesOf(name, person.profession, "", random) };
}

/** `person` with a telephone number that is not `taken`. */
function reachable(person: FictitiousPerson, taken: ReadonlySet<string>): FictitiousPerson {
	const random = createRandom(person.seed, ADDRESS_SALT + 1);
	let { home, phone } = person;
	// A telephone range kept for fiction may hold only a hundred numbers, so some are drawn twice.
	while (taken.has(phone.e164)) ({ home, phone } = homeIn(person.country, random));
	return { ...person, home, phone };
}

/** `count` people of a population; the same count and seed give the same people, a larger count adds to them. */
export function makePeople(count: number, seed: number): FictitiousPerson[] {
	const people: FictitiousPerson[] = [];
	const emails = new Set<string>();
	const phones = new Set<string>();
	for (let i = 0; i < count; i++) {
		const drawn = reachable(makePerson(seed * 1_000_000 + i), phones);
		const namesake = i % NAMESAKE_EVERY === NAMESAKE_EVERY - 1 ? namesakeOf(drawn, people) : undefined;
		const person = named(drawn, namesake ?? drawn, emails);
		emails.add(person.email);
		phones.add(person.phone.e164);
		people.push(person);
	}
	return people;
}
