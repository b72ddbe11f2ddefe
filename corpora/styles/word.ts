/** Resumes as Word's own templates and their users lay them out; texts carry marks (see marks.ts). */
import { Document, Header, Packer, type Paragraph, Textbox } from "docx";
import { TruthReader } from "./marks.ts";
import { boxed, centred, h, h2, hanging, li, type Page, p, tabbed, table, title } from "./word-page.ts";

type Show = (text: string) => string;

/** File name without its end, as `layout.language`, to the page. */
export const WORD_RESUMES: Readonly<Record<string, (s: Show) => Page>> = {
	"word-chronological.en": (s) => ({
		children: [
			title(s("[[n|Hollis Grantham]]")),
			p(
				s(
					"4567 Main Street, [[c|Buffalo]], New York 98052 | [[p|(716) 555-0100|+17165550100]] | [[m|hollis@grantham.example]] | www.linkedin.com/in/hgrantham-example",
				),
			),
			p("Friendly and engaging team player able to inspire staff to perform their best. Seasoned restaurant manager."),
			h("Experience"),
			p(s("[[w]][[d|January 2022 – Present|2022-01|]]")),
			p(s("**[[t|Restaurant Manager]]** | [[e|Contoso Bar and Grill]] | Buffalo, NY")),
			li("Recruit, hire, train and coach over 30 staff members"),
			li("Reduced costs by 7% through controls on overtime"),
			p(s("[[w]][[d|June 2018 – December 2021|2018-06|2021-12]]")),
			p(s("**[[t|Assistant Manager]]** | [[e|Fourth Coffee Bistro]] | Niagara Falls, NY")),
			li("Increased sales of food and beverages by 14%"),
			h("Education"),
			p(
				s(
					"[[u]]**[[g|B.S.]] in [[a|Business Administration]]** | [[d|June 2018||2018-06]] | [[i|Bigtown College]], Buffalo, NY",
				),
			),
			p(
				s(
					"[[u]]**[[g|A.A.]] in [[a|Hospitality Management]]** | [[d|June 2016||2016-06]] | [[i|Bigtown College]], Buffalo, NY",
				),
			),
			h("Skills & Abilities"),
			table(
				[4500, 4500],
				[
					[
						[li(s("[[S|Accounting]]")), li(s("[[S|Budgeting]]"))],
						[li(s("[[S|POS systems]]")), li(s("[[S|Food safety]]"))],
					],
				],
			),
			h("Activities and Interests"),
			p("Theatre, environmental conservation, art, hiking, skiing, travel"),
		],
	}),
	"word-sidebar-table.en": (s) => ({
		children: [
			table(
				[3000, 6000],
				[
					[
						[
							p(s("**[[n|Ludmila Prochazka-Wynn]]**")),
							p("Pharmacist"),
							p("**CONTACT**"),
							p(s("[[p|(919) 555-0126|+19195550126]]")),
							p(s("[[m|ludmila.pw@example.org]]")),
							p(s("[[c|Durham]], NC")),
							p("**SKILLS**"),
							p(s("[[S|Sterile compounding]]")),
							p(s("[[S|Anticoagulation]]")),
							p(s("[[S|Epic Willow]]")),
							p("**LICENSES**"),
							p(s("[[z|Registered Pharmacist]], North Carolina")),
							p("**LANGUAGES**"),
							p(s("[[l|English]], [[l|Czech]]")),
						],
						[
							p("**PROFILE**"),
							p("Clinical pharmacist with eleven years in teaching hospitals."),
							p("**EXPERIENCE**"),
							p(s("[[w]]**[[t|Clinical Pharmacist]]**")),
							p(s("[[e|Carolina Memorial Hospital]] • [[d|08/2017 – Present|2017-08|]]")),
							li("Rounds with the cardiac surgery team"),
							li("Precepts six students a year"),
							p(s("[[w]]**[[t|Staff Pharmacist]]**")),
							p(s("[[e|Walgreens]] • [[d|06/2014 – 07/2017|2014-06|2017-07]]")),
							li("Filled 350 prescriptions a day"),
							p("**EDUCATION**"),
							p(s("[[u]]**[[g|Doctor of Pharmacy]]**")),
							p(s("[[i|UNC Eshelman School of Pharmacy]] • [[d|2010 – 2014|2010|2014]]")),
						],
					],
				],
				false,
				"DDE6EE",
			),
		],
	}),
	"word-textboxes.en": (s) => ({
		children: [
			new Textbox({
				alignment: "left",
				children: boxed(s("[[n|Barnaby Achterberg]]\nCivil Engineer, P.E.")),
				style: { width: "400pt", height: "60pt" },
			}),
			new Textbox({
				alignment: "left",
				children: boxed(
					s("[[m|b.achterberg@example.com]]\n[[p|+1 303 555 0191|+13035550191]]\n[[c|Denver]], CO 80203"),
				),
				style: { width: "200pt", height: "60pt" },
			}),
			h("Professional experience"),
			tabbed(s("[[w]]**[[e|Front Range Bridges, LLC]]**\t[[d|2016 – present|2016|]]")),
			p(s("[[t|Structural Engineer]]")),
			li("Load rating of 60 county bridges"),
			tabbed(s("[[w]]**[[e|Colorado DOT]]**\t[[d|2011 – 2016|2011|2016]]")),
			p(s("[[t|Engineer-in-Training]]")),
			li("Inspected culverts in four counties"),
			h("Education"),
			tabbed(s("[[u]]**[[i|Colorado School of Mines]]**\t[[d|2007 – 2011|2007|2011]]")),
			p(s("[[g|B.S.]], [[a|Civil Engineering]]")),
			h("Licenses"),
			p(s("[[z|Professional Engineer]], Colorado")),
			h("Software"),
			p(s("[[S|AASHTOWare BrR, MicroStation, RISA-3D]]")),
		],
	}),
	"word-tabellarisch.de": (s) => ({
		children: [
			centred("**Lebenslauf**", 32),
			h("Angaben zur Person"),
			hanging(s("Name:\t[[n|Sieglinde Auerhammer]]")),
			hanging(s("Adresse:\tObere Gasse 3, 94032 [[c|Passau]]")),
			hanging(s("Telefon:\t[[p|0851 23125 44|+498512312544]]")),
			hanging(s("E-Mail:\t[[m|auerhammer@example.de]]")),
			hanging("Geburtsdatum:\t09.11.1983"),
			h("Berufspraxis"),
			hanging(
				s(
					"[[w]][[d|03/2015 – heute|2015-03|]]\t**[[t|Steuerfachangestellte]]**\n[[e|Kanzlei Dr. Wimmer & Partner mbB]], Passau\nErstellung von Jahresabschlüssen\nLohn- und Finanzbuchhaltung",
				),
			),
			hanging(
				s(
					"[[w]][[d|09/2005 – 02/2015|2005-09|2015-02]]\t**[[t|Buchhalterin]]**\n[[e|Donaukies AG]], Vilshofen\nDebitoren und Kreditoren",
				),
			),
			h("Ausbildung"),
			hanging(
				s(
					"[[u]][[d|2002 – 2005|2002|2005]]\t[[g|Ausbildung]] zur [[a|Steuerfachangestellten]]\n[[i|Berufsschule Passau]]",
				),
			),
			hanging(s("[[u]][[d|2002||2002]]\t[[g|Mittlere Reife]], [[i|Realschule Vilshofen]]")),
			h("Weitere Kenntnisse"),
			hanging(s("EDV:\t[[S|DATEV, Excel, Lexware]]")),
			hanging(s("Sprachen:\t[[l|Englisch]] (gut), [[l|Tschechisch]] (Grundkenntnisse)")),
		],
	}),
	"word-letterhead.nl": (s) => ({
		header: [
			centred(s("**[[n|Marijke Hoogendoorn]]**"), 36),
			centred(s("[[c|Utrecht]] | [[p|030 555 01 23|+31305550123]] | [[m|marijke@hoogendoorn.example]]")),
		],
		children: [
			h("Profiel"),
			p("Ervaren docent Engels met een passie voor toneel."),
			h("Werkervaring"),
			tabbed(s("[[w]]**[[t|Docent Engels]]**, [[e|Christelijk Lyceum Zeist]]\t[[d|aug. 2016 – heden|2016-08|]]")),
			li("Lessen aan de bovenbouw havo en vwo"),
			tabbed(s("[[w]]**[[t|Medewerker klantenservice]]**, [[e|Bol.com]]\t[[d|jan. 2014 – jul. 2016|2014-01|2016-07]]")),
			h("Opleiding"),
			tabbed(s("[[u]]**[[g|Master]] [[a|Engels]]**, [[i|Universiteit Utrecht]]\t[[d|2012 – 2014|2012|2014]]")),
			tabbed(
				s(
					"[[u]]**[[g|Bachelor]] [[a|Engelse taal en cultuur]]**, [[i|Universiteit Leiden]]\t[[d|2009 – 2012|2009|2012]]",
				),
			),
			h("Talen"),
			p(s("[[l|Nederlands]]: moedertaal, [[l|Engels]]: vloeiend, [[l|Frans]]: basis")),
		],
	}),
	"word-nested.fr": (s) => ({
		children: [
			table(
				[9000],
				[
					[
						[
							centred(s("**[[n|Gaspard Lenoir-Thibault]]**"), 30),
							centred("Chef de chantier"),
							centred(s("[[c|Grenoble]] – [[p|06 12 34 77 21|+33612347721]] – [[m|gaspard.lt@example.fr]]")),
						],
					],
					[
						[
							p("**EXPÉRIENCES PROFESSIONNELLES**"),
							table(
								[2200, 6800],
								[
									[
										[p(s("[[w]][[d|2018 – aujourd'hui|2018|]]"))],
										[
											p(s("**[[t|Chef de chantier]]** – [[e|Alpes Gros Œuvre SAS]], Grenoble")),
											li("Encadrement de 15 compagnons"),
											li("Suivi du planning et des livraisons"),
										],
									],
									[
										[p(s("[[w]][[d|2012 – 2018|2012|2018]]"))],
										[p(s("**[[t|Maçon coffreur]]** – [[e|Entreprise Bordier]], Voiron"))],
									],
								],
							),
						],
					],
					[
						[
							p("**FORMATION**"),
							table(
								[2200, 6800],
								[[[p(s("[[u]][[d|2010 – 2012|2010|2012]]"))], [p(s("[[g|BP]] [[a|Maçon]], [[i|CFA de Grenoble]]"))]]],
							),
						],
					],
					[[p("**COMPÉTENCES**"), p(s("[[S|Lecture de plans, Implantation, CACES R482]]"))]],
				],
				true,
			),
		],
	}),
	"word-one-line.pt": (s) => ({
		children: [
			title(s("[[n|Benedita Sarmento Lobo]]")),
			p(
				s(
					"Rua do Almada, 210, 4050-032 [[c|Porto]], Portugal · [[p|912 345 678|+351912345678]] · [[m|benedita.lobo@example.pt]]",
				),
			),
			h("Experiência profissional"),
			p(
				s(
					"[[w]]**[[d|03/2019 – presente|2019-03|]]: [[t|Gestora de produto]], [[e|Cortiça Norte, S.A.]], Santa Maria da Feira**",
				),
			),
			li("Lançamento de uma linha de pavimentos"),
			p(
				s(
					"[[w]]**[[d|09/2014 – 02/2019|2014-09|2019-02]]: [[t|Técnica de marketing]], [[e|Vinhos Aldeia Velha, Lda.]], Vila Nova de Gaia**",
				),
			),
			li("Feiras internacionais e catálogos"),
			h("Formação académica"),
			p(
				s(
					"[[u]][[d|2009 – 2014|2009|2014]]: [[g|Mestrado]] em [[a|Gestão Comercial]], [[i|Faculdade de Economia do Porto]]",
				),
			),
			h("Competências"),
			p(s("[[S|Salesforce; Power BI; Adobe InDesign|Salesforce,Power BI,Adobe InDesign]]")),
			h("Línguas"),
			p(s("[[l|Português]] (materna); [[l|Inglês]] (C1); [[l|Espanhol]] (B2)")),
		],
	}),
	"word-headings.sv": (s) => ({
		children: [
			title("Meritförteckning"),
			p(
				s(
					"**[[n|Torbjörn Ekdahl]]**\nBjörkvägen 14, 352 46 [[c|Växjö]]\nMobil: [[p|070-174 06 12|+46701740612]]\nE-post: [[m|torbjorn.ekdahl@example.se]]",
				),
			),
			h("Anställningar"),
			h2(s("[[w]][[t|Produktionsledare]], [[e|Smålandsfönster AB]]")),
			p(s("[[d|2017-03 – pågående|2017-03|]]\nLeder två skift med 24 medarbetare.")),
			h2(s("[[w]][[t|CNC-operatör]], [[e|Lammhults Snickeri]]")),
			p(s("[[d|2009-08 – 2017-02|2009-08|2017-02]]\nProgrammering och ställning av fräsar.")),
			h("Utbildning"),
			h2(s("[[u]][[g|Yrkeshögskoleexamen]], [[a|Produktionsteknik]]")),
			p(s("[[i|Yrkeshögskolan i Växjö]], [[d|2007 – 2009|2007|2009]]")),
			h("Språkkunskaper"),
			p(s("[[l|Svenska]] (modersmål), [[l|Engelska]] (flytande)")),
		],
	}),
};

export interface WordFile {
	readonly bytes: Uint8Array;
	readonly truth: TruthReader["truth"];
}

export async function wordFile(name: string): Promise<WordFile> {
	const reader = new TruthReader((text) => text.replaceAll("**", ""));
	const { children, header } = (WORD_RESUMES[name] as (s: Show) => Page)((text) => reader.show(text));
	const document = new Document({
		sections: [
			{
				properties: {},
				...(header === undefined
					? {}
					: { headers: { default: new Header({ children: [...(header as Paragraph[])] }) } }),
				children: [...(children as Paragraph[])],
			},
		],
	});
	return { bytes: await Packer.toBuffer(document), truth: reader.truth };
}
