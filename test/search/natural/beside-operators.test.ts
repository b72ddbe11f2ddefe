import { describe, expect, test } from "vitest";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { parseQuery } from "../../../src/search/query/parse.ts";
import { recognizer } from "../world.ts";

const read = (text: string, disabled: readonly string[] = []) => interpret(text, recognizer, disabled);

describe("beside operators", () => {
	test.each([
		"java AND (kotlin in Berlin)",
		"java developer in Berlin AND Hamburg",
		'java in "Berlin" "5+ years"',
		"title:(java in Berlin)",
		"(java Berlin) +kotlin",
		"java -agency years:>=5",
		"java in Berlin OR kotlin in Munich",
		"java with 3 years OR python with 5 years",
	])("%s is taken as it is written", (text) => {
		const { query, interpretation } = read(text);
		const { root, normalForm } = parseQuery(text);
		expect(query).toMatchObject({ root, normalForm });
		expect(interpretation).toMatchObject({ natural: false, query: query.normalForm });
		expect(interpretation.clauses.map(({ text: words }) => words).join("")).not.toBe("");
	});

	const BERLIN = "^(location:Berlin OR near:Berlin~20km)";
	test.each([
		['"java developer" in Berlin with 5+ years', `^"java developer" ${BERLIN}^0.5 ^years:>=5^0.5`],
		["(java OR kotlin) with 5+ years", "^(java OR kotlin) ^years:>=5^0.5"],
		["(java OR kotlin) years of experience: 5-10", "^(java OR kotlin) ^years:5..10^0.5"],
		["title:java in Berlin", `^title:java ${BERLIN}^0.5`],
		["java with 5+ years, no agencies -junior", "^java ^years:>=5^0.5 NOT (agency OR agencies) NOT junior"],
		["java* in Berlin", `^java* ${BERLIN}^0.5`],
		["java AND kotlin in Berlin", `+(java AND kotlin) ${BERLIN}`],
		["5+ years java OR kotlin", "^years:>=5^0.5 ^(java OR kotlin)"],
		["in Berlin java AND kotlin", `${BERLIN} +(java AND kotlin)`],
		["in Berlin java OR kotlin, 5+ years", `${BERLIN}^0.5 ^(java OR kotlin) ^years:>=5^0.5`],
		["java OR (kotlin AND spring) in Berlin", `^(java OR (kotlin AND spring)) ${BERLIN}^0.5`],
		["java OR kotlin, 5+ years, no agencies", "^(java OR kotlin) ^years:>=5^0.5 NOT (agency OR agencies)"],
		[
			"title:nurse AND (icu OR triage) AND wound care in Berlin",
			`+(title:nurse AND (icu OR triage) AND (wound care)) ${BERLIN}`,
		],
		["java AND no agencies AND kotlin", "java AND NOT (agency OR agencies) AND kotlin"],
		["(java OR kotlin) AND not from Siemens", "(java OR kotlin) AND NOT company:Siemens"],
		["java AND not at an agency", "java AND NOT agency"],
		["java AND NOT in Berlin", "java AND NOT (location:Berlin OR near:Berlin~20km)"],
		["java AND NOT from Siemens AND kotlin", "java AND NOT company:Siemens AND kotlin"],
		["java AND NOT NOT kotlin", "java AND kotlin"],
		["title:java NOT in Berlin", "title:java NOT (location:Berlin OR near:Berlin~20km)"],
	])("%s: plain words are understood as ever: %s", (text, normalForm) => {
		const { query, interpretation } = read(text);
		expect(query.normalForm).toBe(normalForm);
		expect(interpretation.natural).toBe(false);
	});

	test.each([
		["java^3 %kotlin -junior in Berlin", `java^3 %kotlin NOT junior ${BERLIN}`],
		["^java in Berlin", `^java ${BERLIN}`],
		["+java developer in Berlin", `+java ^developer ${BERLIN}^0.5`],
	])("%s: a sign or weight of one's own stays as it is: %s", (text, normalForm) => {
		expect(read(text).query.normalForm).toBe(normalForm);
	});

	test("what asks, and how old somebody is, is left out, with the small words beside it", () => {
		const { query } = read('looking for someone with "spring boot" in Munich under 30 years old');
		expect(query.normalForm).toBe('^"spring boot" ^(location:Munich OR near:Munich~20km)^0.5');
		expect(query.lint.map(({ code }) => code)).toEqual(expect.arrayContaining(["age", "filler-word"]));
	});

	test("each part is a clause with its role and weight, and can be switched off", () => {
		const text = 'title:nurse ^(icu OR "intensive care") +location:Wien skill:triage^3 %german -agency years:>5';
		const { clauses } = read(text).interpretation;
		expect(clauses.map(({ kind, query, role, weight }) => [kind, query, role, weight])).toEqual([
			["title", "title:nurse", "wanted", 1],
			["words", 'icu OR "intensive care"', "must", 1],
			["place", "location:Wien", "required", 1],
			["skill", "skill:triage", "wanted", 3],
			["words", "%german", "wanted", 1],
			["exclusion", "NOT agency", "excluded", 1],
			["years", "years:>5", "wanted", 1],
		]);
		for (const { id, span } of clauses) {
			const rest = text.slice(0, span.start).replace(/[+^%-]$/, "") + text.slice(span.end);
			expect(read(text, [id]).query.normalForm).toBe(parseQuery(rest.replace(/ \^3/, " ")).normalForm);
		}
	});

	test("parts that AND joins are demanded, and the others stay so when one is switched off", () => {
		const text = "java AND kotlin AND title:lead";
		const { clauses } = read(text).interpretation;
		expect(clauses.map(({ role }) => role)).toEqual(["required", "required", "required"]);
		expect(read(text, [clauses[1]?.id ?? ""]).query.normalForm).toBe("java AND title:lead");
	});

	test("what is left out between ANDs is a part of its own", () => {
		const { clauses } = read('java AND (berlin OR munich) NOT (recruiter OR "talent acquisition")').interpretation;
		expect(clauses.map(({ text, role }) => [text, role])).toEqual([
			["java", "required"],
			["berlin OR munich", "required"],
			['NOT (recruiter OR "talent acquisition")', "excluded"],
		]);
	});

	test("but for distances, which have no other meaning", () => {
		const { query } = read("senior (java OR kotlin) developer ^kubernetes within 50 km of berlin -agency");
		expect(query.normalForm).toBe("senior (java OR kotlin) developer ^kubernetes +near:berlin~50km NOT agency");
	});
});

test.each([
	["welder no (python)", "welder NOT python"],
	["Schweißer ohne (Excel oder Word)", "Schweißer NOT (Excel OR Word)"],
	["Pflegekraft keine (Zeitarbeit)", "Pflegekraft NOT Zeitarbeit"],
	["développeur sans (java)", "développeur NOT java"],
	["enfermera sin (geriatría o pediatría)", "enfermera NOT (geriatría OR pediatría)"],
	["nurse except (icu) in Berlin", "^nurse NOT icu ^(location:Berlin OR near:Berlin~20km)^0.5"],
])("%s: what stands in brackets behind such a word is left out, and that is said", (text, shown) => {
	const { normalForm, lint } = interpret(text, recognizer).query;
	expect(normalForm).toBe(shown);
	expect(lint.some(({ message }) => message.endsWith("is read as NOT."))).toBe(true);
});

describe("limits in plain words that AND joins", () => {
	test.each([
		["java AND within 50 km of berlin", "java AND near:berlin~50km"],
		["java AND within 50 km of Berlin.", "java AND near:Berlin~50km"],
		["(java OR kotlin) AND within 50 km of berlin", "(java OR kotlin) AND near:berlin~50km"],
		["java AND (berlin OR munich) AND 5+ years", "java AND (berlin OR munich) AND years:>=5"],
		["java AND 5+ years in Berlin!", "java AND years:>=5 AND (location:Berlin OR near:Berlin~20km)"],
		["java AND speaks French or German", "java AND (language:fr OR language:de)"],
		[
			"java AND 5+ years AND kotlin in Berlin",
			`+(java AND years:>=5 AND kotlin) ^(location:Berlin OR near:Berlin~20km)`,
		],
	])("%s: %s, and a remark says so", (text, normalForm) => {
		const { query } = read(text);
		expect(query.normalForm).toBe(normalForm);
		expect(query.lint.map(({ code }) => code)).toEqual(["limit"]);
		expect(read(normalForm).query).toMatchObject({ normalForm, lint: [] });
	});

	test.each(["java AND Deutschkenntnisse", "java AND MBA", "java AND (spring boot)", "java AND (java 5+ years)"])(
		"%s stays",
		(text) => expect(read(text).query.normalForm).toBe(text),
	);
});
