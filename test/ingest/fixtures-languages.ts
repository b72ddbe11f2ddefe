import { MORE_LANGUAGES } from "./fixtures-more-languages.ts";

/** The same kind of resume in the languages that are read, as people of that language write it. All persons are invented. */
export interface LanguageCase {
	readonly language: string;
	readonly text: string;
	readonly name: string;
	readonly email: string;
	readonly phone: string;
	/** title @ employer start..end */
	readonly work: readonly string[];
	/** institution end */
	readonly education: readonly string[];
	readonly skills: readonly string[];
	readonly languages: readonly string[];
}

export const LANGUAGE_CASES: readonly LanguageCase[] = [
	{
		language: "it",
		text: `CURRICULUM VITAE

Giulia Ferrandini
Ingegnere del software
Via Roma 12, 20121 Milano | giulia.ferrandini@example.it | +39 347 123 4567

ESPERIENZE LAVORATIVE

Sviluppatrice software                          marzo 2019 – oggi
Nuvola Dati S.r.l., Milano
- Progettazione di servizi in Java e Spring
- Coordinamento di tre colleghi

Programmatrice junior                           settembre 2016 – febbraio 2019
Officine Lucenti S.p.A., Torino
- Manutenzione del gestionale interno

ISTRUZIONE

Laurea magistrale in Ingegneria informatica     2014 – 2016
Politecnico di Valdoria

COMPETENZE
Java, Spring, PostgreSQL, Docker

LINGUE
Italiano (madrelingua), Inglese (C1)
`,
		name: "Giulia Ferrandini",
		email: "giulia.ferrandini@example.it",
		phone: "+393471234567",
		work: [
			"Sviluppatrice software @ Nuvola Dati S.r.l. 2019-03..now",
			"Programmatrice junior @ Officine Lucenti S.p.A. 2016-09..2019-02",
		],
		education: ["Politecnico di Valdoria 2016"],
		skills: ["Java", "Spring", "PostgreSQL", "Docker"],
		languages: ["Italiano", "Inglese"],
	},
	{
		language: "nl",
		text: `Sanne de Wit-Hoekstra
Projectmanager
Lindelaan 8, 3581 AB Utrecht
06-12345678
sanne.dewit@example.nl

Werkervaring

jan. 2020 - heden    Projectmanager, Brugman Logistiek B.V., Utrecht
- Leiding aan een team van acht mensen
- Invoering van Scrum

mei 2015 - dec. 2019    Adviseur, Van Houten Advies, Amersfoort
- Advies aan gemeenten

Opleiding

2011 - 2015    Bachelor Bedrijfskunde, Hogeschool Waterland

Vaardigheden
Scrum, Prince2, Excel, Power BI

Talen
Nederlands: moedertaal
Engels: vloeiend
`,
		name: "Sanne de Wit-Hoekstra",
		email: "sanne.dewit@example.nl",
		phone: "+31612345678",
		work: ["Projectmanager @ Brugman Logistiek B.V. 2020-01..now", "Adviseur @ Van Houten Advies 2015-05..2019-12"],
		education: ["Hogeschool Waterland 2015"],
		skills: ["Scrum", "Prince2", "Excel", "Power BI"],
		languages: ["Nederlands", "Engels"],
	},
	{
		language: "pt",
		text: `Beatriz Almeida Tavares
Analista de dados
Rua das Flores 45, 4000-123 Porto, Portugal
E-mail: beatriz.tavares@example.pt
Telemóvel: 912 345 678

Experiência Profissional

Analista de Dados
Rio Claro Seguros, S.A.
março de 2020 – atual
• Criação de relatórios em Power BI
• Automatização de processos com Python

Assistente Administrativa
Ferragens do Norte, Lda.
junho de 2016 – fevereiro de 2020
• Faturação e apoio ao cliente

Formação Académica

Licenciatura em Gestão
Universidade de Montalto
2012 – 2016

Competências
Python, SQL, Power BI, Excel

Idiomas
Português: língua materna
Inglês: B2
`,
		name: "Beatriz Almeida Tavares",
		email: "beatriz.tavares@example.pt",
		phone: "+351912345678",
		work: [
			"Analista de Dados @ Rio Claro Seguros, S.A. 2020-03..now",
			"Assistente Administrativa @ Ferragens do Norte, Lda. 2016-06..2020-02",
		],
		education: ["Universidade de Montalto 2016"],
		skills: ["Python", "SQL", "Power BI", "Excel"],
		languages: ["Português", "Inglês"],
	},
	{
		language: "sv",
		text: `Elin Bergqvist
Systemutvecklare
Storgatan 5, 411 24 Göteborg
elin.bergqvist@example.se · 070-174 06 05

ARBETSLIVSERFARENHET

Systemutvecklare, Norrsken Data AB, Göteborg
augusti 2018 – nuvarande
- Utveckling av mikrotjänster i Java
- Drift i Kubernetes

Programmerare, Västkustens Bank, Malmö
januari 2014 – juli 2018
- Underhåll av betalsystem

UTBILDNING

Civilingenjör i datateknik, Högskolan i Lindvik
2009 – 2014

KOMPETENSER
Java, Kubernetes, SQL, Git

SPRÅK
Svenska (modersmål), Engelska (flytande)
`,
		name: "Elin Bergqvist",
		email: "elin.bergqvist@example.se",
		phone: "+46701740605",
		work: ["Systemutvecklare @ Norrsken Data AB 2018-08..now", "Programmerare @ Västkustens Bank 2014-01..2018-07"],
		education: ["Högskolan i Lindvik 2014"],
		skills: ["Java", "Kubernetes", "SQL", "Git"],
		languages: ["Svenska", "Engelska"],
	},
	{
		language: "pl",
		text: `Katarzyna Zielonka
Księgowa
ul. Lipowa 7, 30-001 Kraków
tel. +48 512 345 678
katarzyna.zielonka@example.pl

Doświadczenie zawodowe

03.2019 – obecnie
Starsza księgowa, Błękitna Grupa Sp. z o.o., Kraków
- Prowadzenie ksiąg rachunkowych
- Sprawozdania VAT

06.2014 – 02.2019
Młodsza księgowa, Biuro Rachunkowe Promyk, Tarnów
- Wystawianie faktur

Wykształcenie

2009 – 2014
Uniwersytet Nadwiślański, magister, Finanse i rachunkowość

Umiejętności
SAP, Excel, Symfonia, Płatnik

Języki obce
angielski – B2
niemiecki – A2
`,
		name: "Katarzyna Zielonka",
		email: "katarzyna.zielonka@example.pl",
		phone: "+48512345678",
		work: [
			"Starsza księgowa @ Błękitna Grupa Sp. z o.o. 2019-03..now",
			"Młodsza księgowa @ Biuro Rachunkowe Promyk 2014-06..2019-02",
		],
		education: ["Uniwersytet Nadwiślański 2014"],
		skills: ["SAP", "Excel", "Symfonia", "Płatnik"],
		languages: ["angielski", "niemiecki"],
	},
	{
		language: "tr",
		text: `Defne Karayılmaz
Makine Mühendisi
Ankara, Türkiye
defne.karayilmaz@example.com.tr | 0532 123 45 67

İŞ DENEYİMİ

Makine Mühendisi                    Nisan 2019 – Halen
Bozkır Otomotiv A.Ş.
• Üretim hattı tasarımı
• Kalite kontrol

Stajyer Mühendis                    Haziran 2018 – Eylül 2018
Anadolu Döküm Ltd. Şti.
• Teknik çizim

EĞİTİM

Lisans, Makine Mühendisliği         2014 – 2018
Yeşilova Üniversitesi

YETENEKLER
AutoCAD, SolidWorks, MATLAB

YABANCI DİLLER
İngilizce (C1), Almanca (A2)
`,
		name: "Defne Karayılmaz",
		email: "defne.karayilmaz@example.com.tr",
		phone: "+905321234567",
		work: [
			"Makine Mühendisi @ Bozkır Otomotiv A.Ş. 2019-04..now",
			"Stajyer Mühendis @ Anadolu Döküm Ltd. Şti. 2018-06..2018-09",
		],
		education: ["Yeşilova Üniversitesi 2018"],
		skills: ["AutoCAD", "SolidWorks", "MATLAB"],
		languages: ["İngilizce", "Almanca"],
	},
	...MORE_LANGUAGES,
];
