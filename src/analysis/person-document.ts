/** What is indexed of a person: the one place where a record becomes tokens, facet values, columns and keys, for every engine. */
import type { Candidate, Profile } from "../domain/candidate.ts";
import type { IndexedDocument } from "../domain/document.ts";
import type { ParsedResume, Resume } from "../domain/resume.ts";
import { addAtsRecord } from "./ats-record.ts";
import { emailKey, fileKey, profileKey, urlKey } from "./contact-keys.ts";
import { DocumentBuilder } from "./document-builder.ts";
import { identityKeys } from "./identity-keys.ts";
import { languageOfTokens } from "./language.ts";
import { ownDate } from "./own-date.ts";
import type { Recognizer } from "./recognizer.ts";
import { addContactKeys, addContactTokens, addResume } from "./resume-document.ts";
import type { Token } from "./tokenize.ts";

/** A profile as the tenant of the candidate knows it. */
export interface MatchedProfile extends Profile {
	/** What the tenant's recruiters put on it. */
	readonly recruiterTags?: readonly string[];
}

/**
 * The document of a candidate. Pure: the same records give the same document; "present" in work dates means the resume's as-of
 * date, else that of the record itself (ownDate). Protected attributes are not in it.
 * @param profile of a matched candidate, where the tenant searches the network too: both sides are one person, so that AND, NOT,
 * filters and facets see them as one. A number is the tenant's own where it knows it.
 */
export function candidateDocument(
	candidate: Candidate,
	recognizer: Recognizer,
	profile: MatchedProfile | null = null,
): IndexedDocument {
	const builder = new DocumentBuilder(recognizer);
	if (isUnread(candidate)) builder.column("confidence", 0);
	addResume(builder, candidate.resume, ownDate(candidate));
	let language = languageOf(candidate.resume, builder.proseTokens);
	addContactKeys(builder, candidate.resume);
	for (const key of identityKeys(candidate.resume)) builder.key(key);
	addContactTokens(builder, candidate.resume);
	if (candidate.file !== null) builder.key(fileKey(candidate.file.sha256));
	if (candidate.match !== null) builder.key(profileKey(candidate.match.profileId));
	const profileAt = Date.parse(profile?.updatedAt ?? ownDate(candidate));
	const shownAt = Math.max(Date.parse(ownDate(candidate)), profileAt);
	const access = addAtsRecord(builder, candidate, shownAt, profile?.recruiterTags);
	builder.column("updatedAt", Math.max(Date.parse(candidate.updatedAt), profileAt));
	if (profile !== null) {
		const own = builder.proseTokens.length;
		addProfile(builder, profile);
		const other = languageOf(profile.resume, builder.proseTokens.slice(own));
		// Words of two languages are found by the stems of every language.
		language = other === null || other === language ? language : null;
	}
	return { ...builder.build(language, candidate.match?.profileId ?? null), access };
}

/** There is a file, and nothing is known of what it says. */
const isUnread = ({ file, resume }: Candidate): boolean => file?.failure !== undefined && !("meta" in resume);

/** The document of a network profile. Its e-mail addresses and phones are keys for matching: nobody finds a profile by them. */
export function profileDocument(profile: Profile, recognizer: Recognizer): IndexedDocument {
	const builder = new DocumentBuilder(recognizer);
	addProfile(builder, profile);
	const language = languageOf(profile.resume, builder.proseTokens);
	addContactKeys(builder, profile.resume);
	for (const key of identityKeys(profile.resume)) builder.key(key);
	for (const email of profile.emails) builder.key(emailKey(email));
	if (profile.url !== undefined) builder.key(urlKey(profile.url));
	return builder.build(language, null);
}

/** What the network says of a person. Not its keys: by those only the network itself finds somebody. */
function addProfile(builder: DocumentBuilder, profile: Profile): void {
	addResume(builder, profile.resume, profile.updatedAt);
	if (profile.openToWork !== undefined) builder.column("openToWork", profile.openToWork ? 1 : 0);
	builder.column("updatedAt", Date.parse(profile.updatedAt));
}

function languageOf(resume: Resume | ParsedResume, prose: readonly Token[]): string | null {
	return ("meta" in resume ? resume.meta.language : null) ?? languageOfTokens(prose);
}
