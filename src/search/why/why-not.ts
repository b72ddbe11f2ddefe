import { CURSOR_WINDOW } from "../../domain/query.ts";
import type { Obstacle, WhyNotRequest, WhyNotResponse } from "../../domain/reasons.ts";
import type { Scope } from "../../tenancy/scope.ts";
import type { SearchDeps } from "../search.ts";
import { clauseObstacles } from "./clause-obstacles.ts";
import { filterObstacles } from "./filter-obstacles.ts";
import { type AskedList, listOf } from "./list-of.ts";
import { idsOf, type NamedPerson, readNamed } from "./named.ts";

/** Why somebody is not in a list, or at which place he is. */
export async function whyNot(deps: SearchDeps, scope: Scope, request: WhyNotRequest): Promise<WhyNotResponse> {
	const person = await readNamed(scope, request);
	const asked = await listOf(deps, scope, request, [person.id]);
	const { pools, query } = asked;
	const total = (pools.ats?.total ?? 0) + (pools.network?.total ?? 0);
	const listed = pools[person.pool]?.also.ids.includes(person.id) === true;
	const place = listed ? await asked.list.placeOf(person.pool, person.id, 0, CURSOR_WINDOW) : null;
	const obstacles = listed ? [] : await obstaclesOf(deps, scope, asked, person);
	return {
		understood: query.normalForm,
		...idsOf(person),
		listed,
		rank: place === null ? null : place + 1,
		total,
		obstacles,
		text: listed ? listedText(place, total) : `Not in the list: ${obstacles.map(({ text }) => text).join(" ")}`,
	};
}

function listedText(place: number | null, total: number): string {
	return place === null
		? `In the list, behind the first ${CURSOR_WINDOW} of ${total} people.`
		: `In the list: number ${place + 1} of ${total} people.`;
}

async function obstaclesOf(deps: SearchDeps, scope: Scope, asked: AskedList, person: NamedPerson): Promise<Obstacle[]> {
	const filters = await filterObstacles(scope, asked, person);
	const clauses = await clauseObstacles({ scope, recognizer: deps.recognizer, asked, person });
	const found = [...filters, ...clauses];
	return found.length > 0 ? found : [ONLY_RELATED];
}

/** Every part alone is met, yet not the query: related skills stand for all of it. */
const ONLY_RELATED: Obstacle = {
	kind: "coverage",
	of: null,
	fields: [],
	instead: [],
	text: "Has only what is related to the words of the query, and none of them themselves.",
};
