import { isCurrent } from "../analysis/experience.ts";
import { countryName } from "../analysis/places.ts";
import type { Candidate, Profile } from "../domain/candidate.ts";
import type { Hit } from "../domain/hit.ts";
import type { ParsedResume, Resume, Work } from "../domain/resume.ts";

/** What a hit shows of a record. E-mail addresses and phones are not shown in a list. */
export type Shown = Pick<
	Hit,
	"name" | "headline" | "currentTitle" | "currentCompany" | "location" | "skills" | "updatedAt"
>;

/** Skills of one hit; the rest stands in the record. */
const MOST_SKILLS = 30;

/** Of a matched person the tenant's own record, and what it does not know from the profile. */
export function shownOf(candidate: Candidate | null, profile: Profile | null): Shown {
	const resumes = [candidate?.resume, profile?.resume].filter((resume) => resume !== undefined);
	const role = firstKnown(resumes, currentRole);
	return {
		name: firstKnown(resumes, nameOf),
		headline: firstKnown(resumes, ({ basics }) => basics?.label),
		currentTitle: role?.position ?? null,
		currentCompany: role?.name ?? null,
		location: firstKnown(resumes, locationOf),
		skills: firstKnown(resumes, skillsOf) ?? [],
		updatedAt: candidate?.updatedAt ?? profile?.updatedAt ?? new Date(0).toISOString(),
	};
}

function firstKnown<T>(resumes: readonly (Resume | ParsedResume)[], read: (resume: Resume) => T | undefined): T | null {
	for (const resume of resumes) {
		const value = read(resume);
		if (value !== undefined) return value;
	}
	return null;
}

function nameOf({ basics }: Resume): string | undefined {
	return basics?.name ?? ([basics?.givenName, basics?.familyName].filter(Boolean).join(" ") || undefined);
}

const currentRole = ({ work = [] }: Resume): Work | undefined =>
	work.find((role) => isCurrent(role) && role.position !== undefined) ?? work.find(isCurrent);

function locationOf({ basics }: Resume): string | undefined {
	const { city, region, countryCode } = basics?.location ?? {};
	const country = countryCode === undefined ? undefined : (countryName(countryCode) ?? countryCode);
	return [city ?? region, country].filter(Boolean).join(", ") || undefined;
}

function skillsOf({ skills = [] }: Resume): string[] | undefined {
	return skills.length === 0 ? undefined : skills.slice(0, MOST_SKILLS).map(({ name }) => name);
}
