import type { Recognizer } from "../../analysis/recognizer.ts";
import { type Facet, TEXT_FIELDS, type TextField } from "../../domain/document.ts";
import type { QueryNode } from "../../domain/query.ts";
import type { Obstacle } from "../../domain/reasons.ts";
import { ended, english, say } from "../../domain/sentence.ts";
import { PLAN_LIMITS } from "../../engine/port.ts";
import { FIELD_NAMES } from "../../rank/explain.ts";
import { waysOf } from "../../rank/pool.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { PLAIN_FIELDS } from "../blind.ts";
import { findInRecord, type Sought } from "../highlight.ts";
import { matcherOf } from "../matcher.ts";
import { piecesOf } from "../pieces.ts";
import { wishOf } from "../plan/boolean.ts";
import { isLeaf } from "../plan/leaf.ts";
import { NAMELESS } from "../plan/nameless.ts";
import type { Condition } from "../plan/origin.ts";
import { countsOf, type Part } from "../plan/part.ts";
import { type PoolRequest, retrieveOne } from "../pools.ts";
import { quoted } from "../query/lint.ts";
import { normalForm } from "../query/normal-form.ts";
import { parseQuery } from "../query/parse.ts";
import type { AnyScope } from "../query/scope-name.ts";
import { type Had, numberOf, valuesOf } from "./filter-obstacles.ts";
import type { AskedList } from "./list-of.ts";
import { coverFor, type NamedPerson, originOf } from "./named.ts";
import { nearest } from "./nearest.ts";

/** Values shown in the place of one that was asked for. */
const MOST_VALUES = 5;

export interface ClauseInput {
	readonly scope: Scope;
	readonly recognizer: Recognizer;
	readonly asked: AskedList;
	readonly person: NamedPerson;
}

type Compared = QueryNode & { readonly kind: "value" | "range" };

/** Where a part that names no field is compared with what the record has: the rest of it is long. */
const TELLING: readonly TextField[] = ["currentTitle", "pastTitle", "skill", "currentCompany", "pastCompany"];

/** Demands of the query that somebody does not meet, and too few of its wanted parts. */
export async function clauseObstacles(input: ClauseInput): Promise<Obstacle[]> {
	const { query } = input.asked;
	const demands = query.root === null ? [] : demandsOf(query.root);
	const failed: Obstacle[] = [];
	for (const demand of demands) failed.push(...(await unmet(demand, input)));
	return [...failed, ...(await tooFew(input))];
}

/** What each result must meet: all but the words that are only wanted, and wishes. */
function demandsOf(root: QueryNode): readonly QueryNode[] {
	const isOpen = root.kind === "and" && !root.explicit && root.level === undefined && root.weight === undefined;
	const isWord = (node: QueryNode) => isLeaf(node) && node.level === undefined;
	return (isOpen ? root.of : [root]).filter((node) => !isWord(node) && wishOf(node) === null);
}

/** The innermost parts that fail, or the node itself where no part of it fails alone. */
async function unmet(node: QueryNode, input: ClauseInput): Promise<Obstacle[]> {
	if (await meets(node, input)) return [];
	if (node.kind === "not") return [await excluded(node, input)];
	if (node.kind === "and") {
		const inner: Obstacle[] = [];
		for (const child of node.of.filter((one) => wishOf(one) === null)) inner.push(...(await unmet(child, input)));
		if (inner.length > 0) return inner;
	}
	if (node.kind === "value" || node.kind === "range")
		return [unmetValue(normalForm(node), node.scope, await haveOf(node, input))];
	const { plan } = requestOf(node, input);
	return [missing(normalForm(node), plan.parts, input)];
}

const requestOf = (node: QueryNode, { asked }: ClauseInput): PoolRequest =>
	asked.requestFor({ root: node, normalForm: normalForm(node), lint: [] }, {});

const meets = async (node: QueryNode, input: ClauseInput): Promise<boolean> =>
	(await retrieveOne(input.scope, requestOf(node, input), input.person)).total > 0;

/** What a NOT leaves out, and where the record has it. */
async function excluded(node: QueryNode & { readonly kind: "not" }, input: ClauseInput): Promise<Obstacle> {
	const found = await placesOfExcluded(node, input);
	const fields = [...new Set(found.map(({ field }) => field))];
	const clause = normalForm(node.of);
	const shown = coverFor(input.asked, input.person);
	const instead = found.map(({ text, spans: [span = [0, 0]] }) => shown(text.slice(...span))).slice(0, 3);
	const where = fields.length === 0 ? "" : ` in ${fields.map((field) => FIELD_NAMES[field]).join(", ")}`;
	return {
		kind: "clause",
		of: `NOT ${clause}`,
		fields,
		instead,
		text: `Has ${quoted(clause)}${where}, which is left out.`,
	};
}

/** By what the NOT itself compares: it leaves out nobody for the other forms of a word, which the word alone would be widened to. */
async function placesOfExcluded(node: QueryNode, input: ClauseInput) {
	const { recognizer, scope, person } = input;
	const request = requestOf(node, input);
	const { plan } = request;
	const sides = plan.base.filter.op === "not" ? sidesOf(plan.base.filter.of) : [];
	const asked = sides.map((node, index) => ({ node, weight: 1, group: index % PLAN_LIMITS.groups }));
	const groups = [...Map.groupBy(asked, ({ group }) => group).values()].map((alternatives) => ({
		alternatives,
		weight: 1,
	}));
	const base = { ...plan.base, filter: { op: "all" }, groups } as const;
	const { rows, groups: found } = await retrieveOne(scope, { ...request, plan: { ...plan, base } }, person);
	const sought = groups.flatMap(({ alternatives }, group): Sought[] =>
		[...waysOf(rows, group)].flatMap(([way, mask]) => {
			const one = alternatives[way]?.node;
			const matcher = one === undefined ? null : matcherOf(one, found[group]?.words ?? [], recognizer);
			return matcher === null ? [] : [{ group, mask, matcher }];
		}),
	);
	return [person.candidate, person.profile].flatMap((record) => (record === null ? [] : findInRecord(record, sought)));
}

/** What a condition is made of, but for what nobody may have for it. */
function sidesOf(condition: Condition): Condition[] {
	if (condition.op === "and" || condition.op === "or") return condition.of.flatMap(sidesOf);
	return condition.op === "not" ? [] : [condition];
}

/** Facet whose values a condition compares. */
const FACET_OF: Readonly<Partial<Record<AnyScope, Facet>>> = {
	language: "language",
	stage: "stage",
	outcome: "outcome",
	source: "source",
	tag: "tag",
	education: "education",
	applied: "job",
};

/** What the record has in the place of a value or range that was asked for. */
async function haveOf({ kind, scope: name }: Compared, input: ClauseInput): Promise<Had> {
	const { scope, asked, person } = input;
	if (name === "near") return { instead: [...new Set(valuesIn(["location"], input))].slice(0, MOST_VALUES) };
	if (name === "in") return { instead: [originOf(person)] };
	const everybody = asked.requestFor(parseQuery(""), {});
	const facet = kind === "value" ? FACET_OF[name] : undefined;
	if (facet !== undefined) {
		const values = await valuesOf(scope, everybody, person, facet);
		return { instead: values.slice(0, MOST_VALUES).map(coverFor(asked, person)) };
	}
	if (name !== "years" && name !== "updated") return { instead: [] };
	return numberOf(name, await retrieveOne(scope, everybody, person))[1];
}

function unmetValue(clause: string, scope: string, had: Had): Obstacle {
	const has = had.instead.length === 0 ? "" : ` ${ended(`The record has ${had.instead.join(", ")}`)}`;
	const text = `${quoted(clause)} does not hold for the record.${has}`;
	return { kind: "clause", of: clause, fields: [scope], ...had, text };
}

function missing(clause: string, parts: readonly Part[], input: ClauseInput): Obstacle {
	const fields = fieldsOf(parts);
	const asked = parts.map((part) => part.clause.replace(/^[+^%]?(?:[a-z-]+:)?/, ""));
	const instead = nearest(asked, valuesIn(fields.length === 0 ? TELLING : fields, input));
	const where =
		fields.length === 0 ? "anywhere in the record" : `in ${fields.map((field) => FIELD_NAMES[field]).join(", ")}`;
	const has = instead.length === 0 ? "" : ` ${ended(`Nearest there: ${instead.join(", ")}`)}`;
	return { kind: "clause", of: clause, fields, instead, text: `${quoted(clause)} is not ${where}.${has}` };
}

/** Fields that the parts are looked for in; none where one of them may stand anywhere. */
function fieldsOf(parts: readonly Part[]): TextField[] {
	const literal = parts.flatMap(({ alternatives }) => alternatives.filter(({ way }) => way === "literal"));
	const scopes = literal.map(({ node }) => scopeOf(node));
	return scopes.includes(null) ? [] : TEXT_FIELDS.filter((field) => scopes.some((scope) => scope?.includes(field)));
}

function scopeOf(node: Condition): readonly TextField[] | null {
	if (node.op === "near") return ["location"];
	if (node.op === "or") {
		const sides = node.of.map(scopeOf);
		return sides.every((side) => side !== null) ? sides.flat() : null;
	}
	return "fields" in node && node.fields !== NAMELESS ? (node.fields ?? null) : null;
}

function valuesIn(fields: readonly TextField[], { asked, person }: ClauseInput): string[] {
	const { candidate, profile } = person;
	const shown = coverFor(asked, person);
	const mask = fields.reduce((bits, field) => bits | (1 << TEXT_FIELDS.indexOf(field)), 0);
	const records = [candidate, profile].filter((record) => record !== null);
	return records.flatMap((record) =>
		Array.from(piecesOf(record, mask), ({ field, text }) => (PLAIN_FIELDS.has(field) ? text : shown(text))),
	);
}

/** Where too few parts are answered: what the list demands, and each part that is missing. */
async function tooFew(input: ClauseInput): Promise<Obstacle[]> {
	const { scope, asked, person } = input;
	const { plan, pools, request } = asked;
	const tier = pools[person.pool]?.coverage ?? 0;
	const open = { ...plan, base: { ...plan.base, filter: { op: "all" }, coverage: { minimum: 0, people: 0 } } as const };
	const { rows } = await retrieveOne(scope, { ...request, plan: open }, person);
	const worth = (parts: readonly Part[]) => parts.reduce((sum, { role }) => sum + countsOf(role), 0);
	const covered = worth(plan.parts.filter((_, group) => rows.masks[group] !== 0));
	if (plan.exact || covered >= tier) return [];
	const lacking = plan.parts.filter(
		({ role }, group) => (role === "wanted" || role === "strong") && rows.masks[group] === 0,
	);
	const all = worth(plan.parts);
	const said = plan.parts.some(({ role }) => countsOf(role) > 1)
		? say`Answers ${covered} of ${all} parts of the query, a strong wish counted as two; people are listed who answer at least ${tier}.`
		: say`Answers ${covered} of ${all} parts of the query; people are listed who answer at least ${tier}.`;
	return [
		{ kind: "coverage", of: null, fields: [], instead: [], text: english([said]), said },
		...(await Promise.all(lacking.map((part) => lackingPart(part, input)))),
	];
}

/** What is compared, such as years, is told by its value; words by those that come nearest. */
async function lackingPart(part: Part, input: ClauseInput): Promise<Obstacle> {
	const node = comparedIn(input.asked.query.root).find((one) => normalForm(one) === part.clause);
	return node === undefined
		? missing(part.clause, [part], input)
		: unmetValue(part.clause, node.scope, await haveOf(node, input));
}

/** Conditions of the query that compare a value; what NOT leaves out is nothing that is lacking. */
function comparedIn(node: QueryNode | null): Compared[] {
	if (node?.kind === "value" || node?.kind === "range") return [node];
	return node?.kind === "and" || node?.kind === "or" ? node.of.flatMap(comparedIn) : [];
}
