/** What every engine refuses in a plan. Runs before a plan is copied anywhere, so it never recurses deeper than the limit. */
import { COLUMNS, FACETS, TEXT_FIELDS } from "../domain/document.ts";
import { TributaryError } from "../errors.ts";
import { runsOf } from "./phrase.ts";
import type { Among, Audience, Group, Node, Plan } from "./port.ts";
import { PLAN_LIMITS } from "./port.ts";
import { countsOf } from "./scoring.ts";

/** @throws `invalid-plan` that names the limit or the part that is wrong */
export function checkPlan(plan: Plan): void {
	const budget = { nodes: PLAN_LIMITS.nodes };
	checkNode(plan.filter, 1, budget);
	if (plan.narrowed !== undefined) checkNode(plan.narrowed, 1, { nodes: PLAN_LIMITS.nodes });
	demand(plan.groups.length <= PLAN_LIMITS.groups, `A plan has at most ${PLAN_LIMITS.groups} groups.`);
	for (const group of plan.groups) checkGroup(group, budget);
	checkScoring(plan);
	checkAudience(plan.audience);
	const { minimum, people } = plan.coverage;
	demand(isCountUpTo(minimum, countsOf(plan.groups)), "The least coverage is between 0 and the number of groups.");
	demand(isCount(people), "The people wanted in a tier are a whole number.");
	demand(isCountUpTo(plan.limit, PLAN_LIMITS.limit), `At most ${PLAN_LIMITS.limit} results are returned at once.`);
	demand(isCount(plan.offset), "The offset is a whole number.");
	for (const { facet, size, atLeast = 1 } of plan.facets)
		demand(
			FACETS.includes(facet) && isCount(size) && isCount(atLeast) && atLeast > 0,
			"Facets are known, their size is a whole number, and people who have a value at least are 1 or more.",
		);
	for (const { column, starts } of plan.bands ?? [])
		demand(
			COLUMNS.includes(column) && isAscending(starts),
			"Bands are of a known column and begin in ascending order.",
		);
	demand(
		plan.yearsStep === undefined || (Number.isFinite(plan.yearsStep) && plan.yearsStep > 0),
		"The step of the years is above 0.",
	);
}

/** For whose eyes something is read. @throws `invalid-plan` */
export function checkAudience(audience: Audience | undefined): void {
	const isLabels = (list: readonly string[]) => Array.isArray(list) && list.every((label) => typeof label === "string");
	if (audience === undefined) return;
	const { seen, unless } = audience;
	demand(isLabels(seen) && (unless === null || isLabels(unless)), "An audience sees sections by their labels.");
}

const isAscending = (starts: readonly number[]): boolean =>
	starts.every((start, index) => Number.isFinite(start) && start > (starts[index - 1] ?? Number.NEGATIVE_INFINITY));

/** Of what is looked through for suggestions. @throws `invalid-field` */
export function checkAmong(among: Among | undefined): void {
	const known = among === undefined || ("facet" in among ? FACETS.includes(among.facet) : [1, 2].includes(among.edits));
	if (known) return;
	throw new TributaryError("invalid-field", {
		errors: [{ pointer: "/among", detail: "This cannot be looked through." }],
	});
}

/** Of a page of records or words. @throws `invalid-field` */
export function checkLimit(limit: number): void {
	if (isCount(limit)) return;
	const errors = [{ pointer: "/limit", detail: "A limit is a whole number, 0 or above." }];
	throw new TributaryError("invalid-field", { errors });
}

function checkGroup(group: Group, budget: { nodes: number }): void {
	demand(
		group.alternatives.length <= PLAN_LIMITS.alternatives,
		`A group has at most ${PLAN_LIMITS.alternatives} alternatives.`,
	);
	demand(isWeight(group.weight), "The weight of a group is 0 or above.");
	demand(isCountUpTo(group.counts ?? 1, 2), "A group counts 0, 1 or 2 times.");
	for (const { node, weight } of group.alternatives) {
		demand(isWeight(weight) && weight <= 1, "The weight of an alternative is between 0 and 1.");
		checkNode(node, 1, budget);
	}
}

function checkScoring({ scoring }: Plan): void {
	demand(isWeight(scoring.k1) && isWeight(scoring.coverageWeight), "k1 and the coverage weight are 0 or above.");
	demand(isWeight(scoring.b) && scoring.b <= 1, "b is between 0 and 1.");
	demand(isWeight(scoring.withoutField ?? 0), "The weight of what stands in no field is 0 or above.");
	for (const field of TEXT_FIELDS)
		demand(isWeight(scoring.fieldWeights[field]), "Each text field has a weight of 0 or above.");
}

function checkNode(node: Node, depth: number, budget: { nodes: number }): void {
	demand(depth <= PLAN_LIMITS.depth, `A query is nested at most ${PLAN_LIMITS.depth} deep.`);
	demand(budget.nodes-- > 0, `A query has at most ${PLAN_LIMITS.nodes} conditions.`);
	if ("fields" in node && node.fields !== undefined)
		demand(
			node.fields.every((field) => TEXT_FIELDS.includes(field)),
			"A text field is not known.",
		);
	switch (node.op) {
		case "and":
		case "or":
			for (const child of node.of) checkNode(child, depth + 1, budget);
			return;
		case "not":
			checkNode(node.of, depth + 1, budget);
			return;
		default:
			checkLeaf(node);
	}
}

/** Whether the runs are all of the words, and none of several words is twice there. */
function areRuns(words: readonly string[], runs: readonly number[] | undefined): boolean {
	if (runs === undefined) return true;
	if (!runs.every((length) => Number.isInteger(length) && length > 0)) return false;
	if (runs.reduce((sum, length) => sum + length, 0) !== words.length) return false;
	return runsOf({ words, runs }).every((run) => run.words.length === 1 || run.times === 1);
}

function checkLeaf(node: Exclude<Node, { op: "and" | "or" | "not" }>): void {
	switch (node.op) {
		case "prefix":
			demand(node.prefix !== "", "A prefix has at least one letter.");
			break;
		case "pattern":
			demand(/^[^*?]/.test(node.pattern), "A pattern begins with a letter.");
			demand(node.pattern.length <= PLAN_LIMITS.openWordLength, "A pattern is too long.");
			break;
		case "fuzzy":
			demand(node.word !== "" && node.word.length <= PLAN_LIMITS.openWordLength, "A fuzzy word is empty or too long.");
			demand(node.edits === 1 || node.edits === 2, "A fuzzy word is 1 or 2 edits away.");
			break;
		case "phrase":
			demand(
				isCountUpTo(node.words.length, PLAN_LIMITS.phraseWords),
				`A phrase has at most ${PLAN_LIMITS.phraseWords} words.`,
			);
			demand(isCountUpTo(node.slop ?? 0, PLAN_LIMITS.slop), `At most ${PLAN_LIMITS.slop} words stand between.`);
			demand(areRuns(node.words, node.runs), "The runs of a phrase are its words, each of several words once.");
			break;
		case "facet":
			demand(FACETS.includes(node.facet), "A facet is not known.");
			break;
		case "range":
			demand(COLUMNS.includes(node.column), "A column is not known.");
			demand(!Number.isNaN(node.min) && !Number.isNaN(node.max), "The ends of a range are numbers.");
			break;
		case "near":
			demand(
				Math.abs(node.latitude) <= 90 && Math.abs(node.longitude) <= 180,
				"A place has a latitude and a longitude.",
			);
			demand(isWeight(node.kilometres), "A distance is 0 or above.");
			break;
		default:
			demand(["all", "word", "stem", "ids", "linked"].includes(node.op), "A condition is not known.");
	}
}

function isWeight(value: number): boolean {
	return Number.isFinite(value) && value >= 0;
}

function isCount(value: number): boolean {
	return Number.isSafeInteger(value) && value >= 0;
}

function isCountUpTo(value: number, limit: number): boolean {
	return isCount(value) && value <= limit;
}

function demand(holds: boolean, detail: string): void {
	if (!holds) throw new TributaryError("invalid-plan", { detail });
}
