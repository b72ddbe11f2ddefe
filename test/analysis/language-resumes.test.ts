import { describe, expect, test } from "vitest";
import { detectLanguage } from "../../src/analysis/language.ts";

/** Short resumes: names, headings and a line or two. */
const SHORT: readonly (readonly [string, string])[] = [
	["en", "John Smith\nExperience\nAccountant 2018 - present\nEducation\nBA History\nSkills: Excel"],
	[
		"de",
		"Jan Bauer\nBerufserfahrung\nMonteur 2018 - heute\nAusbildung\nLehre zum Elektroniker\nSprachen: Deutsch, Englisch",
	],
	["nl", "Jan de Boer\nWerkervaring\nMonteur 2018 - heden\nOpleiding\nMBO Techniek\nTalen: Nederlands, Engels"],
	["fr", "Luc Petit\nExpérience\nComptable 2018 - présent\nFormation\nBTS Comptabilité\nLangues : anglais"],
	[
		"es",
		"Ana Soto\nExperiencia\nAnalista de datos 2018 - actualidad\nFormación\nUniversidad de Sevilla\nIdiomas: inglés",
	],
	["pt", "Ana Souza\nExperiência\nAnalista de dados 2018 - atual\nFormação\nUniversidade de Lagos\nIdiomas: inglês"],
	["it", "Ada Neri\nEsperienza lavorativa\nImpiegata 2018 - oggi\nIstruzione\nLaurea in Lettere\nLingue: inglese"],
	["sv", "Anna Berg\nArbetslivserfarenhet\nEkonom, 2016 - nu\nAnsvarig för bokslut\nUtbildning\nSpråk: svenska"],
	[
		"da",
		"Mikkel Holm\nErhvervserfaring\nProjektleder, 2017 - nu\nAnsvarlig for budget\nUddannelse\nBachelor i byggeteknik\nFødselsdato: 4.2.1985",
	],
	[
		"no",
		"Ingrid Moe\nArbeidserfaring\nSykepleier, 2016 - nå\nAnsvarlig for medisiner\nUtdanning\nBachelor i sykepleie\nFødselsdato: 4.2.1985",
	],
	["pl", "Jan Nowak\nDoświadczenie\nKsięgowy 2018 - obecnie\nWykształcenie\nJęzyki: angielski"],
	["tr", "Ali Kaya\nİş Deneyimi\nMuhasebeci 2018 - halen\nEğitim\nLisans İşletme\nDil: İngilizce"],
	[
		"fi",
		"Matti Virtanen\nTyökokemus\nKirjanpitäjä 2018 - nykyinen\nVastuu tilinpäätöksistä ja raportoinnista\nKoulutus\nKielitaito: suomi, ruotsi",
	],
	["ro", "Ion Popescu\nExperiență profesională\nContabil 2018 - prezent\nEducație\nLimbi străine: engleză"],
	["ru", "Ольга Смирнова\nОпыт работы\nБухгалтер 2018 - настоящее время\nОбразование"],
	["ar", "ليلى حسن\nالخبرة\nمهندسة 2018 - الآن\nالتعليم\nجامعة الشارقة\nJava Spring"],
	["ko", "박지훈\n경력\n개발자 2018 - 현재\n학력\n한강대학교"],
	["zh", "姓名：王芳\n电话：13800000000\n教育背景\n东湖大学\n工作经历\n会计 Java Excel"],
	["zh", "姓名：林佳蓉\n學歷\n國立淡水大學\n工作經驗\n產品經理\n專長：Figma、SQL"],
	["ja", "職務経歴書\nシステムエンジニア\nJava、Spring、AWS、Docker\nチームの管理"],
];

describe("the language of a short resume", () => {
	test.each(SHORT)("%s", (language, text) => {
		expect(detectLanguage(text)).toBe(language);
	});
});

test("a Japanese form without a single kana is not Chinese", () => {
	expect(detectLanguage("氏名 山田太郎\n学歴 青葉大学 卒業\n職歴 山田商事 入社\n資格 普通自動車免許")).toBe("ja");
});

test("of two near languages one is told by a smaller lead than of strangers", () => {
	expect(
		detectLanguage(
			"Sykepleier med bred erfaring fra sykehus og hjemmetjeneste, trives med ansvar og godt samarbeid på tvers.",
		),
	).toBe("no");
	expect(detectLanguage("Födelsedatum: 1992-05-14\nCivilstånd: sambo\nNationalitet: svensk\nKön: kvinna")).toBe("sv");
});
