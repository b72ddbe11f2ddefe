import { describe, expect, test } from "vitest";
import { parse, roles } from "./parser.ts";

/** What everyday resumes that nobody had looked at showed, each case alone. */

const person = "<h1>Jane Marlowe</h1><p>jane@example.com | +49 30 23125 118</p>";
const html = (sections: string) => parse(`<!doctype html><html><body>${person}${sections}</body></html>`, "cv.html");
const text = (sections: string) => parse(`Jane Marlowe\njane@example.com | +49 30 23125 118\n\n${sections}`, "cv.txt");
const work = async (lines: string) => roles(await text(`EXPERIENCE\n\n${lines}`));

describe("everyday resumes", () => {
	test("cards side by side are read one by one", async () => {
		const cards = [
			"Lead Technician               Refrigeration Mechanic",
			"Puget Climate Control         Sound Cold Storage",
			"Mar 2020 – Present            Jul 2016 – Feb 2020",
			"",
			"Installer                     Helper",
			"Rainier Heating               Dockside Sheet Metal",
			"May 2014 – Jun 2016           Jan 2013 – Apr 2014",
		];
		expect(await work(cards.join("\n"))).toEqual([
			"Lead Technician @ Puget Climate Control 2020-03..now",
			"Refrigeration Mechanic @ Sound Cold Storage 2016-07..2020-02",
			"Installer @ Rainier Heating 2014-05..2016-06",
			"Helper @ Dockside Sheet Metal 2013-01..2014-04",
		]);
	});
	test.each([
		["From 2015 to 2019 I worked as a welder at Hall Marine, on pipes.", "welder @ Hall Marine 2015..2019"],
		["Von 2012 bis 2018 war ich als Koch beim Gasthof Adler tätig.", "Koch @ Gasthof Adler 2012..2018"],
		["De 2014 à 2019, j'ai travaillé comme vendeuse chez Adomi, à Rennes.", "vendeuse @ Adomi 2014..2019"],
		["Desde marzo de 2020 trabajo como cajera en el Mercado Sol.", "cajera @ Mercado Sol 2020-03..now"],
		["From 2010 until 2014 I worked for Brook Dairy as a driver.", "driver @ Brook Dairy 2010..2014"],
	])("a role that a sentence tells: %s", async (sentence, role) => {
		expect(await work(sentence)).toEqual([role]);
	});
	test("how long it took, before the dates in a narrow column", async () => {
		const lines = [
			"3 Jahre und 9 Monate,         Sachbearbeiterin Export",
			"Aug. 2018 - Apr. 2022         Frachtkontor Mosel GmbH",
			"2 Jahre und 1 Monat,          Lageristin",
			"Juli 2016 - Juli 2018         Rheinwerk AG",
		];
		expect(await work(lines.join("\n"))).toEqual([
			"Sachbearbeiterin Export @ Frachtkontor Mosel GmbH 2018-08..2022-04",
			"Lageristin @ Rheinwerk AG 2016-07..2018-07",
		]);
	});
	test("an open ring before a point of a list, and an employer over its roles beside one with a title below", async () => {
		const lines = [
			"United States Army, Fort Liberty, NC                 2010 to 2024",
			"  Platoon Sergeant (Jan 2020 - Mar 2024)",
			"    o  Accountable for equipment",
			"  Supply Sergeant (Jun 2014 - Dec 2019)",
			"    o  Ran a warehouse",
			"Dollar General, Hope Mills, NC                       2008 to 2010",
			"  Stock Associate",
		];
		expect(await work(lines.join("\n"))).toEqual([
			"Platoon Sergeant @ United States Army 2020-01..2024-03",
			"Supply Sergeant @ United States Army 2014-06..2019-12",
			"Stock Associate @ Dollar General 2008..2010",
		]);
	});
	test("the number of a course, a unit and a time without a job employ nobody", async () => {
		expect(
			await work(
				"Teaching Assistant, CS 3500\tSep 2022 – Dec 2023\nKhoury College\n\nSoldier\tJan 2019 – Aug 2022\nBundeswehr, Panzerbataillon 393\n\nParental leave\tJan 2018 – Dec 2018",
			),
		).toEqual([
			"Teaching Assistant, CS 3500 @ Khoury College 2022-09..2023-12",
			"Soldier @ Bundeswehr 2019-01..2022-08",
		]);
	});
	test("a template that greets", async () => {
		const resume = await parse("Hello,\nI'm Telma Figueiredo\ntelma@example.com\n\nSKILLS\n\nExcel", "cv.txt");
		expect(resume.basics?.name).toBe("Telma Figueiredo");
	});
	test("skills with a level behind each of them", async () => {
		const { skills } = await text("SKILLS\n\nSAP: advanced | Excel: expert");
		expect(skills?.map(({ name, level }) => `${name} ${level}`)).toEqual(["SAP advanced", "Excel expert"]);
	});
	test("how many, and with which grades, is no part of a degree", async () => {
		const { education } = await text("EDUCATION\n\nYsgol Tre-Gib, 7 GCSEs (A–C), 2001 – 2006");
		expect(education?.[0]).toMatchObject({ studyType: "GCSEs", institution: "Ysgol Tre-Gib" });
		expect(education?.[0]?.area).toBeUndefined();
	});
	test("a table with a head, whose cells wrap and whose last column tells what was done", async () => {
		const lines = [
			"Period          Arbetsgivare        Befattning          Arbetsuppgifter",
			"2020-02 – nu    Holmen Paper        Processoperatör     Pappersmaskin PM53, prov",
			"2015-08 –       Whirlpool           Montör              Montering av ugnar,",
			"2020-01         Norrköping                              kvalitetskontroll",
		];
		expect(await work(lines.join("\n"))).toEqual([
			"Processoperatör @ Holmen Paper 2020-02..now",
			"Montör @ Whirlpool Norrköping 2015-08..2020-01",
		]);
	});
	test("towns in a column at the right, and the employer below the title", async () => {
		const lines = [
			"08/2019 – dato       Betriebsleiter Schweinemast              Garrel",
			"                     Agrar Wöhrmann",
			"07/2013 – 07/2019    Herdenmanager                        Friesoythe",
			"                     Milchhof Ostermann",
		];
		expect(await work(lines.join("\n"))).toEqual([
			"Betriebsleiter Schweinemast @ Agrar Wöhrmann 2019-08..now",
			"Herdenmanager @ Milchhof Ostermann 2013-07..2019-07",
		]);
	});
	test("a long title in small letters below an employer", async () => {
		expect(
			await work("Coopérative Armor\t2011 – 2016\nresponsable de quai et de l'expédition des produits de la mer"),
		).toEqual(["responsable de quai et de l'expédition des produits de la mer @ Coopérative Armor 2011..2016"]);
	});
	test.each([
		["Between 2014 and 2018 I was employed as a florist with Bloom & Co.", "florist @ Bloom & Co 2014..2018"],
		["2021 - ...\tAşçıbaşı\nLara Kıyı Resort", "Aşçıbaşı @ Lara Kıyı Resort 2021..now"],
		[
			"Heijmans Infra\t2014 – 2016\nUitvoerder grond-, weg- en waterbouw",
			"Uitvoerder grond-, weg- en waterbouw @ Heijmans Infra 2014..2016",
		],
		[
			"Turner & Townsend, Birmingham – Associate Director (Cost) (Mar '21 – to date)",
			"Associate Director (Cost) @ Turner & Townsend 2021-03..now",
		],
		[
			"Co-Founder & CTO, Nexus Grove – San Francisco, CA June 2023 – present",
			"Co-Founder & CTO @ Nexus Grove 2023-06..now",
		],
		[
			"Oberärztin, Klinik für Anästhesie\t2018 – 2020\nAlfried Krupp Krankenhaus",
			"Oberärztin @ Alfried Krupp Krankenhaus 2018..2020",
		],
	])("%s", async (lines, role) => {
		expect(await work(lines)).toEqual([role]);
	});
	test("the head of a table of certificates, and who issued one above its date", async () => {
		const names = async (lines: string) =>
			(await text(`CERTIFICATIONS\n\n${lines}`)).certificates?.map(({ name }) => name);
		expect(await names("Certificate\tIssuer\tYear\nCompTIA A+\tCompTIA\t2016")).toEqual(["CompTIA A+"]);
		expect(await names("Certified ScrumMaster, Scrum.org (June 2021)\nTOEIC, ETS (January 2015)")).toEqual([
			"Certified ScrumMaster",
			"TOEIC",
		]);
		expect(await names("Projektmanagement-Fachmann (IPMA Level D), GPM (11/2020)\nCCNA (Cisco)")).toEqual([
			"Projektmanagement-Fachmann (IPMA Level D)",
			"CCNA",
		]);
		expect(await names("Certified ScrumMaster, Scrum Alliance\nCompTIA A+, CompTIA")).toEqual([
			"Certified ScrumMaster",
			"CompTIA A+",
		]);
		expect(await names("Chartered Engineer\nEngineers Ireland\nIssued Nov 2021")).toEqual(["Chartered Engineer"]);
	});
	test("a grade behind the dates, and one behind the degree", async () => {
		const { education } = await text(
			"EDUCATION\n\nBSc (Hons) Law, Trent University (2009 – 2013), 2:1\n\nHumanmedizin, Universität Münster, 1999 – 2005\nStaatsexamen Note 1,7",
		);
		expect(education?.[0]).toMatchObject({ institution: "Trent University", endDate: "2013" });
		expect(education?.[1]).toMatchObject({ studyType: "Staatsexamen", area: "Humanmedizin" });
	});
	test("a dash behind the code of a town, and a mobile phone of Italy", async () => {
		const phone = async (head: string, words: string) => (await parse(`${head}\n\n${words}`, "cv.txt")).basics?.phone;
		expect(
			await phone(
				"Anna Kümmerling\n45147 Essen\n0201 – 555 01 77",
				"Berufserfahrung\n\nÄrztin, Krankenhaus Essen GmbH, 2015 – 2019\n- Leitung der Ambulanz und Notarztdienst",
			),
		).toBe("+492015550177");
		expect(
			await phone(
				"Rosalba Russo\n333 456 7812",
				"Esperienza lavorativa\n\nOstetrica, Ospedale San Giovanni, 2015 – 2019\n- Sala parto e corsi di preparazione alla nascita",
			),
		).toBe("+393334567812");
	});
	test("a post in a row of a Japanese form", async () => {
		const row = (year: string, month: string, text: string) =>
			`<tr><td>${year}</td><td>${month}</td><td>${text}</td></tr>`;
		const resume = await html(
			`<h2>職歴</h2><table>${row("2018", "4", "水戸市立緑岡小学校 教諭として勤務")}${row("2023", "3", "同校 退職")}${row("2023", "4", "株式会社まなび舎 入社 教室長")}</table>`,
		);
		expect(roles(resume).map((role) => role.split(" ").slice(0, 3).join(" "))).toEqual([
			"教諭 @ 水戸市立緑岡小学校",
			"教室長 @ 株式会社まなび舎",
		]);
	});
	test("projects of a consultant are his work where no other section is", async () => {
		const resume = await text(
			"PROJECT EXPERIENCE\n\nClient: Severn Trent\nRole: Finance Lead\nDuration: Jan 2023 – Present\n\nClient: Royal Mail\nRole: Business Analyst\nDuration: Sep 2016 – Mar 2020",
		);
		expect(roles(resume)).toEqual([
			"Finance Lead @ Severn Trent 2023-01..now",
			"Business Analyst @ Royal Mail 2016-09..2020-03",
		]);
	});
	test("titles that are set as the names of sections are", async () => {
		const job = (title: string, place: string) => `<p><b>${title}</b></p><p>${place}</p>`;
		const resume = await html(
			`<p><b>Vaardigheden</b></p><p>Excel</p><p><b>Talen</b></p><p>Nederlands</p><p><b>Werkervaring</b></p>${job("Elektromonteur industrie", "Croonwolter, Terneuzen | april 2019 – heden")}${job("Weekendhulp", "Jumbo, Axel | 2014 – 2016")}<p><b>Opleiding</b></p><p>MBO, Scalda, 2010 – 2014</p>`,
		);
		expect(roles(resume)).toEqual([
			"Elektromonteur industrie @ Croonwolter 2019-04..now",
			"Weekendhulp @ Jumbo 2014..2016",
		]);
	});
	test("ways to reach somebody behind the number of an identity card", async () => {
		const { basics } = await parse(
			"Rocío Huamán\nDNI 45678912 · Jr. Junín 456, Huancayo · rocio@example.com\n\nHABILIDADES\n\nExcel",
			"cv.txt",
		);
		expect(basics?.email).toBe("rocio@example.com");
		expect(basics?.location?.city).toBe("Huancayo");
	});
	test("a language among the skills, and one of few speakers", async () => {
		const { languages, skills } = await text("SKILLS\n\nExcel, Word; fluent in Greek\n\nLANGUAGES\n\nQuechua");
		expect(languages?.map(({ language }) => language)).toEqual(["Quechua", "Greek"]);
		expect(skills?.map(({ name }) => name)).toEqual(["Excel", "Word"]);
	});
	test("how many hours is no part of a title, and a district before its province no city", async () => {
		expect(await work("Bauzeichnerin (unbefristet, 35 Std.)\t2016 – 2020\nPlanungsgruppe Aasee")).toEqual([
			"Bauzeichnerin @ Planungsgruppe Aasee 2016..2020",
		]);
		const { basics } = await parse(
			"Nihan Saraç\nKadıköy, İstanbul — nihan@example.com\n\nDENEYİM\n\nEczacı, Moda Eczanesi, 2015 – 2019",
			"cv.txt",
		);
		expect(basics?.location?.city).toBe("İstanbul");
	});
	test.each(["CAPACITACIONES", "Behörigheter", "Kurs ve Sertifikalar"])("a section called %s", async (heading) => {
		const { certificates } = await text(`${heading}\n\nHACCP, 2020`);
		expect(certificates?.map(({ name }) => name)).toEqual(["HACCP"]);
	});
	test.each([
		[
			"Sept. 2016 › Déc. 2021\tIngénieur d'études\nNaval Énergies",
			"Ingénieur d'études @ Naval Énergies 2016-09..2021-12",
		],
		[
			"- Cedarmount Vets, Bangor. Veterinary Nurse. June 2015 to February 2020.",
			"Veterinary Nurse @ Cedarmount Vets 2015-06..2020-02",
		],
		[
			"Dirigente medico, U.O.C. Ortopedia\t2014 – 2018\nOspedale Sant'Eugenio",
			"Dirigente medico @ Ospedale Sant'Eugenio 2014..2018",
		],
		[
			"Klasslärare, Rosengårdsskolan\t2018 – 2024\nFörstelärare i svenska som andraspråk sedan 2022.",
			"Klasslärare @ Rosengårdsskolan 2018..2024",
		],
	])("%s", async (lines, role) => {
		expect(await work(lines)).toEqual([role]);
	});
	test("where and when it was signed is no skill, a town behind a school no subject", async () => {
		const { skills, education } = await text(
			"BILDUNG\n\nDiplom, Hochschule Bremen – Brest, 2010 – 2014\n\nKENNTNISSE\n\nSAP, Excel\n\nRheine, den 4. Mai 2026",
		);
		expect(skills?.map(({ name }) => name)).toEqual(["SAP", "Excel"]);
		expect(education?.[0]?.area).toBeUndefined();
	});
	test('a name with "at" in it is one name', async () => {
		expect(
			await work(
				"Store Manager, Pets at Home, Jan 2015 – Feb 2019\nColleague at Pets at Home, 2013 – 2015\nCook at The Bell, 2009 – 2012",
			),
		).toEqual([
			"Store Manager @ Pets at Home 2015-01..2019-02",
			"Colleague @ Pets at Home 2013..2015",
			"Cook @ The Bell 2009..2012",
		]);
		expect(await work("Kids at Play\t2013 – 2015\nNursery Nurse")).toEqual(["Nursery Nurse @ Kids at Play 2013..2015"]);
	});
	test("certificates among the studies are certificates", async () => {
		const { education, certificates } = await text(
			"EDUCATION\n\nBSc Biology, University of Hull, 2009 – 2012\nAWS Certified Solutions Architect, Amazon, 2021\nFirst Aid at Work, St John Ambulance, 2019\nA Levels, Hull College, 2007 – 2009",
		);
		expect(education?.map(({ studyType }) => studyType)).toEqual(["BSc", "A Levels"]);
		expect(certificates?.map(({ name }) => name)).toEqual(["AWS Certified Solutions Architect", "First Aid at Work"]);
	});
	test.each([
		["I studied Marketing at Leeds University from 2010 to 2013 and left with a BA.", "BA Marketing Leeds University"],
		[
			"I hold a Bachelor of Science in Nursing from the University of Hull (2012).",
			"Bachelor of Science Nursing University of Hull",
		],
		[
			"Von 2005 bis 2008 habe ich an der Universität Bonn Biologie studiert, mit Diplom.",
			"Diplom Biologie Universität Bonn",
		],
		["De 2008 à 2010, j'ai suivi un BTS Tourisme au lycée Chateaubriand.", "BTS Tourisme lycée Chateaubriand"],
		["De 2008 a 2012 estudié Derecho en la Universidad de Salamanca.", "Derecho Universidad de Salamanca"],
	])("studies that a sentence tells: %s", async (sentence, study) => {
		const { education } = await text(`EDUCATION\n\n${sentence}`);
		expect(
			education?.map(({ studyType, area, institution }) => [studyType, area, institution].join(" ").trim()),
		).toEqual([study]);
	});
	test("labelled rows among the skills, and labels inside a row", async () => {
		const rows =
			"SKILLS\n\nTools: Jira, SAP | Languages: Spanish\nEDV: Excel.  Sprachen: Deutsch (fließend)\nCertifications: ITIL v4, PRINCE2\nDriving licence: B";
		const { skills, languages, certificates } = await text(rows);
		expect(skills?.map(({ name }) => name)).toEqual(["Jira", "SAP", "Excel"]);
		expect(languages?.map(({ language }) => language)).toEqual(["Spanish", "Deutsch"]);
		expect(certificates?.map(({ name }) => name)).toEqual(["ITIL v4", "PRINCE2"]);
	});
	test.each([
		["Camila Rojas\nCel. 310 555 4321 | camila@correo.example", "310 555 4321"],
		["Camila Rojas\n3105554321 | camila@correo.example\nMedellín, Antioquia", "+573105554321"],
		["Camille Roux\n06 39 98 12 34 - 35000 Rennes", "06 39 98 12 34"],
	])("mobile numbers that could be of two countries, or are kept for films: %s", async (head, phone) => {
		const { basics } = await parse(
			`${head}\n\nEXPERIENCIA\n\nCajera, Almacenes Éxito, 2015 – 2019\n- Atención al público y manejo de caja`,
			"cv.txt",
		);
		expect(basics?.phone).toBe(phone);
	});
	test("rows with labels: an entry begins with the label that the first of them begins with", async () => {
		const row = (label: string, value: string) => `<tr><td>${label}</td><td>${value}</td></tr>`;
		const job = (name: string, title: string, dates: string, more = "") =>
			`<table>${row("Empresa", name)}${row("Cargo", title)}${row("Período", dates)}${more}</table>`;
		const resume = await html(
			`<h2>Experiência</h2>${job("Sercomtel", "Supervisora", "2018 até o momento", row("Atividades", "Gestão de 28 operadores."))}${job("Viação Garcia", "Operadora", "2013 a 2018")}${job("Lojas Americanas", "Caixa", "2011 a 2013")}`,
		);
		expect(roles(resume)).toEqual([
			"Supervisora @ Sercomtel 2018..now",
			"Operadora @ Viação Garcia 2013..2018",
			"Caixa @ Lojas Americanas 2011..2013",
		]);
	});
	test("projects after the last job are work, too", async () => {
		const resume = await text(
			"PROJECTS\n\nClient: Severn Trent\nRole: Finance Lead\nDuration: Jan 2023 – Present\n\nWORK EXPERIENCE\n\nClerk, Brook Dairy Ltd, 2011 – 2017",
		);
		expect(roles(resume)).toEqual(["Finance Lead @ Severn Trent 2023-01..now", "Clerk @ Brook Dairy Ltd 2011..2017"]);
	});
	test("posts of a university beside studies", async () => {
		const { work: posts, education } = await text(
			"AKADEMISCHER WERDEGANG\n\n2013 – 2019\tWissenschaftliche Mitarbeiterin, Universität Potsdam\n\nSTUDIUM UND QUALIFIKATION\n\n2004 – 2010\tMagister Slawistik, Universität Leipzig",
		);
		expect(posts?.map(({ name }) => name)).toEqual(["Universität Potsdam"]);
		expect(education?.map(({ institution }) => institution)).toEqual(["Universität Leipzig"]);
	});
});
