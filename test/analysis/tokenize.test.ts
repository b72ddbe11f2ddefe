import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold } from "../../src/analysis/fold.ts";
import { tokenize } from "../../src/analysis/tokenize.ts";

const texts = (input: string) => tokenize(input).map((token) => token.text);

describe("words of the trade stay whole", () => {
	test.each([
		["C++ and C#, F#.", ["c++", "and", "c#", "f#"]],
		["C++17 i.e. Notepad++", ["c++", "17", "ie", "notepad++"]],
		[".NET, ASP.NET Core 8; .NET8 VB.NET", [".net", "asp.net", "core", "8", ".net", "8", "vb.net"]],
		["Node.js/Vue.js Socket.IO d3.js.", ["node.js", "vue.js", "socket.io", "d3.js"]],
		["AT&T's R&D (R & D), P&L, S&OP, FP&A", ["at&t", "r&d", "r&d", "p&l", "s&op", "fp&a"]],
		["HTML&CSS, Plan A & Plan B", ["html", "css", "plan", "a", "plan", "b"]],
		["CompTIA Security+, A+ with 5+ years", ["comptia", "security+", "a+", "with", "5", "years"]],
		["Java+Python", ["java", "python"]],
		[
			"Python 3.11, v1.2.3, 10,000 users, 2,5 or 1,2,3",
			["python", "3.11", "v1.2.3", "10000", "users", "2", "5", "or", "1", "2", "3"],
		],
		["U.S.A. and Ph.D., M.Sc. (Dipl.-Ing.)", ["usa", "and", "phd", "msc", "dipl", "ing"]],
		["org.apache.kafka end.Next", ["org", "apache", "kafka", "end", "next"]],
	])("%s", (input, expected) => {
		expect(texts(input)).toEqual(expected);
	});
});

describe("addresses", () => {
	test.each([
		["Jane.Doe+cv@Example.co.uk;", ["jane.doe+cv@example.co.uk"]],
		["mail: <jane_d@müller.de>", ["mail", "jane_d@muller.de"]],
		["https://www.LinkedIn.com/in/jane-doe/?x=1.", ["linkedin.com/in/jane-doe"]],
		["see www.foo.de or github.com/jane.", ["see", "foo.de", "or", "github.com/jane"]],
		["Booking.com, my-site.com", ["booking.com", "my-site.com"]],
		["l'équipe de.2010 me@ @you a@b", ["equipe", "de", "2010", "me", "you", "a", "b"]],
		["https://skill:java skill:java", ["https", "skill", "java", "skill", "java"]],
	])("%s", (input, expected) => {
		expect(texts(input)).toEqual(expected);
	});
});

describe("apostrophes, hyphens, slashes, gender signs", () => {
	test.each([
		["full-stack CI/CD TCP/IP PL/SQL", ["full", "stack", "ci", "cd", "tcp", "ip", "pl", "sql"]],
		["l'entreprise, chef d’équipe, dell'azienda", ["entreprise", "chef", "equipe", "azienda"]],
		["developer's O'Brien don't developers'", ["developer", "obrien", "dont", "developers"]],
		[
			"Entwickler*in Lehrer/-innen Arzt(in) Leiter:in EntwicklerInnen",
			["entwickler", "lehrer", "arzt", "leiter", "entwicklerinnen"],
		],
		[
			"Desarrollador/a Médico/a Profesores/as chargé(e) Développeur·se directeur/trice infirmier·ère technicien(ne)",
			["desarrollador", "medico", "profesores", "charge", "developpeur", "directeur", "infirmier", "technicien"],
		],
		["Pflegefachmann/-frau Krankenpfleger/-schwester", ["pflegefachmann", "krankenpfleger"]],
		[
			"conseiller/ère administratif(ve) commercial(e) étudiant(e)s salarié·e·s infermiere/a operatore/trice dependiente/a",
			["conseiller", "administratif", "commercial", "etudiant", "salarie", "infermiere", "operatore", "dependiente"],
		],
		[
			"développeur.euse Chargé.e.s technicien.ne infirmier.ère. directeur.trice créatif.ve",
			["developpeur", "charge", "technicien", "infirmier", "directeur", "creatif"],
		],
		["monster.es coiffeur.se.com Developer.Es", ["monster", "es", "coiffeur.se.com", "developer", "es"]],
		["Pädagoge/-in Kolleg(e) Rechtsanwalt(in)", ["padagoge", "kolleg", "e", "rechtsanwalt"]],
		["Pro/E VENDEUR/E Autor/A", ["pro", "e", "vendeur", "autor", "a"]],
		["Software/-leute Mann/-frau", ["software", "leute", "mann", "frau"]],
		["check:in plug_in", ["check", "in", "plug", "in"]],
		[
			"y/o and/or/a C/e Java/a servidor/aplicación",
			["y", "o", "and", "or", "a", "c", "e", "java", "a", "servidor", "aplicacion"],
		],
		["snake_case", ["snake", "case"]],
	])("%s", (input, expected) => {
		expect(texts(input)).toEqual(expected);
	});
});

describe("scripts without spaces", () => {
	test.each([
		["東京大学でJava開発", ["東京", "京大", "大学", "学で", "java", "開発"]],
		["の", ["の"]],
		["ﾌﾟﾛｸﾞﾗﾏｰ", ["プロ", "ログ", "グラ", "ラマ", "マー"]],
		["개발자 서울", ["개발", "발자", "서울"]],
		["𠮷野家", ["𠮷野", "野家"]],
	])("%s", (input, expected) => {
		expect(texts(input)).toEqual(expected);
	});
});

test("gaps say what parts two tokens", () => {
	const gaps = tokenize("Java, Spring Boot/CI full-stack\nGo. Rust - C\n\nEnd").map(({ text, gap }) => [text, gap]);
	expect(gaps).toEqual([
		["java", "sentence"],
		["spring", "pause"],
		["boot", "space"],
		["ci", "bound"],
		["full", "space"],
		["stack", "hyphen"],
		["go", "line"],
		["rust", "sentence"],
		["c", "pause"],
		["end", "sentence"],
	]);
});

test("the dot of an abbreviation before a small letter ends no sentence", () => {
	expect(tokenize("Dr. rer. nat. Jane").map(({ gap }) => gap)).toEqual(["sentence", "space", "space", "sentence"]);
});

describe("properties", () => {
	const anything = fc.oneof(
		fc.string({ unit: "binary", maxLength: 200 }),
		fc.string({ unit: fc.constantFrom(..."aAé.'’@/:-+#&,*_ ()\n日ﾞwh0\u0301\ud83d"), maxLength: 80 }),
	);

	test("never throws; offsets lie in the text, in order, without overlap but for pairs of characters", () => {
		fc.assert(
			fc.property(anything, (input) => {
				let before = 0;
				for (const token of tokenize(input)) {
					expect(token.text).not.toBe("");
					expect(token.text).not.toMatch(/\s/);
					expect(token.start).toBeGreaterThanOrEqual(before);
					expect(token.end).toBeGreaterThan(token.start);
					expect(token.end).toBeLessThanOrEqual(input.length);
					expect(token.written).toBe(input.slice(token.start, token.end));
					before = token.start;
				}
			}),
			{ numRuns: 3000 },
		);
	});

	test("the place of a plain word holds what folds to it", () => {
		const word = fc.string({ unit: fc.constantFrom(..."abcXYZäßéłñ0"), minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(
				fc.array(word, { maxLength: 20 }),
				fc.constantFrom(" ", ", ", "\n", " - ", "; "),
				(words, separator) => {
					const input = words.join(separator);
					const tokens = tokenize(input).filter((token) => /\p{L}/u.test(token.text));
					for (const { text, start, end } of tokens) expect(fold(input.slice(start, end))).toBe(text);
					expect(tokens.map((token) => token.text)).toEqual(words.filter((one) => /\p{L}/u.test(one)).map(fold));
				},
			),
		);
	});

	test("no text makes a token that stands for a thing", () => {
		expect(texts("https://www.skill:java www.skill:java https://skill:java")).not.toContain("skill:java");
		const part = fc.constantFrom(
			"skill",
			"title",
			"country",
			":",
			"java",
			"https://",
			"www.",
			".",
			"/",
			"@",
			"：",
			" ",
		);
		fc.assert(
			fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
				for (const text of texts(parts.join(""))) expect(text).not.toMatch(/^(skill|title|title-id|country):[a-z-]*$/);
			}),
			{ numRuns: 2000 },
		);
	});

	test("taking tokens of tokens changes nothing", () => {
		const word = fc.constantFrom(
			"c++",
			"c#",
			".net",
			"node.js",
			"at&t",
			"jane@example.com",
			"3.11",
			"10000",
			"github.com/jane",
			"muller",
		);
		fc.assert(
			fc.property(fc.array(word, { maxLength: 10 }), (words) => {
				expect(texts(words.join(" "))).toEqual(words);
			}),
		);
	});
});
