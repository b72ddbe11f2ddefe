import { fold } from "../analysis/fold.ts";
import { TAGGED_PROFILES } from "../domain/desk.ts";
import { type FacetCount, type FacetRequest, type Node, PLAN_LIMITS, type Plan, type Store } from "../engine/port.ts";
import { recordsBelow } from "./listing.ts";
import { tagsIn } from "./profile-tags.ts";

/**
 * Words that a tenant's recruiters put on profiles lie in the tenant's own store, since the network is everybody's and must not know
 * them. What a plan asks about tags is answered here: the network is asked for the profiles themselves, by their ids.
 */

type Retrieve = Store["retrieve"];

interface Tagged {
	/** As it was first written. */
	readonly tag: string;
	readonly profiles: string[];
}

/** By the folded tag. */
type Tags = ReadonlyMap<string, Tagged>;

/** @param own the tenant's store */
export function tellingTags(network: Retrieve, own: Pick<Store, "list">): Retrieve {
	return async (plan, listed) => {
		const counted = plan.facets.find(({ facet }) => facet === "tag");
		const isNamed = namesTags(plan);
		if (counted === undefined && !isNamed) return network(plan, listed);
		const tags = await readTags(own);
		if (tags.size === 0) return network(plan, listed);
		// Groups that nothing is put into stay the same object: an engine knows them again.
		const asked = isNamed ? withProfiles(plan, tags) : plan;
		const answer = await network(asked);
		if (counted === undefined) return answer;
		const within = { ...asked, coverage: { minimum: answer.coverage, people: Number.MAX_SAFE_INTEGER } };
		const found = await taggedIn(network, within, tags);
		return { ...answer, facets: { ...answer.facets, tag: countsOf(found, tags, counted) } };
	};
}

const withProfiles = (plan: Plan, tags: Tags): Plan => ({
	...plan,
	filter: byId(plan.filter, tags),
	groups: plan.groups.map((group) => ({
		...group,
		alternatives: group.alternatives.map(({ node, weight }) => ({ node: byId(node, tags), weight })),
	})),
	...(plan.narrowed === undefined ? {} : { narrowed: byId(plan.narrowed, tags) }),
});

const namesTags = ({ filter, groups, narrowed }: Plan): boolean =>
	[filter, ...(narrowed === undefined ? [] : [narrowed])].some(isAboutTags) ||
	groups.some(({ alternatives }) => alternatives.some(({ node }) => isAboutTags(node)));

function isAboutTags(node: Node): boolean {
	if (node.op === "and" || node.op === "or") return node.of.some(isAboutTags);
	return node.op === "not" ? isAboutTags(node.of) : node.op === "facet" && node.facet === "tag";
}

function byId(node: Node, tags: Tags): Node {
	if (node.op === "and" || node.op === "or") return { op: node.op, of: node.of.map((one) => byId(one, tags)) };
	if (node.op === "not") return { op: "not", of: byId(node.of, tags) };
	if (node.op !== "facet" || node.facet !== "tag") return node;
	return { op: "ids", ids: node.values.flatMap((value) => tags.get(fold(value))?.profiles ?? []) };
}

async function readTags(own: Pick<Store, "list">): Promise<Tags> {
	const tags = new Map<string, Tagged>();
	for (const { id, record } of await recordsBelow(own, "desk", TAGGED_PROFILES)) {
		for (const tag of tagsIn(record)) {
			const known = tags.get(fold(tag)) ?? { tag, profiles: [] };
			known.profiles.push(id.slice(TAGGED_PROFILES.length));
			tags.set(fold(tag), known);
		}
	}
	return tags;
}

/** Which of the tagged profiles are among the results. */
async function taggedIn(network: Retrieve, plan: Plan, tags: Tags): Promise<ReadonlySet<string>> {
	const ids = [...new Set([...tags.values()].flatMap(({ profiles }) => profiles))];
	const found = new Set<string>();
	const { yearsStep: _, bands: __, alsoFor: ___, narrowed: ____, ...rest } = plan;
	const filter: Node = { op: "and", of: [plan.filter, { op: "ids", ids }] };
	for (let offset = 0; offset < ids.length; offset += PLAN_LIMITS.limit) {
		const { rows, total } = await network({ ...rest, filter, facets: [], offset, limit: PLAN_LIMITS.limit });
		for (const id of rows.ids) found.add(id);
		if (found.size >= total) break;
	}
	return found;
}

function countsOf(
	found: ReadonlySet<string>,
	tags: Tags,
	{ size, only, atLeast }: FacetRequest,
): readonly FacetCount[] {
	const counts = [...tags.values()].map(({ tag, profiles }) => ({
		value: tag,
		count: profiles.filter((id) => found.has(id)).length,
	}));
	const isAsked = ({ value, count }: FacetCount) =>
		count > 0 && (only === undefined || only.includes(value) || (atLeast !== undefined && count >= atLeast));
	return counts
		.filter(isAsked)
		.sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
		.slice(0, size);
}
