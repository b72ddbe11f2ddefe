import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { SearchFilters } from "../../../src/domain/query.ts";
import { planQuery } from "../../../src/search/plan/plan.ts";
import { loadProfiles } from "../../../src/search/profiles.ts";
import { parseQuery } from "../../../src/search/query/parse.ts";
import { AS_OF, recognizer } from "../world.ts";

/** What the engine is asked for a query, as reviewed JSON beside this file. Hostile input must stay data: words, never structure. */
const GOLDEN: readonly (readonly [name: string, query: string, filters?: SearchFilters])[] = [
	["everybody", ""],
	["one-word", "nurses"],
	["skill-by-synonym", "k8s"],
	["words-side-by-side", "senior java developer in Germany"],
	["skill-of-two-words", "machine learning engineer"],
	["title-of-two-words", "senior software engineer berlin"],
	["title-required", "(software engineer) AND berlin"],
	["phrase", '"project manager"'],
	["phrase-of-one-word", '"nurses"'],
	["required", "java AND kotlin"],
	["either", "java OR kotlin"],
	["either-of-groups", "(java spring) OR kotlin"],
	["brackets-beside-words", "senior (java OR kotlin) developer"],
	["groups-beside-words", "senior ((java AND spring) OR kotlin)"],
	["excluded", "developer -intern NOT java"],
	["only-exclusions", "NOT (intern OR trainee)"],
	["scopes", 'title:nurse skill:java company:Bakers location:Germany title:"project manager"'],
	["scoped-brackets", "skill:(java OR kotlin) AND title:developer"],
	["prefix", "devel*"],
	["proximity", '"java lead"~5 spring NEAR/3 boot'],
	["wildcard", "d?v*per title:eng*r"],
	["fuzzy", "kubernets~ jave~ nurse~1 sql~"],
	["must-and-wishes", "+java developer ^kubernetes %docker ^%go"],
	["wishes-alone", "^java ^nurse"],
	["only-wishes", "%java %tag:gold"],
	["wishes-in-brackets", "(java AND ^kubernetes) OR (python AND %docker)"],
	["wish-of-alternatives", "nurse ^(java OR kotlin)^2 %(python -intern)"],
	["weights", "java^3 senior developer^0.5 (kotlin OR go^2)^2"],
	["weight-of-words-that-are-one", "machine^2 learning^3 engineer"],
	["values", 'java language:German stage:"Phone screen" source:referral tag:gold outcome:hired applied:JOB-1'],
	["values-excluded", "java -tag:blocked (stage:offer OR outcome:hired)"],
	["ranges", "java years:5..10 updated:<90d applied:<3m"],
	["range-strict", "java years:>5 updated:>1y"],
	["range-wished", "java %years:5..10"],
	["origins", "java AND (in:network OR in:ats) NOT in:matched"],
	["open-to-work", "java open-to-work:yes"],
	["small-or", "senior java or kotlin developer"],
	["signs-in-words", "C++ .net node.js R&D"],
	["slash-between-words", "senior Java/Kotlin developer NOT python/go"],
	["slash-in-a-known-word", "ci/cd"],
	["umlaut", "Müller"],
	["only-filler-words", "who is it"],
	["filler-word-in-capitals", "IT manager"],
	["repeated", "java JAVA (java) java"],
	["markup-stays-data", '{"op":"all"} skill:skill:java title:* "}]}" \u0000'],
	[
		"filters",
		"java",
		{
			years: { min: 3 },
			skills: ["k8s", "Cobol"],
			allSkills: ["golang", "java"],
			titles: ["SWE"],
			countries: ["de", "Frankreich"],
			tags: ["Gold"],
		},
	],
];

const profile = loadProfiles().get("default.v1", null);

describe("the plan of a query", () => {
	test.each(GOLDEN.map(([name, query, filters = {}]) => ({ name, query, filters })))("$name: $query", (one) => {
		const { name, query, filters } = one;
		const { base, parts, seniority, exact, lint } = planQuery({
			query: parseQuery(query),
			filters,
			recognizer,
			profile,
			asOf: AS_OF.getTime(),
		});
		const golden = plain({
			query,
			filter: base.filter,
			coverage: base.coverage,
			groups: parts.map((part, index) => ({
				clause: part.clause,
				role: part.role,
				...(base.groups[index]?.weight === 1 ? {} : { weight: base.groups[index]?.weight }),
				...(base.groups[index]?.counts === undefined ? {} : { counts: base.groups[index]?.counts }),
				alternatives: base.groups[index]?.alternatives.map(({ node, weight }, at) => ({
					way: part.alternatives[at]?.way,
					weight,
					node,
				})),
			})),
			exact,
			seniority,
			lint: lint.map(({ level, code, message }) => ({ level, code, message })),
		});
		const file = path.join(import.meta.dirname, "golden", `${name}.json`);
		// GOLDEN=write writes what is planned now, to be read through before it is kept.
		if (process.env.GOLDEN === "write") writeFileSync(file, JSON.stringify(golden, null, "\t"));
		expect(golden).toEqual(JSON.parse(readFileSync(file, "utf8")));
	});
});

/** As it stands in a file. The stems are the analysis's own affair and tested there. */
function plain(value: unknown): unknown {
	return JSON.parse(JSON.stringify(value, (key, inner) => (key === "stems" ? undefined : inner)));
}
