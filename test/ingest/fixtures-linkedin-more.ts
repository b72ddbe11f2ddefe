import type { Profile } from "./fixtures-linkedin.ts";

/** Four more, whose pages were not looked at when rules were made for the others. */
export const MORE_PROFILES: readonly Profile[] = [
	{
		language: "en",
		name: "Siobhan Delacroix",
		headline: "Operations Manager | Hospitality | Events",
		place: "Galway, County Galway, Ireland",
		email: "siobhan.delacroix@example.org",
		phone: "+353851234567",
		skills: ["Event Management", "Budgeting", "Rostering"],
		languages: [
			["English", "Native or Bilingual"],
			["Irish", "Elementary"],
		],
		certificates: ["Food Safety Level 3"],
		summary: "Hotels and festivals since 2011.",
		employers: [
			{
				name: "Corrib House Hotel",
				took: "8 years 10 months",
				roles: [
					{
						title: "Operations Manager",
						from: "September 2020",
						to: "Present",
						took: "5 years 10 months",
						place: "Galway, Ireland",
						truth: ["2020-09"],
					},
					{
						title: "Events Manager",
						from: "January 2019",
						to: "August 2020",
						took: "1 year 8 months",
						place: "Galway, Ireland",
						text: ["Weddings and conferences for up to 400 guests."],
						truth: ["2019-01", "2020-08"],
					},
					{
						title: "Events Coordinator",
						from: "September 2017",
						to: "December 2018",
						took: "1 year 4 months",
						truth: ["2017-09", "2018-12"],
					},
				],
			},
			{
				name: "Burren Festivals",
				roles: [
					{
						title: "Site Assistant",
						from: "May 2014",
						to: "August 2017",
						took: "3 years 4 months",
						truth: ["2014-05", "2017-08"],
					},
				],
			},
		],
		schools: [
			{
				name: "University of Galway",
				degree: "Bachelor of Commerce",
				area: "Business Administration",
				years: "2010 - 2014",
			},
		],
	},
	{
		language: "de",
		name: "Hannelore Wiesinger",
		headline: "Pflegedienstleitung",
		place: "Graz, Steiermark, Österreich",
		email: "hannelore.wiesinger@example.org",
		skills: ["Dienstplanung", "Wundmanagement", "Qualitätsmanagement"],
		languages: [["Deutsch", "Native or Bilingual"]],
		certificates: ["Zertifizierte Wundmanagerin"],
		summary: "Seit zwanzig Jahren in der Pflege, seit acht in der Leitung.",
		employers: [
			{
				name: "Seniorenresidenz Murblick",
				roles: [
					{
						title: "Pflegedienstleitung",
						from: "Februar 2018",
						to: "Present",
						took: "8 Jahre 5 Monate",
						place: "Graz",
						truth: ["2018-02"],
					},
				],
			},
			{
				name: "Krankenhaus der Elisabethinen",
				took: "9 Jahre 6 Monate",
				roles: [
					{
						title: "Stationsleitung",
						from: "Januar 2013",
						to: "Januar 2018",
						took: "5 Jahre 1 Monat",
						place: "Graz",
						truth: ["2013-01", "2018-01"],
					},
					{
						title: "Krankenpflegerin",
						from: "August 2008",
						to: "Dezember 2012",
						took: "4 Jahre 5 Monate",
						place: "Graz",
						truth: ["2008-08", "2012-12"],
					},
				],
			},
		],
		schools: [
			{
				name: "Medizinische Universität Graz",
				degree: "Bachelor of Science",
				area: "Pflegewissenschaft",
				years: "2005 - 2008",
			},
		],
	},
	{
		language: "fr",
		name: "Thibault Lemoine-Sarr",
		headline: "Développeur full stack | Vue.js | Node.js",
		place: "Lyon, Auvergne-Rhône-Alpes, France",
		email: "thibault.lemoine@example.org",
		skills: ["Vue.js", "Node.js", "PostgreSQL"],
		languages: [
			["Français", "Native or Bilingual"],
			["Anglais", "Full Professional"],
		],
		certificates: ["Professional Scrum Master I"],
		employers: [
			{
				name: "Atelier Numérique",
				roles: [
					{
						title: "Développeur full stack",
						from: "avril 2021",
						to: "Present",
						took: "5 ans 3 mois",
						place: "Lyon",
						text: ["Refonte du portail client en Vue.js."],
						truth: ["2021-04"],
					},
				],
			},
			{
				name: "Mutuelle des Alpes",
				roles: [
					{
						title: "Développeur Java",
						from: "octobre 2017",
						to: "mars 2021",
						took: "3 ans 6 mois",
						place: "Grenoble",
						truth: ["2017-10", "2021-03"],
					},
				],
			},
		],
		schools: [{ name: "Université Grenoble Alpes", degree: "Master", area: "Informatique", years: "2015 - 2017" }],
	},
	{
		language: "en",
		name: "Ingrid Solheim",
		headline: "Head of Finance at Fjord Foods",
		place: "Bergen, Vestland, Norway",
		email: "ingrid.solheim@example.org",
		skills: ["Financial Reporting", "IFRS", "Budgeting"],
		languages: [
			["Norwegian", "Native or Bilingual"],
			["English", "Full Professional"],
			["German", "Elementary"],
		],
		certificates: [],
		employers: [
			{
				name: "Fjord Foods",
				took: "10 years 6 months",
				roles: [
					{
						title: "Head of Finance",
						from: "January 2021",
						to: "Present",
						took: "5 years 6 months",
						truth: ["2021-01"],
					},
					{
						title: "Financial Controller",
						from: "January 2016",
						to: "December 2020",
						took: "5 years",
						truth: ["2016-01", "2020-12"],
					},
				],
			},
			{
				name: "Havn Revisjon AS",
				roles: [
					{
						title: "Auditor",
						from: "August 2011",
						to: "December 2015",
						took: "4 years 5 months",
						place: "Bergen",
						text: ["Audits of fish farms and shipping companies."],
						truth: ["2011-08", "2015-12"],
					},
				],
			},
		],
		schools: [
			{ name: "Norwegian School of Economics", degree: "Master of Science", area: "Accounting", years: "2009 - 2011" },
		],
	},
];
