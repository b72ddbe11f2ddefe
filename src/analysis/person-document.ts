/** What is indexed of a person: the one place where a record becomes tokens, facet values, columns and keys, for every engine. */
import type { Candidate, Profile } from "../domain/candidate.ts";
import type { IndexedDocument } from "../domain/document.ts";
import type { ParsedResume, Resume } from "../domain/resume.ts";
import { emailKey, fileKey, profileKey, urlKey } from "./contact-keys.ts";
import { DocumentBuilder } from "./document-builder.ts";
import { languageOfTokens } from "./language.ts";
import type { Recognizer } from "./recognizer.ts";
import { addContactKeys, addContactTokens, addResume } from "./resume-document.ts";

/**
 * The document of a candidate. Pure: the same record gives the same document; "present" in work dates means the resume's as-of
 * date, else the record's `updatedAt`. Protected attributes are not in it.
 */
export function candidateDocument(candidate: Candidate, recognizer: Recognizer): IndexedDocument {
	const builder = new DocumentBuilder(recognizer);
	addResume(builder, candidate.resume, candidate.updatedAt);
	const language = languageOf(candidate.resume, builder);
	addContactKeys(builder, candidate.resume);
	addContactTokens(builder, candidate.resume);
	if (candidate.file !== null) builder.key(fileKey(candidate.file.sha256));
	if (candidate.match !== null) builder.key(profileKey(candidate.match.profileId));
	addAtsRecord(builder, candidate);
	builder.column("updatedAt", Date.parse(candidate.updatedAt));
	return builder.build(language, candidate.match?.profileId ?? null);
}

/** The document of a network profile. Its e-mail addresses and phones are keys for matching: nobody finds a profile by them. */
export function profileDocument(profile: Profile, recognizer: Recognizer): IndexedDocument {
	const builder = new DocumentBuilder(recognizer);
	addResume(builder, profile.resume, profile.updatedAt);
	const language = languageOf(profile.resume, builder);
	addContactKeys(builder, profile.resume);
	for (const email of profile.emails) builder.key(emailKey(email));
	if (profile.url !== undefined) builder.key(urlKey(profile.url));
	if (profile.openToWork !== undefined) builder.column("openToWork", profile.openToWork ? 1 : 0);
	builder.column("updatedAt", Date.parse(profile.updatedAt));
	return builder.build(language, null);
}

function languageOf(resume: Resume | ParsedResume, builder: DocumentBuilder): string | null {
	return ("meta" in resume ? resume.meta.language : null) ?? languageOfTokens(builder.proseTokens);
}

function addAtsRecord(builder: DocumentBuilder, candidate: Candidate): void {
	for (const note of candidate.notes ?? []) builder.prose("note", note.text, "no-skills");
	for (const feedback of candidate.feedback ?? []) builder.prose("note", feedback.text, "no-skills");
	for (const tag of candidate.tags ?? []) builder.facet("tag", tag);
	builder.facet("source", candidate.source);
	for (const { jobId, stage, outcome, source } of candidate.applications ?? []) {
		builder.facet("job", jobId);
		builder.facet("stage", stage);
		builder.facet("outcome", outcome);
		builder.facet("source", source);
	}
}
