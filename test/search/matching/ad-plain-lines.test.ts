import { expect, test } from "vitest";
import { JobAd } from "../../../src/domain/requirement.ts";
import { readAd } from "../../../src/search/ad/read-ad.ts";
import { recognizer } from "../world.ts";

/** Lines of a list of requirements that the vocabulary does not know are kept, to be seen and edited. */

const read = async (description: string) =>
	(await readAd(JobAd.parse({ title: "-", description }), recognizer))
		.filter(({ kind }) => kind !== "title")
		.map(({ role, kind, query }) => `${role} ${kind} ${query}`);

test.each([
	["- Paediatric ventilation", ['wish words "Paediatric ventilation"'], "as it is written"],
	["- Advanced life support (ALS)", ['wish words "Advanced life support" OR ALS'], "by either name"],
	["- ALS certification", ["wish words ALS"], "without the word for what it is"],
	["- Experience with Philips IntelliVue", ['wish words "Philips IntelliVue"'], "without experience"],
	["- Erfahrung mit Philips IntelliVue", ['wish words "Philips IntelliVue"'], "in German"],
	["- French", ["must language language:fr"], "a language alone"],
	["- French, German", ["must language language:fr", "must language language:de"], "several languages"],
	["Paediatric ventilation", ['wish words "Paediatric ventilation"'], "without a bullet"],
	["- Java", ["must skill Java"], "what is known stays as it was"],
	["- Not required: ventilation", [], "what need not be there"],
	["- No ventilation", [], "nor this"],
	["- You will work with many people in our wards", [], "a sentence"],
	["- We are a team.", [], "a short one"],
	["\nApply today", [], "apart from the list"],
])("%s -> %j: %s", async (line, requirements) => {
	expect(await read(`Requirements\n${line}`)).toEqual(requirements);
});

test("outside of a list of requirements nothing is kept so", async () => {
	expect(await read("Benefits\n- Paediatric ventilation")).toEqual([]);
	expect(await read("Your tasks\n- Paediatric ventilation")).toEqual([]);
});

test("not without end, and each with its place", async () => {
	const word = (at: number) => String.fromCharCode(98 + at, 97, 114, 117, 107);
	const description = `Requirements\n${Array.from({ length: 20 }, (_, at) => `- ${word(at)}`).join("\n")}`;
	const found = (await readAd(JobAd.parse({ title: "-", description }), recognizer)).filter(
		({ kind }) => kind === "words",
	);
	expect(found).toHaveLength(12);
	const [first] = found[0]?.evidence ?? [];
	expect(description.slice(first?.start, first?.end)).toBe("baruk");
});
