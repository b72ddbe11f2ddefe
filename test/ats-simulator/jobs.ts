/** Jobs of the ATS: public or for the integration alone, some of them closed, some behind an access list. */
import { type FictitiousPerson, makePerson } from "../../corpora/generate/people.ts";
import { NOW, randomFor } from "./candidates.ts";
import type { Entry, Fields } from "./entries.ts";

const DAY = 86_400_000;

/** Jobs have people of their own behind them, whose trade and town they take. */
const FIRST_SEED = 500_000;

export interface Job {
	readonly entry: Entry;
	/** Closed after it was published. */
	readonly closed: boolean;
	/** Access list that the job is behind. */
	readonly group: string | null;
}

export const jobId = (number: number) => `J-${String(number).padStart(4, "0")}`;

export function makeJob(seed: number, number: number, context: string): Job {
	const random = randomFor(seed, number, 1);
	const person = makePerson(seed * 1_000_000 + FIRST_SEED + number);
	const restricted = random.chance(0.1);
	const fields: Fields = {
		integrationContext: context,
		externalJobPostingId: jobId(number),
		jobPostingOperationType: "CREATE",
		title: person.label,
		description: descriptionOf(person),
		companyApplyUrl: `https://ats.example/jobs/${number}/apply`,
		listedAt: NOW - random.int(1, 700) * DAY,
		location: placeOf(person),
		availability: random.chance(0.6) ? "PUBLIC" : "PRIVATE_TO_ATS_INTEGRATION",
		...(restricted ? { accessRestricted: true } : {}),
		skillsDescription: person.skills.join(", ").slice(0, 4000),
		companyJobCode: `REQ-${number}`,
		workplaceTypes: [random.pick(["On-site", "Hybrid", "Remote"])],
		employmentStatus: random.pick(["FULL_TIME", "FULL_TIME", "PART_TIME", "CONTRACT"]),
		experienceLevel: random.pick(["ENTRY_LEVEL", "ASSOCIATE", "MID_SENIOR_LEVEL", "DIRECTOR"]),
		companyName: "Simulated Employer",
		requisitionOwnerEmail: person.email,
		requisitionOwnerFirstName: person.givenName,
		requisitionOwnerLastName: person.familyName,
	};
	return {
		entry: { kind: "job", id: jobId(number), parent: "", fields },
		closed: random.chance(0.15),
		group: restricted ? `group-${number % 5}` : null,
	};
}

function placeOf({ home }: FictitiousPerson): string {
	return home.region === undefined ? `${home.city}, ${home.country}` : `${home.city}, ${home.region}, ${home.country}`;
}

/** At least a hundred characters, with the tags that a description may have. */
function descriptionOf(person: FictitiousPerson): string {
	const lines = person.skills.map((skill) => `<li>${textOf(skill)}</li>`).join("");
	const about = "<p>Simulated Employer looks for somebody who brings the following to a team of a dozen people.</p>";
	return `${about}<p><b>${textOf(person.label)}</b></p><ul>${lines}</ul>`;
}

const textOf = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
