import { yearsOfExperience } from "../analysis/experience.ts";
import { tagsOf, unitedTags } from "../analysis/tags.ts";
import type { Candidate, Profile } from "../domain/candidate.ts";
import type { Member, ProjectExportRequest, ProjectRow } from "../domain/desk.ts";
import type { ParsedResume, Resume } from "../domain/resume.ts";
import { Cover } from "../search/blind.ts";
import { shownOf } from "../search/shown.ts";
import { profileTags } from "../tenancy/profile-tags.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { DeskDeps } from "./deps.ts";
import { demandRows, takeRows } from "./export-brake.ts";
import { contactOf } from "./export-people.ts";
import { type Owner, seatOf } from "./owner.ts";
import { findProject } from "./project-records.ts";
import { membersOf } from "./projects.ts";

/**
 * The people of a project as rows, in their order, with the same brake as the results of a search. Who is covered stays covered.
 * @throws TributaryError `not-found` · `quota-exceeded` with the seconds until the next day (UTC)
 */
export function exportProject(
	scope: Scope,
	deps: DeskDeps,
	owner: Owner,
	{ id, contact }: Pick<ProjectExportRequest, "contact"> & { readonly id: string },
): Promise<readonly ProjectRow[]> {
	return scope.record("people.export", { about: id, ...seatOf(owner) }, async () => {
		await demandRows(scope, deps, 1);
		const members = await membersOf(scope, (await findProject(scope.store, owner, id)).project);
		await takeRows(scope, deps, members.length);
		const known = await peopleOf(scope, members);
		const asOf = deps.clock().toISOString();
		const value = members.map((member, index) => {
			const person = known.get(member) ?? NOBODY;
			return { place: index + 1, ...rowOf(member, person, asOf), ...(contact ? addressesOf(member, person) : {}) };
		});
		const ids = members.map(({ candidateId, profileId }) => candidateId ?? profileId ?? "");
		return { value, result: { outcome: "ok", count: value.length, ids } };
	});
}

interface Known {
	readonly candidate: Candidate | null;
	readonly profile: Profile | null;
	readonly tags: readonly string[];
}
const NOBODY: Known = { candidate: null, profile: null, tags: [] };

async function peopleOf({ store, network }: Scope, members: readonly Member[]): Promise<ReadonlyMap<Member, Known>> {
	const candidateIds = members.flatMap(({ candidateId }) => candidateId ?? []);
	const candidates = candidateIds.length === 0 ? [] : await store.read("person", { ids: candidateIds });
	const parsed = <T>(record: string) => JSON.parse(record) as T;
	const candidateOf = new Map(
		candidates.flatMap((found) => (found ? [[found.id, parsed<Candidate>(found.record)] as const] : [])),
	);
	const matchOf = (candidate: Candidate | null) => (network === null ? null : (candidate?.match?.profileId ?? null));
	const profileIds = members.flatMap(({ profileId }) => profileId ?? []);
	const matched = [...candidateOf.values()].flatMap((candidate) => matchOf(candidate) ?? []);
	const [profiles, tags] = await Promise.all([
		profileIds.length === 0 || network === null ? [] : network.read("person", { ids: profileIds }),
		profileTags(store, [...new Set([...profileIds, ...matched])]),
	]);
	const profileOf = new Map(
		profiles.flatMap((found) => (found ? [[found.id, parsed<Profile>(found.record)] as const] : [])),
	);
	return new Map(
		members.map((member) => {
			const { candidateId, profileId } = member;
			const candidate = candidateOf.get(candidateId ?? "") ?? null;
			const profile = profileOf.get(profileId ?? "") ?? null;
			const own = candidate === null ? [] : tagsOf(candidate);
			const given = unitedTags(own, tags.get(profileId ?? matchOf(candidate) ?? ""));
			return [member, { candidate, profile, tags: given }];
		}),
	);
}

function rowOf(member: Member, { candidate, profile, tags }: Known, asOf: string): Omit<ProjectRow, "place"> {
	const { name, headline, currentTitle, currentCompany, location, skills } = shownOf(candidate, profile);
	const cover = member.blind === true ? new Cover([candidate, profile]) : null;
	const text = (value: string) => cover?.text(value) ?? value;
	const known = (value: string | null) => (value === null ? null : text(value));
	const { candidateId, profileId, status, note, addedAt } = member;
	const resume: Resume & Partial<Pick<ParsedResume, "meta">> = (candidate ?? profile)?.resume ?? {};
	return {
		candidateId,
		profileId,
		name: cover === null ? name : null,
		headline: known(headline),
		currentTitle: known(currentTitle),
		currentCompany: known(currentCompany),
		location,
		years: resume.meta?.yearsOfExperience ?? yearsOfExperience(resume.work, asOf),
		skills: skills.map(text),
		tags: tags.map(text),
		status,
		note: text(note),
		addedAt,
	};
}

const addressesOf = ({ blind }: Member, { candidate }: Known) => contactOf(blind === true ? null : candidate);
