import type { Job } from "../../domain/candidate.ts";
import type { Understood } from "../../domain/interpretation.ts";
import type { Lint, SearchRequest } from "../../domain/query.ts";
import type {
	ForJobRequest,
	JobAd,
	JobFit,
	Requirement,
	RequirementEvidence,
	RequirementResponse,
	SimilarRequest,
} from "../../domain/requirement.ts";
import { say } from "../../domain/sentence.ts";
import { TributaryError } from "../../errors.ts";
import { requirementCoverage } from "../../rank/coverage.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { readAd } from "../ad/read-ad.ts";
import { Cover } from "../blind.ts";
import { interpret } from "../natural/interpret.ts";
import type { PagePerson } from "../page.ts";
import type { Condition } from "../plan/origin.ts";
import { LintLog } from "../query/lint.ts";
import { answer, type SearchDeps } from "../search.ts";
import { type GivenPerson, readGiven } from "../similar/people.ts";
import { rarities } from "../similar/rarity.ts";
import { requirementsOf } from "../similar/requirements.ts";
import { traitsOf } from "../similar/traits.ts";
import type { View } from "../view.ts";
import { adjusted } from "./adjust.ts";
import { compileRequirements } from "./compile.ts";
import { fitsOf } from "./jobs-for-person.ts";

/** People for a job, by what it asks for, and people like others, by what those are. */
export interface Matching {
	/** How a query is read; touches nobody's data. @throws TributaryError `invalid-query` beyond the limits of a query */
	understand(text: string, disabled: readonly string[]): Understood;
	/** What an ad asks for, to be edited. */
	read(ad: JobAd): Promise<Requirement[]>;
	/**
	 * People for an ad, or for requirements that were edited.
	 * @param options the id of a synchronized job, for the log, and what whoever asks has hidden
	 * @throws TributaryError `invalid-field` for a requirement that asks for nothing, a page beyond the window, an unknown profile ·
	 *   `invalid-query` beyond the limits of a query · `audit-unavailable`
	 */
	forJob(
		scope: Scope,
		request: ForJobRequest,
		options?: { readonly jobId?: string; readonly view?: View },
	): Promise<RequirementResponse>;
	/**
	 * People like one or several others, who are left out themselves.
	 * @throws TributaryError as {@link forJob}, and `invalid-field` for an id that nobody has
	 */
	similar(scope: Scope, request: SimilarRequest, view?: View): Promise<RequirementResponse>;
	/**
	 * Which of these jobs a candidate fits, the best first.
	 * @param jobs that the one who asks may see
	 * @throws TributaryError `not-found` without such a candidate
	 */
	jobsFor(scope: Scope, candidateId: string, jobs: readonly Job[], options: JobsOptions): Promise<JobsFound>;
}

export interface JobsOptions {
	readonly limit: number;
	readonly profile?: string | undefined;
}

export interface JobsFound {
	/** Jobs of which the person covers at least a quarter. */
	readonly total: number;
	readonly items: JobFit[];
}

export function createMatching(deps: SearchDeps): Matching {
	const { recognizer } = deps;
	return {
		understand(text, disabled) {
			const { query, interpretation } = interpret(text, recognizer, disabled);
			return { ...interpretation, lint: [...query.lint] };
		},
		read: (ad) => readAd(ad, recognizer),
		async forJob(scope, { title, description, skills, location, requirements, ...paging }, { jobId, view } = {}) {
			const ad = {
				description,
				skills,
				...(title === undefined ? {} : { title }),
				...(location === undefined ? {} : { location }),
			};
			const asked = requirements ?? (await readAd(ad, recognizer));
			const found = await searchFor(deps, scope, {
				requirements: asked,
				paging,
				leftOut: null,
				view,
				about: jobId === undefined ? {} : { jobId },
			});
			return asked.length > 0 ? found : { ...found, lint: [...found.lint, ...nothingUnderstood(description)] };
		},
		async similar(scope, { people: ids, requirements, ...paging }, view) {
			const { people, themselves } = await readGiven(scope, ids);
			const read = requirements ?? requirementsOf(await describe(deps, scope, people), recognizer);
			const asked = paging.blind ? covered(read, people) : read;
			const about = idsOf(people);
			const found = await searchFor(deps, scope, { requirements: asked, paging, leftOut: themselves, view, about });
			return asked.length > 0 ? found : { ...found, lint: [...found.lint, ...nothingInCommon()] };
		},
		jobsFor: (scope, candidateId, jobs, { limit, profile }) =>
			scope.record("search", { candidateId }, async () => {
				const [found] = await scope.store.read("person", { ids: [candidateId] });
				if (found == null) throw new TributaryError("not-found");
				const fits = await fitsOf(deps, scope, candidateId, jobs, profile);
				const value = { total: fits.length, items: fits.slice(0, limit) };
				return { value, result: { outcome: "ok", count: value.items.length, ids: [candidateId] } };
			}),
	};
}

/** Said where everybody is listed, because an ad asks for nothing that is known. */
function nothingUnderstood(text: string): readonly Lint[] {
	const log = new LintLog();
	const message = say`Nothing of this text was understood as a requirement, so everybody is listed. Write a title, skills or a place into it.`;
	log.add("ignored", "no-requirements", { start: 0, end: text.length }, message);
	return log.entries();
}

/** Said where everybody is listed, because a record is empty. */
function nothingInCommon(): readonly Lint[] {
	const log = new LintLog();
	const message = say`These records name no title, skill, company or years, so everybody is listed.`;
	log.add("ignored", "no-requirements", { start: 0, end: 0 }, message);
	return log.entries();
}

/** Each person with how much his skills tell in the pool that he is in. */
function describe({ recognizer }: SearchDeps, { store, network }: Scope, people: readonly GivenPerson[]) {
	return Promise.all(
		people.map(async (person) => {
			const traits = traitsOf(person, recognizer);
			const pool = person.pool === "network" && network !== null ? network : store;
			return { id: person.id, traits, rarity: await rarities(pool, [...traits.skills.keys()]) };
		}),
	);
}

/** Without what names one of the people, as a firm called after him does: also of what is sent back, which was covered when it was answered. */
function covered(requirements: readonly Requirement[], people: readonly GivenPerson[]): Requirement[] {
	const cover = new Cover(people.flatMap(({ resumes }) => resumes));
	return requirements
		.filter(({ label }) => cover.text(label) === label)
		.map((one) => ({ ...one, evidence: one.evidence.map((said) => coveredEvidence(said, cover)) }));
}

function coveredEvidence(said: RequirementEvidence, cover: Cover): RequirementEvidence {
	const text = cover.text(said.text);
	return text === said.text ? said : { ...said, start: 0, end: text.length, text };
}

function idsOf(people: readonly GivenPerson[]): Sought["about"] {
	const candidateIds = people.filter(({ pool }) => pool === "ats").map(({ id }) => id);
	return candidateIds.length === 0 ? {} : { candidateIds };
}

interface Sought {
	readonly requirements: readonly Requirement[];
	readonly paging: Omit<SearchRequest, "query" | "disabled">;
	readonly leftOut: Condition | null;
	readonly view: View | undefined;
	/** What the search starts from, for the log. */
	readonly about: { readonly jobId?: string; readonly candidateIds?: string[] };
}

/** One search for requirements, written down as every search is. */
export function searchFor(deps: SearchDeps, scope: Scope, sought: Sought): Promise<RequirementResponse> {
	const { requirements, paging, leftOut, view, about } = sought;
	const { query } = compileRequirements(requirements);
	const request: SearchRequest = { ...paging, query: query.normalForm, disabled: [] };
	const subject = { ...about, queryDigest: scope.digest(request.query), page: request.page };
	return scope.record("search", subject, async () => {
		const found = await answer(deps, scope, { request, query, view, adjust: (plan) => adjusted(plan, leftOut) });
		const hits = found.response.hits.map((hit, place) => ({ ...hit, coverage: coverageOf(found.people[place]) }));
		const ids = [...new Set(hits.flatMap(({ candidateId, profileId }) => [candidateId, profileId]))];
		const value = { ...found.response, hits, requirements: [...requirements] };
		return { value, result: { outcome: "ok", count: hits.length, ids: ids.filter((id) => id !== null) } };
	});
}

const coverageOf = (person: PagePerson | undefined): number =>
	person === undefined ? 0 : requirementCoverage(person.seat.block.input.asked, person.seat.person.side);
