import { expect, test } from "vitest";
import { parse } from "./parser.ts";

/** Names, places and products are of no language: the headings, months and words for today are what there is. */
const SHORT: Readonly<Record<string, string>> = {
	en: "Experience\n\nWelder, Kowalski Sp. z o.o.\nMarch 2019 - present\n\nSkills\n\nMIG, TIG",
	de: "Berufserfahrung\n\nMonteur, Novak d.o.o.\nMärz 2019 - heute\n\nKenntnisse\n\nMIG, WIG",
	fr: "Expérience professionnelle\n\nSoudeur, Smith Ltd\nmars 2019 - août 2021\n\nLangues\n\nOrion, Atlas",
	es: "Experiencia laboral\n\nSoldador, Smith Ltd\nenero 2019 - actualidad\n\nIdiomas\n\nOrion, Atlas",
	it: "Esperienza lavorativa\n\nSaldatore, Smith Ltd\ngennaio 2019 - oggi\n\nLingue\n\nOrion, Atlas",
	pt: "Experiência profissional\n\nSoldador, Smith Ltd\njaneiro 2019 - fevereiro 2020\n\nFormação académica\n\nOrion",
	nl: "Werkervaring\n\nLasser, Smith Ltd\nmaart 2019 - heden\n\nVaardigheden\n\nOrion, Atlas",
	sv: "Arbetslivserfarenhet\n\nSvetsare, Smith Ltd\njanuari 2019 - mars 2021\n\nUtbildning\n\nOrion, Atlas",
	pl: "Doświadczenie\n\nSpawacz, Smith Ltd\nmarzec 2019 - obecnie\n\nUmiejętności\n\nOrion, Atlas",
	tr: "Deneyim\n\nTekniker, Smith Ltd\nOcak 2019 - halen\n\nBeceriler\n\nOrion, Atlas",
};

test.each(Object.entries(SHORT))("a short file in %s", async (language, text) => {
	const { meta } = await parse(`Ana Novák\nana@example.org\n\n${text}\n`, "resume.txt");
	expect(meta.language).toBe(language);
});

test("nothing that tells, no language", async () => {
	const { meta } = await parse("Ana Novák\nana@example.org\n+44 20 7946 0958\nSmith Ltd, 2019 - 2021\n", "resume.txt");
	expect(meta.language).toBeNull();
});
