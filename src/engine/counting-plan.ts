import type { Plan } from "./port.ts";

/** For a plan whose people nobody looks at: what is wanted is whom its answer counts. */
export function countingPlan(filter: Plan["filter"], groups: Plan["groups"] = []): Plan {
	return {
		filter,
		groups,
		coverage: { minimum: 0, people: 0 },
		scoring: { fieldWeights: NO_WEIGHTS, k1: 0, b: 0, coverageWeight: 0 },
		offset: 0,
		limit: 0,
		facets: [],
	};
}

const NO_WEIGHTS: Plan["scoring"]["fieldWeights"] = {
	name: 0,
	currentTitle: 0,
	pastTitle: 0,
	skill: 0,
	currentCompany: 0,
	pastCompany: 0,
	school: 0,
	degree: 0,
	location: 0,
	certificate: 0,
	note: 0,
	body: 0,
};
