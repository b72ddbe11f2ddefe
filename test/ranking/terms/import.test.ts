import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { lintVocabulary } from "../../../ranking/terms/lint.ts";
import { loadVocabulary } from "../../../src/vocabulary.ts";
import { run } from "../../cli/run.ts";

const temporary = () => mkdtempSync(path.join(os.tmpdir(), "tributary-terms-"));

/** Writes files of our own in the columns of the real ones. */
function files(texts: Readonly<Record<string, string>>): {
	readonly folder: string;
	readonly names: readonly string[];
} {
	const folder = temporary();
	for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(folder, name), text);
	return { folder, names: Object.keys(texts).map((name) => path.join(folder, name)) };
}

const OCCUPATIONS =
	"conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,regulatedProfessionNote,scopeNote,definition,inScheme,description,code\n";
const SKILLS = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,description\n";
const ESCO = {
	"occupations_de.csv": `${OCCUPATIONS}Occupation,e/o/1,7115,Zimmerer/Zimmerin,"Zimmermann\nZimmerfrau",,released,,,,,,d,7115.1\n`,
	"occupations_en.csv": `${OCCUPATIONS}Occupation,e/o/1,7115,carpenter,"timber framer\njoist setter",,released,,,,,,"Builds, from wood",7115.1\nOccupation,e/o/2,7115,waiter/waitress,"timber framer (site)",,released,,,,,,d,7115.1.2\nOccupation,e/o/3,1111,old trade,,,obsolete,,,,,,d,1111.1\n`,
	"skills_en.csv": `${SKILLS}KnowledgeSkillCompetence,e/s/1,knowledge,sector-specific,timber products,types of timber,,released,d\nKnowledgeSkillCompetence,e/s/2,skill/competence,sector-specific,saw wood,cut wood | wood sawing,,released,d\nKnowledgeSkillCompetence,e/s/3,knowledge,cross-sector,R,,,released,d\n`,
	"skills_it.csv": `${SKILLS}KnowledgeSkillCompetence,e/s/2,skill/competence,sector-specific,segare legno,,,released,d\n`,
	"occupationSkillRelations.csv":
		"occupationUri,relationType,skillType,skillUri\ne/o/1,essential,skill/competence,e/s/2\ne/o/1,optional,knowledge,e/s/1\ne/o/9,essential,knowledge,e/s/1\n",
	"broaderRelationsSkillPillar.csv":
		"conceptType,conceptUri,broaderType,broaderUri\nKnowledgeSkillCompetence,e/s/2,KnowledgeSkillCompetence,e/s/1\nKnowledgeSkillCompetence,e/s/1,KnowledgeSkillCompetence,e/s/2\n",
	"skillGroups_en.csv":
		"conceptType,conceptUri,preferredLabel,altLabels,status,code\nSkillGroup,e/g/1,crafts,,released,07\n",
};

describe("ESCO", () => {
	const { folder, names } = files(ESCO);
	const out = path.join(folder, "out");

	test("occupations and skills of several languages become titles and skills that the search reads", async () => {
		const { code, out: said, err } = await run("vocabulary", "import", "esco", ...names, "--out", out);
		expect(code, err).toBe(0);
		expect(said).toContain("3 skills and 2 titles of ESCO");
		const vocabulary = loadVocabulary(out);
		expect(vocabulary.titleByForm("Zimmerin")).toMatchObject({
			id: "carpenter",
			label: "carpenter",
			family: "esco-7115-1",
		});
		expect(vocabulary.titleByForm("waitress")?.id).toBe("waiter");
		expect(vocabulary.titleByForm("old trade")).toBeUndefined();
		expect(vocabulary.skillByForm("segare legno")?.id).toBe("saw-wood");
		expect(vocabulary.title("carpenter")?.skills).toEqual(["saw-wood"]);
		expect(vocabulary.faults).toEqual([]);
	});

	test("a name belongs to one concept, a circle is broken, short names need company", () => {
		expect(loadVocabulary(out).titleByForm("timber framer")?.id).toBe("carpenter");
		expect(loadVocabulary(out).skill("saw-wood")?.broader).toEqual(["timber-products"]);
		expect(loadVocabulary(out).skill("timber-products")?.broader).toEqual([]);
		expect(readFileSync(path.join(out, "ambiguous.tsv"), "utf8")).toContain("R\tr\tcontext\n");
		expect(lintVocabulary(out).filter(({ level }) => level === "error")).toEqual([]);
	});

	test("source, licence and the source's own names are kept", () => {
		const origin = JSON.parse(readFileSync(path.join(out, "origin.json"), "utf8"));
		expect(origin).toMatchObject({
			source: "ESCO",
			licence: "CC-BY-4.0",
			attribution: expect.stringContaining("European Commission"),
		});
		expect(origin.files).toHaveLength(names.length);
		expect(readFileSync(path.join(out, "origin.tsv"), "utf8")).toContain("title\tcarpenter\te/o/1\n");
		expect(readFileSync(path.join(out, "titles", "esco-71.tsv"), "utf8")).toMatch(/^# ESCO\..*\n# Licence: CC-BY-4\.0/);
	});

	test("nothing is written over", async () => {
		const { code, err } = await run("vocabulary", "import", "esco", ...names, "--out", out);
		expect(code).toBe(1);
		expect(err).toContain("is not empty");
	});

	test("the order of files does not matter", async () => {
		const other = path.join(folder, "other");
		expect((await run("vocabulary", "import", "esco", ...names.toReversed(), "--out", other)).code).toBe(0);
		for (const name of ["titles/esco-71.tsv", "skills/esco-skills.tsv", "origin.tsv"])
			expect(readFileSync(path.join(other, name), "utf8")).toBe(readFileSync(path.join(out, name), "utf8"));
	});
});

const CODE = "O*NET-SOC Code\tTitle";
const ONET = {
	"Alternate Titles.txt": `${CODE}\tAlternate Title\tShort Title\tSource(s)\n47-2031.00\tCarpenters\tCarpenter Foreman\tn/a\t08\n47-2031.00\tCarpenters\tWood Frame Specialist (WFS)\tWFS\t08\n`,
	"Occupation Data.txt": `${CODE}\tDescription\n47-2031.00\tCarpenters\tBuild "things", of wood.\n47-2141.00\tPainters\tPaint.\n`,
	"Related Occupations.txt": `${CODE}\tRelated O*NET-SOC Code\tRelated Title\tRelatedness Tier\tIndex\n47-2031.00\tCarpenters\t47-2141.00\tPainters\tPrimary-Short\t1\n`,
	"Technology Skills.txt": `${CODE}\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand\n47-2031.00\tCarpenters\tAutodesk AutoCAD\t43232604\tComputer aided design CAD software\tY\tN\n47-2141.00\tPainters\tautodesk AutoCAD\t43232604\tComputer aided design CAD software\tY\tN\n47-2031.00\tCarpenters\tTurboCAD\t43232604\tComputer aided design CAD software\tN\tN\n`,
	"Tools Used.txt": `${CODE}\tExample\tCommodity Code\tCommodity Title\n47-2031.00\tCarpenters\tBand saws\t27112700\tPower saws\n`,
};

describe("O*NET", () => {
	const { folder, names } = files(ONET);

	test("occupations with their alternate titles, technology and tools below their class, relations", async () => {
		const out = path.join(folder, "out");
		const { code, err } = await run("vocabulary", "import", "onet", ...names, "--out", out);
		expect(code, err).toBe(0);
		const vocabulary = loadVocabulary(out);
		expect(vocabulary.titleByForm("wfs")).toMatchObject({
			id: "carpenters",
			family: "soc-47-2031",
			related: ["painters"],
		});
		expect(vocabulary.titleByForm("Wood frame specialist")?.id).toBe("carpenters");
		expect(vocabulary.title("carpenters")?.skills).toEqual(["autodesk-autocad"]);
		expect(vocabulary.broaderSkills("turbocad").map(({ label }) => label)).toEqual([
			"Computer aided design CAD software",
		]);
		expect(vocabulary.skill("band-saws")?.kind).toBe("instrument");
		expect(vocabulary.titleByForm("n/a")).toBeUndefined();
		expect(vocabulary.seniority.length).toBeGreaterThan(5);
		expect(lintVocabulary(out).filter(({ level }) => level === "error")).toEqual([]);
	});

	test("on a base, what is there keeps its id and names", async () => {
		const out = path.join(folder, "based");
		expect((await run("vocabulary", "import", "onet", ...names, "--out", out, "--base", "shipped")).code).toBe(0);
		const [shipped, both] = [loadVocabulary(), loadVocabulary(out)];
		for (const { id, label } of shipped.skills)
			expect(both.skillByForm(label)?.id).toBe(shipped.skillByForm(label)?.id ?? id);
		expect(both.title("carpenters")?.skills).toEqual([
			shipped.skillByForm("Autodesk AutoCAD")?.id ?? "autodesk-autocad",
		]);
		expect(lintVocabulary(out).filter(({ level }) => level === "error")).toEqual([]);
	});
});

describe("a table of one's own", () => {
	const text =
		"kind,label,group,synonyms,synonyms_de,related,broader,skills\nskill,Weaving,trade,loom work,Weben,,,\nskill,Jacquard,trade,,,,Weaving,\ntitle,Weaver,weaver,loom operator,Weber|Weberin,,,Weaving|Jacquard\n";
	const own = ["--source", "Acme", "--licence", "internal"];

	test("is read with its references by label, and its terms are kept", async () => {
		const { folder, names } = files({ "own.csv": text });
		const out = path.join(folder, "out");
		const { code, err } = await run("vocabulary", "import", "csv", ...names, "--out", out, ...own, "--json");
		expect(code, err).toBe(0);
		const vocabulary = loadVocabulary(out);
		expect(vocabulary.titleByForm("Weberin")?.skills).toEqual(["weaving", "jacquard"]);
		expect(vocabulary.broaderSkills("jacquard").map(({ id }) => id)).toEqual(["weaving"]);
		expect(JSON.parse(readFileSync(path.join(out, "origin.json"), "utf8")).licence).toBe("internal");
	});

	test("names concepts of the base, too, and what is nowhere is told of", async () => {
		const table =
			"kind,label,group,related,broader,skills\nskill,Kube Weaving,tool,k8s|Loomcraft,Docker,\ntitle,Kube Weaver,kube-weaver,Site Reliability Engineer,,Kubernetes|Kube Weaving\n";
		const { folder, names } = files({ "own.csv": table });
		const out = path.join(folder, "out");
		const { code, err } = await run("vocabulary", "import", "csv", ...names, "--out", out, "--base", "shipped", ...own);
		expect(code, err).toBe(0);
		const vocabulary = loadVocabulary(out);
		expect(vocabulary.relatedSkills("kube-weaving").map(({ id }) => id)).toEqual(["kubernetes"]);
		expect(vocabulary.broaderSkills("kube-weaving").map(({ id }) => id)).toEqual(["docker"]);
		expect(vocabulary.title("kube-weaver")?.skills).toEqual(["kubernetes", "kube-weaving"]);
		expect(vocabulary.title("kube-weaver")?.related).toEqual([vocabulary.titleByForm("Site Reliability Engineer")?.id]);
		expect(err).toContain("1 references left out");
		expect(err).toContain("Kube Weaving names loomcraft");
		expect(lintVocabulary(out).filter(({ level }) => level === "error")).toEqual([]);
	});

	test.each([
		["kind,label\n", [], "the columns kind, label and group are wanted"],
		["kind,label,group\njob,Weaver,w\n", own, "own.csv line 2: the kind job is neither"],
		["kind,label,group\nskill,,trade\n", own, "own.csv line 2: label is empty"],
		[
			"kind,label,group\nskill,A b,trade\nskill,a B,trade\n",
			own,
			"own.csv line 3: the skill a B stands in an earlier line",
		],
		["kind,label,group\nskill,A\n", own, "own.csv line 2: group is empty"],
		["kind;label;group\nskill;A;colour\n", own, "own.csv line 2: there is no kind of skill colour; known: language,"],
		["kind,label,group\ntitle,A,!!\n", own, "own.csv line 2: !! is no name of a family"],
		[text, [], "Name --source and --licence"],
	])("%j is refused, and nothing is written", async (bad, options, said) => {
		const { folder, names } = files({ "own.csv": bad });
		const terms = bad === text ? options : own;
		const { code, err } = await run(
			"vocabulary",
			"import",
			"csv",
			...names,
			"--out",
			path.join(folder, "out"),
			...terms,
		);
		expect(code).toBe(1);
		expect(err).toContain(said);
		expect(() => loadVocabulary(path.join(folder, "out"))).toThrow();
	});

	test("what is no file of the classification is told with its columns", async () => {
		const { folder, names } = files({ "own.csv": text });
		for (const format of ["esco", "onet"]) {
			const { err } = await run("vocabulary", "import", format, ...names, "--out", path.join(folder, "out"));
			expect(err).toContain("Its columns are kind, label");
		}
	});
});
