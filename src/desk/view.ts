import { tagsOf, unitedTags } from "../analysis/tags.ts";
import type { PersonKey } from "../domain/desk.ts";
import type { Marks } from "../domain/hit.ts";
import type { Store } from "../engine/port.ts";
import { Cover } from "../search/blind.ts";
import type { MarkedPerson, View } from "../search/view.ts";
import type { Clock } from "../tenancy/clock.ts";
import { profileTags } from "../tenancy/profile-tags.ts";
import { hiddenIn, hiddenKeys } from "./hidden.ts";
import { readMarks } from "./marks.ts";
import type { Owner } from "./owner.ts";
import { memberKey, ownPlace, parseMember, parseProject, sharedPlace } from "./project-records.ts";

/** Members of one person that are looked at; nobody is in as many projects. */
const MOST_PROJECTS = 5000;

/** What an owner's working state does to one search: make one for each. Of a matched person the marks of both records count, and those of whoever was merged. */
export function viewOf(owner: Owner, clock: Clock, mayKnowTeams = false): View {
	let read: ReturnType<typeof hiddenKeys> | undefined;
	const hiddenNow = (store: Pick<Store, "read">) => {
		read ??= hiddenKeys(store, owner, clock());
		return read;
	};
	return {
		asker: owner,
		mayKnowTeams,
		hidden: async (scope) => hiddenIn(scope, await hiddenNow(scope.store)),
		hiding: async ({ store }, person) => {
			const hidden = await hiddenNow(store);
			const [found] = keysOf(person)
				.flatMap((key) => [hidden.get(key) ?? []])
				.filter((each) => each.length > 0);
			const [since, until = null] = found ?? [];
			return since === undefined ? null : { since, until };
		},
		marks: async ({ store }, people, blind) => {
			const keys = people.map(keysOf);
			const all = [...new Set(keys.flat())];
			const profileIds = all.filter((key) => key.startsWith("p:")).map((key) => key.slice(2));
			const [hidden, marks, projects, tags] = await Promise.all([
				hiddenNow(store),
				readMarks(store, owner, all),
				projectsOf(store, owner, all, blind),
				profileTags(store, profileIds),
			]);
			const markOf = new Map(all.map((key, place) => [key, marks[place]]));
			return people.map(({ candidate, profile }, place): Marks => {
				const own = keys[place] ?? [];
				const latest = (mark: "viewed" | "contacted") =>
					own
						.flatMap((key) => markOf.get(key)?.[mark] ?? [])
						.toSorted()
						.at(-1) ?? null;
				const put = own.flatMap((key) => tags.get(key.slice(2)) ?? []);
				const cover = blind ? new Cover([candidate, profile]) : null;
				const shown = (text: string) => cover?.text(text) ?? text;
				return {
					viewed: latest("viewed"),
					contacted: latest("contacted"),
					hidden: own.some((key) => hidden.has(key)),
					projects: distinct(own.flatMap((key) => projects.get(key) ?? [])).map((one) => ({
						...one,
						name: shown(one.name),
					})),
					tags: unitedTags(candidate === null ? [] : tagsOf(candidate), put).map(shown),
				};
			});
		},
	};
}

/** All under which something may have been noted of a person, his own first. */
function keysOf({ candidate, profile }: MarkedPerson): PersonKey[] {
	const merged = candidate?.mergedFrom ?? [];
	const candidates = candidate === null ? [] : [candidate.id, ...merged];
	return [...candidates.map((id) => `c:${id}` as const), ...(profile === null ? [] : [`p:${profile.id}` as const])];
}

type Shown = Marks["projects"][number];

/** For each person the projects that the owner may know of: in an open list without those in which he is covered. */
async function projectsOf(
	store: Pick<Store, "read">,
	owner: Owner,
	keys: readonly PersonKey[],
	blind: boolean,
): Promise<ReadonlyMap<PersonKey, readonly Shown[]>> {
	if (keys.length === 0) return new Map();
	const found = await store.read("desk", { keys: keys.map(memberKey), atMost: MOST_PROJECTS });
	const members = found.map(parseMember).filter((member) => blind || member.blind !== true);
	const places = members.flatMap(({ project, owner: theirs }) => [
		sharedPlace(project),
		...(theirs === owner ? [ownPlace(owner, project)] : []),
	]);
	const ids = [...new Set(places)];
	const visible = ids.length === 0 ? [] : await store.read("desk", { ids });
	const names = new Map(
		visible.flatMap((stored) => {
			if (stored === null) return [];
			const { project } = parseProject(stored);
			return [[project.uid, project] as const];
		}),
	);
	const shown = new Map<PersonKey, Shown[]>();
	for (const { uid, key, status } of members) {
		const project = names.get(uid);
		if (project === undefined) continue;
		shown.set(key, [...(shown.get(key) ?? []), { id: project.id, name: project.name, status }]);
	}
	return shown;
}

/** Somebody who is in a project by two of his records is in it once. */
const distinct = (projects: readonly Shown[]): Shown[] =>
	[...new Map(projects.toReversed().map((one) => [one.id, one])).values()].toReversed();
