import type { Profile, ShownProfile } from "../domain/candidate.ts";

/** What people may see of a profile. */
export function shownProfile({ emails: _, resume, ...profile }: Profile): ShownProfile {
	if (resume.basics === undefined) return { ...profile, resume };
	const { email: _email, phone: _phone, emails: _emails, phones: _phones, ...basics } = resume.basics;
	return { ...profile, resume: { ...resume, basics } };
}
