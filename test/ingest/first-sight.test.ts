import { describe, expect, test } from "vitest";
import { parse, roles } from "./parser.ts";

/** What resumes of styles that nobody had looked at showed, each case alone. */

const person = "<h1>Jane Marlowe</h1><p>jane@example.com | +49 30 23125 118</p>";
const html = (sections: string) => parse(`<!doctype html><html><body>${person}${sections}</body></html>`, "cv.html");
const text = (sections: string) => parse(`Jane Marlowe\njane@example.com | +49 30 23125 118\n\n${sections}`, "cv.txt");
const work = async (lines: string) => roles(await text(`EXPERIENCE\n\n${lines}`));

describe("roles", () => {
	test.each([
		["Innenausbau Zapf GmbH, Forchheim", "Innenausbau Zapf GmbH"],
		["The Claystead Hotel, Hull", "The Claystead Hotel"],
	])("a town behind an employer is no part of its name: %s", async (line, employer) => {
		const [role] = await work(`Manager, 2015 – 2019\n${line}\n- Ran it`);
		expect(role).toBe(`Manager @ ${employer} 2015..2019`);
	});
	test.each([
		[
			"Kessler & Dunn, CPAs – Grand Rapids, MI\nTax Manager (Jan. 2019 to Present)",
			"Tax Manager @ Kessler & Dunn, CPAs 2019-01..now",
		],
		[
			"First Officer, B-737\t07/2022 – Present\nFrontline Airways, Denver, CO",
			"First Officer, B-737 @ Frontline Airways 2022-07..now",
		],
		[
			"Mount Carmel East\tColumbus, OH\nRegistered Nurse, Step-Down Unit\tJune 2016 – July 2019",
			"Registered Nurse, Step-Down Unit @ Mount Carmel East 2016-06..2019-07",
		],
		[
			"Kreis Coesfeld, Umweltamt\t08/2014 – 02/2020\nSachbearbeiter Immissionsschutz",
			"Sachbearbeiter Immissionsschutz @ Kreis Coesfeld 2014-08..2020-02",
		],
		["Étés 2021 et 2022 : Hôtesse de caisse – E.Leclerc (Landerneau)", "Hôtesse de caisse @ E.Leclerc 2021..2022"],
		[
			"Graduate Research Assistant, University of Wisconsin–Madison\t2020 – 2025",
			"Graduate Research Assistant @ University of Wisconsin–Madison 2020..2025",
		],
	])("what belongs to a name, and what stands beside it: %s", async (lines, role) => {
		expect(await work(lines)).toEqual([role]);
	});
	test("schools that somebody worked at below the district that employed", async () => {
		expect(
			await work(
				"Salem-Keizer School District, Salem, OR\t2013 – Present\nInstructional Coach, South Salem High School\t2021 – Present\n- Coached\nMathematics Teacher, McKay High School\t2013 – 2021\n- Taught",
			),
		).toEqual([
			"Instructional Coach @ Salem-Keizer School District 2021..now",
			"Mathematics Teacher @ Salem-Keizer School District 2013..2021",
		]);
	});
	test("dates of a table below those of its employer", async () => {
		const row = (period: string, told: string) => `<tr><td>${period}</td><td>${told}</td></tr>`;
		const resume = await html(
			`<h2>職務経歴</h2><p>◆2020年10月～現在　株式会社彩華コスメティクス　営業課長</p><table>${row("2023年4月～現在", "首都圏営業部")}${row("2020年10月～2023年3月", "新規開拓")}</table><p>◆2017年4月～2020年9月　東亜ドラッグ株式会社　店長代理</p><table>${row("2017年4月～2020年9月", "千葉店")}</table>`,
		);
		expect(resume.work?.map(({ startDate }) => startDate)).toEqual(["2020-10", "2017-04"]);
	});
	test("a table of roles below the line of their employer, one row or several", async () => {
		const row = (period: string, told: string) => `<tr><td>${period}</td><td>${told}</td></tr>`;
		const resume = await html(
			`<h2>■職務経歴</h2><p>□2019年10月～現在　株式会社エヌティデータ</p><table>${row("2022年4月～現在", "金融事業本部　プロジェクトリーダー")}${row("2019年10月～2022年3月", "金融事業本部　システムエンジニア")}</table><p>□2016年4月～2019年9月　富士ソフト株式会社</p><table>${row("2016年4月～2019年9月", "HR事業部<br>法人営業")}</table>`,
		);
		expect(roles(resume)).toEqual([
			"プロジェクトリーダー @ 株式会社エヌティデータ 2022-04..now",
			"システムエンジニア @ 株式会社エヌティデータ 2019-10..2022-03",
			"法人営業 @ 富士ソフト株式会社 2016-04..2019-09",
		]);
		expect(resume.work?.map(({ location }) => location)).toEqual([undefined, undefined, undefined]);
	});
	test("a language among the skills, brackets of another width, the level of a certificate", async () => {
		const { skills, languages, certificates } = await html(
			"<h2>■活かせる経験・知識・技術</h2><p>・Excel（VLOOKUP、PowerPoint）</p><p>・英語：ビジネスレベル（TOEIC 900点）</p><h2>■資格</h2><p>・Oracle Certified Java Programmer, Silver（2017年6月取得）</p>",
		);
		expect(skills?.map(({ name }) => name)).toEqual(["Excel", "VLOOKUP", "PowerPoint"]);
		expect(languages).toEqual([{ language: "英語", fluency: "ビジネスレベル（TOEIC 900点）" }]);
		expect(certificates).toMatchObject([{ name: "Oracle Certified Java Programmer, Silver", date: "2017-06" }]);
	});
	test("a semester is called by both of its years", async () => {
		const { education } = await text(
			"STUDIUM\n\nseit WS 2023/24\tMaster Informatik\nUniversität Bonn\n\nWS 2019/20 – SS 2023\tBachelor Informatik\nUniversität Köln",
		);
		expect(education?.map(({ startDate, endDate }) => [startDate, endDate])).toEqual([
			["2023", undefined],
			["2019", "2023"],
		]);
	});
	test("what was done is no skill, nor is a consent", async () => {
		const { skills } = await text(
			"SKILLS\n\n- Mentored six supervisors, four of whom were promoted\n- Went 1,100 days without a lost-time accident\n- Automated testing, Excel\n\nAutorizzo il trattamento dei miei dati personali ai sensi del GDPR 679/16.",
		);
		expect(skills?.map(({ name }) => name)).toEqual(["Automated testing", "Excel"]);
	});
	test("months in Roman numerals", async () => {
		expect(await work("Instruktorka, CityFit GmbH, III 2015 – IX 2016\n- Zajęcia")).toEqual([
			"Instruktorka @ CityFit GmbH 2015-03..2016-09",
		]);
	});
	test("a word for year behind its number", async () => {
		expect(
			await work("03.2013 r. – 05.2018 r.  PHU Hurtpol – magazynier\nod 06.2018 r.  Rossmann sp. z o.o. – kasjer"),
		).toEqual(["magazynier @ PHU Hurtpol 2013-03..2018-05", "kasjer @ Rossmann sp. z o.o. 2018-06..now"]);
	});
	test("a number of a course is no month", async () => {
		const [role] = await work("Trainer, Hall GmbH, 2015 – 2019\n- Taught Level II 2018 to nurses");
		expect(role).toBe("Trainer @ Hall GmbH 2015..2019");
	});
	test("rows of a form are read by their labels", async () => {
		const resume = await html(
			"<h2>Esperienza lavorativa</h2><table><tr><td>• Date (da – a)</td><td>Dal 1/9/2015 ad oggi</td></tr><tr><td>• Nome e indirizzo del datore di lavoro</td><td>Cooperativa Giotto, via Scrovegni 14, Padova</td></tr><tr><td>• Tipo di impiego</td><td>Assistente sociale</td></tr></table>",
		);
		expect(roles(resume)).toEqual(["Assistente sociale @ Cooperativa Giotto 2015-09-01..now"]);
	});
	test("what stands over the roles of its years employs", async () => {
		const roles = await work(
			"EPICOR, Minneapolis, MN\t2009 – 2016\nSenior Account Executive\t2012 – 2016\n- Sold\nAccount Executive\t2009 – 2012\n- Sold more",
		);
		expect(roles).toEqual(["Senior Account Executive @ EPICOR 2012..2016", "Account Executive @ EPICOR 2009..2012"]);
	});
	test("what is said of an employer is not its name", async () => {
		const [role] = await work(
			"OLIVER WYMAN\tLondon\nGlobal management consultancy; retail and consumer practice\nEngagement Manager\t2022 – present\n- Led a turnaround",
		);
		expect(role).toBe("Engagement Manager @ OLIVER WYMAN 2022..now");
	});
	test("a department and a street are no part of the employer", async () => {
		const [role] = await work("University of Michigan, School of Music\nAssociate Professor, 2014 – 2020\n- Taught");
		expect(role).toBe("Associate Professor @ University of Michigan 2014..2020");
	});
	test("a region belongs to the title", async () => {
		const [role] = await work("PLEX SYSTEMS INC\nVice President, Sales – Americas\t2020 – Present\n- Carried a number");
		expect(role).toMatch(/^Vice President, Sales.* @ PLEX SYSTEMS INC 2020/);
	});
	test("a name in capitals that is a legal form elsewhere", async () => {
		const resume = await html(
			"<h2>Work</h2><p><b>SLU</b></p><p>Field Assistant 2014-05 – 2015-10</p><ul><li>Counted birds</li></ul>",
		);
		expect(roles(resume)).toEqual(["Field Assistant @ SLU 2014-05..2015-10"]);
	});
	test("names in bold below their dates are no headings", async () => {
		const entry = (dates: string, employer: string, title: string) =>
			`<p>${dates}</p><p><b>${employer}</b></p><p>${title}</p>`;
		const resume = await html(
			`<p><b>Work experience</b></p>${entry("03.2020 – present", "Abacus Office", "Accountant")}${entry("06.2013 – 02.2020", "Larkspur", "Shop Assistant")}<p><b>Education</b></p><p>BSc Physics, University of Leeds, 2010 – 2013</p><p><b>Languages</b></p><p>English</p>`,
		);
		expect(roles(resume)).toEqual([
			"Accountant @ Abacus Office 2020-03..now",
			"Shop Assistant @ Larkspur 2013-06..2020-02",
		]);
	});
});

describe("of forms and templates", () => {
	test("the street of a place of work is no employer", async () => {
		expect(
			await work(
				"PROGRAM SPECIALIST (GS-0301-11)\nMaryland Humanities\n250 E Street SW, Washington, DC 20525\n06/2016 – 01/2021\nManaged grants.",
			),
		).toEqual(["PROGRAM SPECIALIST @ Maryland Humanities 2016-06..2021-01"]);
	});
	test("a place may end as a legal form or a home does", async () => {
		expect(await work("Chef at Hotel Gale Stream, Las Vegas, NV\nApril 2019 – May 2021\n- Cooked")).toEqual([
			"Chef @ Hotel Gale Stream 2019-04..2021-05",
		]);
		expect(
			await work("Senior Associate bei Schneider, Frank & Kollegen, Mannheim\nJuli 2021 – Dez. 2022\n- Beraten"),
		).toEqual(["Senior Associate @ Schneider, Frank & Kollegen 2021-07..2022-12"]);
	});
	test("letters behind a name are no part of it", async () => {
		const resume = await parse("Siobhán Ní Dhomhnaill, ACA\nsiobhan@example.com\n\nSKILLS\n\nExcel", "cv.txt");
		expect(resume.basics?.name).toBe("Siobhán Ní Dhomhnaill");
	});
	test("what somebody does stands in a row of its own in a Japanese form", async () => {
		const row = (year: string, month: string, text: string) =>
			`<tr><td>${year}</td><td>${month}</td><td>${text}</td></tr>`;
		const resume = await html(
			`<h2>職歴</h2><table>${row("2013", "4", "株式会社中日商事 入社")}${row("", "", "営業事務を担当")}${row("2018", "6", "株式会社中日商事 退職")}</table>`,
		);
		expect(roles(resume)).toEqual(["営業事務 @ 株式会社中日商事 2013-04..2018-06"]);
	});
	test("a city between commas before a link", async () => {
		const resume = await parse(
			"Jane Marlowe\njane@example.com • Oakland, CA linkedin.com/in/jmarlowe\n\nSKILLS\n\nExcel",
			"cv.txt",
		);
		expect(resume.basics?.location?.city).toBe("Oakland");
	});
});

test("several certificates in one line", async () => {
	const names = async (line: string) => (await text(`CERTIFICATES\n\n${line}`)).certificates?.map(({ name }) => name);
	expect(await names("BHV (2023), EHBO Basis (2022)")).toEqual(["BHV", "EHBO Basis"]);
	expect(await names("Staplerschein, Kranschein, Ladungssicherung")).toEqual([
		"Staplerschein",
		"Kranschein",
		"Ladungssicherung",
	]);
	expect(await names("CCNA, Cisco, 2020")).toEqual(["CCNA"]);
});

test("a course of study that ends as a sentence does", async () => {
	const resume = await html(
		"<h2>Formação</h2><ul><li>Técnico em Eletrotécnica. SENAI Areias, conclusão em 2010.</li></ul>",
	);
	expect(resume.education?.[0]).toMatchObject({ studyType: "Técnico", area: "Eletrotécnica", endDate: "2010" });
});

test("the city behind an address of mail and a comma", async () => {
	const resume = await parse(
		"Jane Marlowe\nTel. +48 511 555 123, e-mail: jane@example.com, Łódź\n\nEXPERIENCE\n\nEngineer, Acme GmbH, 2019 – 2020\n- Built",
		"cv.txt",
	);
	expect(resume.basics?.location?.city).toBe("Łódź");
});

describe("sections and places", () => {
	test("a training that a university gave a degree for is a course of study", async () => {
		const { education } = await text("TRAINING\n\nCharles Sturt University, Bachelor of Applied Science, 2013");
		expect(education?.[0]).toMatchObject({ institution: "Charles Sturt University", endDate: "2013" });
	});
	test("a year before a colon begins an entry", async () => {
		const { education } = await text(
			"FORMATION\n\n2017 : Brevet professionnel boulanger, CFA de Nantes\n2015 : CAP boulanger, CFA de Nantes",
		);
		expect(education?.map(({ endDate }) => endDate)).toEqual(["2017", "2015"]);
	});
	test("an Australian address without a comma, and a phone of its country", async () => {
		const { basics } = await parse(
			"Kirra Jones\nKatoomba NSW 2780\n0412 555 019\nkirra@example.com\n\nEXPERIENCE\n\nRanger, Acme Ltd, 2015 – 2019\n- Ran",
			"cv.txt",
		);
		expect(basics?.location).toMatchObject({ city: "Katoomba", region: "NSW", postalCode: "2780", countryCode: "AU" });
		expect(basics?.phone).toBe("+61412555019");
	});
	test("a Brazilian city with its state, behind an employer and in an address", async () => {
		const resume = await parse(
			"Jussara Lima\nRua das Acácias, 210 – Jardim América – Londrina/PR\njussara@example.com\n\nEXPERIÊNCIA PROFISSIONAL\n\nPAPELARIA CENTRAL – Cambé/PR\nCargo: Balconista    Período: 01/2009 a 05/2012\nVendas e atendimento ao público.\nCASA VERDE – Londrina/PR\nCargo: Vendedora    Período: 02/2006 a 12/2008\n\nFORMAÇÃO ACADÊMICA\n\nTecnólogo em Gestão de Recursos Humanos – UNOPAR – concluído em 12/2014",
			"cv.txt",
		);
		expect(resume.basics?.location?.city).toBe("Londrina");
		expect(roles(resume)).toEqual([
			"Balconista @ PAPELARIA CENTRAL 2009-01..2012-05",
			"Vendedora @ CASA VERDE 2006-02..2008-12",
		]);
		expect(resume.education?.[0]).toMatchObject({ institution: "UNOPAR", endDate: "2014-12" });
	});
	test("a phone of the country whose language the resume is in, though another is named", async () => {
		const { basics } = await parse(
			"Torbjörn Åkerlund\n070-555 01 64\nt@example.com\n\nArbetslivserfarenhet\n\nSnickare, Frösö Trähus AB, Oslo, Norge, 2012 – 2019\n- Byggde och reparerade många gamla hus i fjällen\n\nSpråk\n\nsvenska, engelska",
			"cv.txt",
		);
		expect(basics?.phone).toBe("+46705550164");
	});
	test("what was passed, and when, are certificates under whatever heading", async () => {
		const { certificates } = await text("QUALIFIKATIONEN\n\n2016   Schweißfachmann (IWS)\n2011   Kranführerschein");
		expect(certificates?.map(({ name }) => name)).toEqual(["Schweißfachmann (IWS)", "Kranführerschein"]);
	});
	test("a resume without capitals", async () => {
		const { education } = await text("EDUCATION\n\n2012 – 2016  bsc informatics, vilnius university");
		expect(education?.[0]).toMatchObject({ studyType: "bsc", area: "informatics" });
	});
	test("a street that no word of it tells", async () => {
		const { basics } = await parse(
			"Bernd Wasser\nAm Mühlgraben 4, 96047 Bamberg\nTel. 0951 5550123\nb@example.com\n\nBerufserfahrung\n\nTischler, Hall GmbH, 2015 – 2019",
			"cv.txt",
		);
		expect(basics?.location).toMatchObject({ address: "Am Mühlgraben 4", postalCode: "96047", city: "Bamberg" });
	});
});
