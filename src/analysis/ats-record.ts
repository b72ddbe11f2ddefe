import type { Application, Candidate, Feedback, Note } from "../domain/candidate.ts";
import type { Access, Section } from "../domain/document.ts";
import { applicationLabels } from "./access-labels.ts";
import type { DocumentBuilder } from "./document-builder.ts";
import { tagsOf, unitedTags } from "./tags.ts";

/**
 * Indexes what the ATS says of a person beside the resume, and tells which application each part of it stems from.
 * @param shownAt milliseconds since 1970: when the person's records changed, applications left out
 * @param profileTags what the tenant's recruiters put on the person's profile
 */
export function addAtsRecord(
	builder: DocumentBuilder,
	candidate: Candidate,
	shownAt: number,
	profileTags?: readonly string[],
): Access {
	const { applications = [], notes = [], feedback = [], source } = candidate;
	const sections = new Sections(candidate);
	for (const note of notes) sections.addNote(note, builder.prose("note", note.text, "no-skills"));
	for (const one of feedback) {
		const section = sections.addNote(one, builder.prose("note", one.text, "no-skills"));
		if (one.recommendation !== "strong-yes" && one.recommendation !== "yes") continue;
		for (const where of [builder, section]) where?.raise("pastOutcome", SAID_YES);
	}
	for (const tag of unitedTags(tagsOf(candidate), profileTags)) builder.facet("tag", tag);
	for (const application of applications) sections.addApplication(application, candidate.ownUpdatedAt !== undefined);
	sections.common.add("source", source);
	sections.common.raise("updatedAt", shownAt);
	sections.common.raise("applications", 0);
	for (const section of sections.all()) section.addTo(builder);
	builder.column("applications", applications.length);
	if (candidate.file !== null) builder.column("resumeAt", Date.parse(candidate.file.receivedAt));
	if (candidate.match !== null) builder.column("matchScore", candidate.match.score);
	return sections.access();
}

/**
 * How well it went with this tenant before: 1 hired · 0.75 an interviewer said yes · 0.5 withdrew, which says nothing against anybody ·
 * nothing where nothing speaks for it. Being rejected is no mark: it was for another job.
 */
const OUTCOMES: Partial<Record<NonNullable<Application["outcome"]>, number>> = { hired: 1, withdrawn: 0.5 };
const SAID_YES = 0.75;

type GuardedFacet = keyof Section["facets"];
type GuardedColumn = keyof Section["columns"];

class SectionBuilder {
	readonly labels: readonly string[];
	readonly #note: [from: number, to: number][] = [];
	readonly #facets = new Map<GuardedFacet, Set<string>>();
	readonly #columns: Partial<Record<GuardedColumn, number>> = {};

	constructor(labels: readonly string[]) {
		this.labels = labels;
	}

	addRun([from, to]: readonly [from: number, to: number]): void {
		if (from < to) this.#note.push([from, to]);
	}

	add(facet: GuardedFacet, value: string | undefined): void {
		const trimmed = value?.trim();
		if (trimmed) this.#facets.set(facet, (this.#facets.get(facet) ?? new Set()).add(trimmed));
	}

	raise(column: GuardedColumn, value: number | undefined): void {
		if (value !== undefined) this.#columns[column] = Math.max(this.#columns[column] ?? value, value);
	}

	addTo(builder: DocumentBuilder): void {
		for (const [facet, values] of this.#facets) for (const value of values) builder.facet(facet, value);
		for (const column of ["appliedAt", "pastOutcome"] as const) builder.raise(column, this.#columns[column]);
	}

	build(): Section {
		const facets = Object.fromEntries(Array.from(this.#facets, ([facet, values]) => [facet, [...values]]));
		return { note: this.#note, facets, columns: this.#columns };
	}
}

/** The sections of one candidate: one for each application, and one for what is the person's. */
class Sections {
	readonly common = new SectionBuilder([]);
	readonly #candidate: Candidate;
	readonly #own: ReadonlyMap<Application, SectionBuilder>;

	constructor(candidate: Candidate) {
		this.#candidate = candidate;
		this.#own = new Map((candidate.applications ?? []).map((one) => [one, new SectionBuilder(applicationLabels(one))]));
	}

	/** @returns where it belongs; undefined: it names an application that is not there, and no audience sees it */
	addNote(note: Note | Feedback, run: readonly [from: number, to: number]): SectionBuilder | undefined {
		const section = this.#sectionOf(note);
		section?.addRun(run);
		return section;
	}

	/** @param hasOwnDate whether the person's date leaves out that of the application */
	addApplication(application: Application, hasOwnDate: boolean): void {
		const section = this.#own.get(application);
		if (section === undefined) return;
		const { jobId, stage, outcome, source, appliedAt, updatedAt } = application;
		section.add("job", jobId);
		section.add("stage", stage);
		section.add("outcome", outcome);
		section.add("source", source);
		section.raise("applications", 1);
		section.raise("appliedAt", timeOf(appliedAt));
		section.raise("pastOutcome", outcome === undefined ? undefined : OUTCOMES[outcome]);
		if (hasOwnDate) section.raise("updatedAt", timeOf(updatedAt));
	}

	all(): SectionBuilder[] {
		return [this.common, ...this.#own.values()];
	}

	access(): Access {
		const own = [...this.#own.values()].map((section) => ({ ...section.build(), labels: section.labels }));
		// Who never applied is protected by nothing.
		const sections = own.length > 0 ? own : [{ ...new SectionBuilder([]).build(), labels: [] }];
		return { common: this.common.build(), sections };
	}

	#sectionOf(note: Note | Feedback): SectionBuilder | undefined {
		const place = placeOfNote(note, this.#candidate.applications ?? []);
		return place === "loose" ? this.common : place === null ? undefined : this.#own.get(place);
	}
}

/**
 * Which of these applications a note or a judgement belongs to: of several to the same job, the first that is least protected.
 * loose: it names none, and is the person's; null: it names one that is not among them
 */
export function placeOfNote<A extends Pick<Application, "id" | "jobId" | "accessRestricted">>(
	{ applicationId, jobId }: { readonly applicationId?: string | undefined; readonly jobId?: string | undefined },
	applications: readonly A[],
): A | "loose" | null {
	if (applicationId === undefined && jobId === undefined) return "loose";
	const named = applications.filter((one) =>
		applicationId === undefined ? one.jobId === jobId : one.id === applicationId,
	);
	return named.find(({ accessRestricted }) => accessRestricted !== true) ?? named[0] ?? null;
}

const timeOf = (at: string | undefined): number | undefined => (at === undefined ? undefined : Date.parse(at));
