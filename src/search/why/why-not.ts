import { CURSOR_WINDOW } from "../../domain/query.ts";
import type { Obstacle, WhyNotRequest, WhyNotResponse } from "../../domain/reasons.ts";
import { english, say } from "../../domain/sentence.ts";
import type { Scope } from "../../tenancy/scope.ts";
import type { SearchDeps } from "../search.ts";
import type { View } from "../view.ts";
import { clauseObstacles } from "./clause-obstacles.ts";
import { filterObstacles } from "./filter-obstacles.ts";
import { type AskedList, listOf } from "./list-of.ts";
import { idsOf, type NamedPerson, readNamed } from "./named.ts";

/** Why somebody is not in a list, or at which place he is. */
export async function whyNot(
	deps: SearchDeps,
	scope: Scope,
	request: WhyNotRequest,
	view?: View,
): Promise<WhyNotResponse> {
	const person = await readNamed(scope, request).catch((error: unknown) => {
		if (scope.network === null && request.profileId !== undefined) return null;
		throw error;
	});
	if (person === null) return outsideOf(request);
	const asked = await listOf(deps, scope, request, [person.id], view);
	const { pools, query } = asked;
	const total = (pools.ats?.total ?? 0) + (pools.network?.total ?? 0);
	const hiding = request.includeHidden ? null : ((await view?.hiding(scope, person)) ?? null);
	const listed = hiding === null && pools[person.pool]?.also.ids.includes(person.id) === true;
	const place = listed ? await asked.list.placeOf(person.pool, person.id, 0, CURSOR_WINDOW) : null;
	const obstacles = listed ? [] : await obstaclesOf(deps, scope, asked, { person, hiding });
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

/** Of a profile nothing is known, not even whether there is one, where the network is not searched. */
function outsideOf({ query, profileId }: WhyNotRequest): WhyNotResponse {
	const said = say`The tenant does not search the shared network: unified search is switched off.`;
	const text = english([said]);
	const obstacle: Obstacle = { kind: "pool", of: "network", fields: [], instead: [], text, said };
	const nobody = { candidateId: null, profileId: profileId ?? null, listed: false, rank: null, total: 0 };
	return { understood: query, ...nobody, obstacles: [obstacle], text: `Not in the list: ${text}` };
}

function listedText(place: number | null, total: number): string {
	return place === null
		? `In the list, behind the first ${CURSOR_WINDOW} of ${total} people.`
		: `In the list: number ${place + 1} of ${total} people.`;
}

type Hiding = Awaited<ReturnType<View["hiding"]>>;

async function obstaclesOf(
	deps: SearchDeps,
	scope: Scope,
	asked: AskedList,
	{ person, hiding }: { readonly person: NamedPerson; readonly hiding: Hiding },
): Promise<Obstacle[]> {
	const filters = await filterObstacles(scope, asked, person);
	const clauses = await clauseObstacles({ scope, recognizer: deps.recognizer, asked, person });
	const found = [...(hiding === null ? [] : [hiddenObstacle(hiding)]), ...filters, ...clauses];
	return found.length > 0 ? found : [ONLY_RELATED];
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

function hiddenObstacle({ since, until }: NonNullable<Hiding>): Obstacle {
	const said =
		until === null
			? say`Hidden by you on ${dayOf(since)}, until you show the person again. Ask with includeHidden to see the person all the same.`
			: say`Hidden by you on ${dayOf(since)}, until ${dayOf(until)}. Ask with includeHidden to see the person all the same.`;
	return {
		kind: "hidden",
		of: null,
		fields: [],
		instead: [],
		text: english([said]),
		said,
	};
}

const RELATED = say`Has only what is related to the words of the query, and none of them themselves.`;

/** Every part alone is met, yet not the query: related skills stand for all of it. */
const ONLY_RELATED: Obstacle = {
	kind: "coverage",
	of: null,
	fields: [],
	instead: [],
	text: english([RELATED]),
	said: RELATED,
};
