import type { Profile } from "./fixtures-linkedin.ts";

/** Invented people as LinkedIn prints them. */
export const PROFILES: readonly Profile[] = [
	{
		language: "en",
		name: "Tamsin Okereke",
		headline: "Senior Product Designer at Lumen Labs | Design Systems | Accessibility",
		place: "Bristol, England, United Kingdom",
		email: "tamsin.okereke@example.org",
		skills: ["Figma", "User Research", "Prototyping"],
		languages: [
			["English", "Native or Bilingual"],
			["French", "Limited Working"],
		],
		certificates: ["Certified Usability Analyst", "NN/g UX Certificate"],
		summary:
			"I design tools that people use every day and that work for everybody. I like long problems and short meetings.",
		employers: [
			{
				name: "Lumen Labs",
				took: "6 years 4 months",
				roles: [
					{
						title: "Senior Product Designer",
						from: "January 2022",
						to: "Present",
						took: "4 years 6 months",
						place: "Bristol, England, United Kingdom",
						text: [
							"Lead the design system that nine teams build on.",
							"- Ran weekly research with customers\n- Cut the time to hand over by half",
						],
						truth: ["2022-01"],
					},
					{
						title: "Product Designer",
						from: "March 2020",
						to: "January 2022",
						took: "1 year 11 months",
						truth: ["2020-03", "2022-01"],
					},
				],
			},
			{
				name: "Harbour Studio",
				roles: [
					{
						title: "UX Designer",
						from: "August 2016",
						to: "February 2020",
						took: "3 years 7 months",
						place: "Cardiff",
						text: ["Websites and apps for museums and theatres."],
						truth: ["2016-08", "2020-02"],
					},
				],
			},
		],
		schools: [{ name: "Cardiff University", degree: "Bachelor of Arts", area: "Graphic Design", years: "2012 - 2015" }],
	},
	{
		language: "de",
		name: "Jonas Brettschneider",
		headline: "Teamleiter Einkauf bei Nordwerk Maschinenbau GmbH",
		place: "Bielefeld, Nordrhein-Westfalen, Deutschland",
		email: "jonas.brettschneider@example.org",
		phone: "+4952112345678",
		skills: ["SAP MM", "Verhandlungsführung", "Lieferantenmanagement"],
		languages: [
			["Deutsch", "Native or Bilingual"],
			["Englisch", "Full Professional"],
		],
		certificates: ["Geprüfter Fachwirt für Einkauf"],
		employers: [
			{
				name: "Nordwerk Maschinenbau GmbH",
				took: "7 Jahre 3 Monate",
				roles: [
					{
						title: "Teamleiter Einkauf",
						from: "Juli 2021",
						to: "Present",
						took: "5 Jahre",
						place: "Bielefeld",
						text: ["Verantwortung für acht Einkäufer und ein Volumen von 40 Mio. Euro."],
						truth: ["2021-07"],
					},
					{
						title: "Strategischer Einkäufer",
						from: "April 2019",
						to: "Juni 2021",
						took: "2 Jahre 3 Monate",
						place: "Bielefeld",
						truth: ["2019-04", "2021-06"],
					},
				],
			},
			{
				name: "Kessler & Sohn KG",
				roles: [
					{
						title: "Einkäufer",
						from: "September 2014",
						to: "März 2019",
						took: "4 Jahre 7 Monate",
						place: "Gütersloh",
						truth: ["2014-09", "2019-03"],
					},
				],
			},
		],
		schools: [
			{
				name: "Fachhochschule Bielefeld",
				degree: "Bachelor of Arts",
				area: "Betriebswirtschaftslehre",
				years: "2010 - 2014",
			},
		],
	},
	{
		language: "fr",
		name: "Maëlle Carpentier",
		headline: "Responsable logistique chez Trans'Ouest",
		place: "Rennes, Bretagne, France",
		email: "maelle.carpentier@example.org",
		skills: ["Gestion des stocks", "WMS", "Lean management"],
		languages: [
			["Français", "Native or Bilingual"],
			["Espagnol", "Professional Working"],
		],
		certificates: [],
		summary: "Dix ans dans la logistique du froid, du quai à la direction de site.",
		employers: [
			{
				name: "Trans'Ouest",
				took: "5 ans 6 mois",
				roles: [
					{
						title: "Responsable logistique",
						from: "janvier 2023",
						to: "Present",
						took: "3 ans 6 mois",
						place: "Rennes, Bretagne, France",
						truth: ["2023-01"],
					},
					{
						title: "Cheffe d'équipe",
						from: "janvier 2021",
						to: "décembre 2022",
						took: "2 ans",
						place: "Rennes, Bretagne, France",
						text: ["Encadrement de douze caristes."],
						truth: ["2021-01", "2022-12"],
					},
				],
			},
			{
				name: "Froid Express",
				roles: [
					{
						title: "Agente d'exploitation",
						from: "mai 2016",
						to: "décembre 2020",
						took: "4 ans 8 mois",
						place: "Nantes",
						truth: ["2016-05", "2020-12"],
					},
				],
			},
		],
		schools: [
			{ name: "Université de Rennes", degree: "Licence professionnelle", area: "Logistique", years: "2013 - 2016" },
		],
	},
	{
		language: "en",
		name: "Rafael Quispe Alarcón",
		headline: "Data Engineer",
		place: "Austin, Texas, United States",
		email: "rafael.quispe@example.org",
		skills: ["Apache Spark", "Python", "dbt"],
		languages: [["Spanish", "Native or Bilingual"]],
		certificates: ["AWS Certified Data Engineer - Associate"],
		employers: [
			{
				name: "Prairie Analytics, Inc.",
				roles: [
					{
						title: "Data Engineer",
						from: "June 2019",
						to: "Present",
						took: "7 years 1 month",
						place: "Austin, Texas Area",
						text: [
							"Pipelines in Spark and dbt for retail customers across the country, from the source to the report.",
						],
						truth: ["2019-06"],
					},
				],
			},
			{
				name: "City of Lubbock",
				roles: [
					{
						title: "Database Analyst",
						from: "February 2015",
						to: "May 2019",
						took: "4 years 4 months",
						place: "Lubbock, Texas",
						truth: ["2015-02", "2019-05"],
					},
				],
			},
		],
		schools: [
			{ name: "Texas Tech University", degree: "Master of Science", area: "Computer Science", years: "2013 - 2015" },
			{ name: "Texas Tech University", degree: "Bachelor of Science", area: "Mathematics", years: "2009 - 2013" },
		],
	},
];
