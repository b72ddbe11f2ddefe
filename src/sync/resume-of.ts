import type { Application, Feedback, Note } from "../domain/candidate.ts";
import type { Resume } from "../domain/resume.ts";
import { listIdOf, recordIdOf } from "./kinds.ts";
import type { AtsApplication, AtsCandidate, AtsFeedback, AtsNote, AtsStage } from "./schemas.ts";

/** What an ATS sent, as parts of a candidate. Pure. Texts without a letter are left out. */

const present = (text: string | undefined): string | undefined => (text?.trim() ? text.trim() : undefined);

/** Without the members that are undefined. */
const compact = <T extends object>(value: T): T =>
	Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;

const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());

/**
 * Who somebody is and what he does now.
 * @param others further records of the same person, merged by somebody: their addresses count too
 */
export function resumeOf(candidate: AtsCandidate, others: readonly AtsCandidate[] = []): Resume {
	const all = [candidate, ...others];
	const emails = distinct(all.flatMap(({ emailAddresses = [] }) => emailAddresses));
	const phones = distinct(
		all.flatMap(({ phoneNumbers }) =>
			phoneNumbers.map(({ number, extension }) =>
				present(extension) === undefined ? number : `${number} ext. ${extension}`,
			),
		),
	).map((phone) => phone.slice(0, 60));
	const { firstName, middleInitial, lastName, suffix, currentJobTitle, currentCompanyName, linkedInProfileUrl } =
		candidate;
	const nameParts = [firstName, middleInitial, lastName, suffix].map(present).filter((part) => part !== undefined);
	const profile = present(linkedInProfileUrl);
	const basics = compact({
		name: present(nameParts.join(" "))?.slice(0, 300),
		givenName: present(firstName),
		familyName: present(lastName),
		label: present(currentJobTitle),
		email: emails[0],
		emails: emails.length > 1 ? emails.slice(0, 20) : undefined,
		phone: phones[0],
		phones: phones.length > 1 ? phones.slice(0, 20) : undefined,
		location: locationOf(candidate),
		profiles: profile === undefined ? undefined : [{ network: "LinkedIn", url: profile }],
	});
	const role = compact({ name: present(currentCompanyName), position: present(currentJobTitle) });
	const hasRole = Object.keys(role).length > 0;
	return { basics, ...(hasRole ? { work: [{ ...role, current: true }] } : {}) };
}

const distinct = (texts: readonly string[]): string[] => [
	...new Set(texts.map(present).filter((text) => text !== undefined)),
];

function locationOf({ addresses }: AtsCandidate) {
	const [address] = addresses;
	if (address === undefined) return undefined;
	const { line1, line2, city, geographicArea, postalCode, country } = address;
	const location = compact({
		address: present([line1, line2].map(present).filter(Boolean).join(", "))?.slice(0, 500),
		postalCode: present(postalCode),
		city: present(city),
		region: present(geographicArea),
		countryCode: /^[A-Za-z]{2}$/.test(country ?? "") ? country?.toUpperCase() : undefined,
	});
	return Object.keys(location).length === 0 ? undefined : location;
}

/** An address that a page may link to; null for what is none. */
export function webAddress(text: string): string | undefined {
	const url = URL.parse(text.trim());
	return url !== null && /^https?:$/.test(url.protocol) && url.href.length <= 2000 ? url.href : undefined;
}

/** @param stages of this application, in any order */
export function applicationOf(id: string, application: AtsApplication, stages: readonly AtsStage[]): Application {
	const history = stages
		.toSorted((one, other) => one.createdAt - other.createdAt)
		.flatMap(({ stage, createdAt }) =>
			present(stage) === undefined ? [] : [{ stage: stage.trim(), at: iso(createdAt) ?? "" }],
		)
		.slice(-MOST_STAGES);
	const { jobId, jobName, source, dispositionReason, createdAt, lastModifiedAt, accessRestricted } = application;
	return compact({
		id: listIdOf(id),
		jobId: recordIdOf(jobId),
		jobTitle: present(jobName),
		stage: history.at(-1)?.stage,
		outcome: outcomeOf(history.at(-1)?.stage, dispositionReason),
		source: present(source),
		appliedAt: iso(createdAt),
		updatedAt: iso(lastModifiedAt),
		dispositionReason: present(dispositionReason),
		stages: history.length === 0 ? undefined : history,
		accessRestricted: accessRestricted === true ? true : undefined,
	});
}

const MOST_STAGES = 500;

/** The wire has no outcome: a reason says that it ended, the words of stage and reason how. */
function outcomeOf(stage = "", reason = ""): NonNullable<Application["outcome"]> {
	const text = `${stage} ${reason}`;
	if (/\bwithdr[ae]w|\bdeclined (?:by|our|the) |\boffer declined\b|\bcandidate declined\b/i.test(text))
		return "withdrawn";
	if (/\breject|\bnot (?:selected|hired)\b|\bdisqualif|\bdeclined\b/i.test(text)) return "rejected";
	if (/\bhired\b|\boffer accepted\b|\bonboard/i.test(stage)) return "hired";
	return reason.trim() === "" ? "open" : "rejected";
}

/** null for one without text. */
export function noteOf(id: string, note: AtsNote, applicationId?: string): Note | null {
	const text = present(note.note);
	if (text === undefined) return null;
	return compact({
		id: applicationId === undefined ? listIdOf(id) : listIdOf(applicationId, id),
		text,
		author: nameOf(note.author),
		createdAt: iso(note.createdAt),
		applicationId: applicationId === undefined ? undefined : listIdOf(applicationId),
	});
}

export function feedbackOf(
	id: string,
	feedback: AtsFeedback,
	applicationId: string,
	jobId: string | undefined,
): Feedback {
	const evaluations = (feedback.evaluations ?? []).flatMap(({ attribute, result }) =>
		present(attribute) === undefined ? [] : [compact({ attribute: attribute.trim(), result: present(result) })],
	);
	return compact({
		id: listIdOf(applicationId, id),
		jobId: jobId === undefined ? undefined : recordIdOf(jobId),
		applicationId: listIdOf(applicationId),
		interviewer: nameOf(feedback.interviewer),
		text: present(feedback.feedback),
		createdAt: iso(feedback.createdAt),
		interviewType: feedback.interviewType,
		evaluations: evaluations.length === 0 ? undefined : evaluations,
	});
}

const nameOf = (person: { readonly firstName: string; readonly lastName: string } | undefined): string | undefined =>
	person === undefined ? undefined : present(`${person.firstName} ${person.lastName}`)?.slice(0, 200);
