import type { WhyAboveRequest, WhyAboveResponse, WhyNotRequest, WhyNotResponse } from "../../domain/reasons.ts";
import type { Recorded, Scope } from "../../tenancy/scope.ts";
import type { SearchDeps } from "../search.ts";
import type { View } from "../view.ts";
import { whyAbove } from "./why-above.ts";
import { whyNot } from "./why-not.ts";

/** Questions about the list that a search would give now. */
export interface Reasons {
	/**
	 * What keeps somebody out of the list, or his place in it.
	 * @param view what whoever asks has hidden
	 * @throws TributaryError `not-found` · `invalid-query` · `invalid-field` unknown profile · `audit-unavailable`
	 */
	whyNot(scope: Scope, request: WhyNotRequest, view?: View): Promise<WhyNotResponse>;
	/**
	 * What one has more than the other, and less.
	 * @throws TributaryError as `whyNot`; also `invalid-field` when one of them is not in the list
	 */
	whyAbove(scope: Scope, request: WhyAboveRequest, view?: View): Promise<WhyAboveResponse>;
}

export function createReasons(deps: SearchDeps): Reasons {
	return {
		whyNot: (scope, request, view) => {
			const { candidateId, profileId } = request;
			const subject = { ...(candidateId === undefined ? { profileId } : { candidateId }) };
			return scope.record("search", { queryDigest: scope.digest(request.query), ...subject }, async () =>
				shown(await whyNot(deps, scope, request, view), (value) => [value]),
			);
		},
		whyAbove: (scope, request, view) =>
			scope.record("search", { queryDigest: scope.digest(request.query) }, async () =>
				shown(await whyAbove(deps, scope, request, view), ({ a, b }) => [a, b]),
			),
	};
}

interface Ids {
	readonly candidateId: string | null;
	readonly profileId: string | null;
}

function shown<T>(value: T, peopleOf: (value: T) => readonly Ids[]): Recorded<T> {
	const people = peopleOf(value);
	const ids = people.flatMap(({ candidateId, profileId }) => [candidateId, profileId]).filter((id) => id !== null);
	return { value, result: { outcome: "ok", count: people.length, ids: [...new Set(ids)] } };
}
