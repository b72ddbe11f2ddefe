import type { Contribution, Hit } from "../../domain/hit.ts";
import { CURSOR_WINDOW, SearchRequest } from "../../domain/query.ts";
import type { Difference, WhyAboveRequest, WhyAboveResponse } from "../../domain/reasons.ts";
import { ended } from "../../domain/sentence.ts";
import type { Listed } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { HitWriter } from "../hits.ts";
import { RankedList } from "../list.ts";
import { readPage } from "../page.ts";
import type { Pools } from "../pools.ts";
import { type SearchDeps, startOfDay } from "../search.ts";
import type { View } from "../view.ts";
import { type AskedList, listOf } from "./list-of.ts";
import { idsOf, type NamedPerson, readNamed } from "./named.ts";

/**
 * Why one person stands above another: the differences of what their scores are made of.
 * @throws TributaryError `not-found` · `invalid-field` when one of them is not in the list
 */
export async function whyAbove(
	deps: SearchDeps,
	scope: Scope,
	request: WhyAboveRequest,
	view?: View,
): Promise<WhyAboveResponse> {
	const [a, b] = [await readNamed(scope, request.a), await readNamed(scope, request.b)];
	const asked = await listOf(deps, scope, request, [a.id, b.id], view);
	const hits = await hitsOf(deps, scope, request, asked);
	const [one, other] = [hitOf(a, hits, "/a"), hitOf(b, hits, "/b")];
	const differences = differencesOf(contributionsOf(one), contributionsOf(other));
	const [left, right] = [await rankedOf(a, one, asked), await rankedOf(b, other, asked)];
	return {
		understood: asked.query.normalForm,
		a: left,
		b: right,
		difference: one.score - other.score,
		differences,
		text: textOf(left, right, differences),
	};
}

/** The two as hits: the list of just the people whose data were asked for beside it. */
async function hitsOf(deps: SearchDeps, scope: Scope, request: WhyAboveRequest, asked: AskedList): Promise<Hit[]> {
	const { pools, plan, profile, nearness } = asked;
	const only = (answer: Listed | null): Listed | null =>
		answer && { ...answer, rows: answer.also, total: answer.also.ids.length };
	const both: Pools = { ...pools, ats: only(pools.ats), network: only(pools.network) };
	const asOf = startOfDay(deps.clock());
	const years = request.filters.years ?? null;
	const list = new RankedList(scope, { pools: both, plan, profile, asOf, years, nearness });
	const people = await readPage(scope, await list.slice(0, MOST_ROWS));
	const words = (name: "ats" | "network") => (pools[name]?.groups ?? []).map((group) => group.words);
	const writer = new HitWriter({
		request: SearchRequest.parse({
			query: request.query,
			filters: request.filters,
			blind: request.blind,
			highlight: false,
		}),
		recognizer: deps.recognizer,
		parts: plan.parts,
		words: { ats: words("ats"), network: words("network") },
	});
	return people.map((person) => writer.hit(person));
}

/** Two ids, each of them perhaps of somebody in either pool. */
const MOST_ROWS = 4;

function hitOf(person: NamedPerson, hits: readonly Hit[], pointer: string): Hit {
	const isHe = (hit: Hit) =>
		person.candidate === null ? hit.candidateId === null && hit.profileId === person.id : hit.candidateId === person.id;
	const hit = hits.find(isHe);
	if (hit !== undefined) return hit;
	const detail = "This person is not in the list: POST /v1/search/why-not says why.";
	throw new TributaryError("invalid-field", { detail, errors: [{ pointer, detail }] });
}

const contributionsOf = ({ explanation }: Hit): readonly Contribution[] => explanation?.contributions ?? [];

const keyOf = ({ feature, clause = "" }: Contribution) => JSON.stringify([feature, clause]);

/** What both have alike is a difference of 0, and told as well: nothing is left out of the sum. */
function differencesOf(one: readonly Contribution[], other: readonly Contribution[]): Difference[] {
	const [left, right] = [Map.groupBy(one, keyOf), Map.groupBy(other, keyOf)];
	const keys = new Set([...left.keys(), ...right.keys()]);
	const differences = [...keys].map((key): Difference => {
		const [a, b] = [sideOf(left.get(key)), sideOf(right.get(key))];
		const { feature, clause } = (left.get(key) ?? right.get(key) ?? [])[0] as Contribution;
		const difference = (a?.points ?? 0) - (b?.points ?? 0);
		return { feature, ...(clause === undefined ? {} : { clause }), a, b, difference };
	});
	return differences.toSorted((x, y) => Math.abs(y.difference) - Math.abs(x.difference));
}

function sideOf(contributions: readonly Contribution[] | undefined): Difference["a"] {
	if (contributions === undefined) return null;
	const points = contributions.reduce((sum, contribution) => sum + contribution.points, 0);
	return { points, text: contributions.map(({ text }) => text).join("; "), contributions: [...contributions] };
}

async function rankedOf(person: NamedPerson, { score }: Hit, { list }: AskedList): Promise<WhyAboveResponse["a"]> {
	const place = await list.placeOf(person.pool, person.id, 0, CURSOR_WINDOW);
	return { ...idsOf(person), rank: place === null ? null : place + 1, score };
}

type Ranked = WhyAboveResponse["a"];

function textOf(a: Ranked, b: Ranked, differences: readonly Difference[]): string {
	const difference = a.score - b.score;
	const isAbove = a.rank !== null && (b.rank === null || a.rank < b.rank);
	const order = isAbove ? "a stands above b" : "b stands above a";
	const points = Math.abs(difference).toFixed(2);
	// Blocks of the first stage are ordered one by one.
	const byBlock = difference !== 0 && difference > 0 !== isAbove;
	if (byBlock)
		return `Though it has ${points} points less: the one below comes from a later part of the first selection. So ${order}.`;
	const [main] = differences;
	if (difference === 0 || main === undefined)
		return `Equal scores: your own candidates come first, then the id decides. So ${order}.`;
	const of = main.clause === undefined ? main.feature : `${main.feature} of ${main.clause}`;
	return ended(`By ${points} points ${order}, most of all by ${of}`);
}
