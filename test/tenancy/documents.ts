import { emailKey, fileKey } from "../../src/analysis/contact-keys.ts";
import type { Candidate, Profile } from "../../src/domain/candidate.ts";
import type { IndexedDocument } from "../../src/domain/document.ts";
import type { Resume } from "../../src/domain/resume.ts";

/** Small documents: a name, the tags and the keys. What the real ones hold is tested with analysis. */
function document(resume: Resume, emails: readonly string[], rest: Partial<IndexedDocument>): IndexedDocument {
	const { name, email } = resume.basics ?? {};
	const addresses = [...emails, ...(resume.basics?.emails ?? []), ...(email === undefined ? [] : [email])];
	const keys = addresses.map(emailKey).filter((key) => key !== null);
	const tokens = name === undefined ? [] : name.toLowerCase().split(" ");
	return {
		language: null,
		fields: { name: tokens },
		facets: {},
		columns: {},
		link: null,
		...rest,
		keys: [...keys, ...(rest.keys ?? [])],
	};
}

export const profileDocument = (profile: Profile): IndexedDocument => document(profile.resume, profile.emails, {});

export const candidateDocument = (candidate: Candidate): IndexedDocument =>
	document(candidate.resume, [], {
		facets: { tag: candidate.tags ?? [] },
		keys: candidate.file === null ? [] : [fileKey(candidate.file.sha256)],
		link: candidate.match?.profileId ?? null,
	});
