import type { FreeCase } from "./fixtures-free.ts";

/** Resumes as people write them. All persons, firms and schools are invented. */
export const ROMANCE_RESUMES: readonly FreeCase[] = [
	{
		what: "a French resume with dates in words",
		language: "fr",
		text: `Bastien LEMOINE
32 ans, célibataire
Nationalité française
14 avenue Foch, 44000 Nantes
Tél. : 06 98 76 54 32
Mél : bastien.lemoine@example.fr

EXPÉRIENCES PROFESSIONNELLES

Depuis mars 2019 : Technicien de maintenance, Ateliers Bretons, Nantes
  • Maintenance préventive et corrective
De septembre 2013 à février 2019 : Électromécanicien, Conserveries Atlantique SA, Lorient
  • Dépannage des lignes

DIPLÔMES ET FORMATIONS
2013 : BTS Maintenance des systèmes, Lycée Livet, Nantes

COMPÉTENCES INFORMATIQUES
Excel, AutoCAD, GMAO

LANGUES
Anglais : intermédiaire
Espagnol : notions

CENTRES D'INTÉRÊT
Voile, cuisine
`,
		name: "Bastien LEMOINE",
		email: "bastien.lemoine@example.fr",
		phone: "+33698765432",
		city: "Nantes",
		work: [
			"Technicien de maintenance @ Ateliers Bretons 2019-03..now",
			"Électromécanicien @ Conserveries Atlantique SA 2013-09..2019-02",
		],
		education: ["Lycée Livet 2013"],
		skills: ["Excel", "AutoCAD", "GMAO"],
		languages: ["Anglais", "Espagnol"],
		personal: ["32 ans", "célibataire"],
	},
	{
		what: "an Italian resume with labels in its entries",
		language: "it",
		text: `CURRICULUM VITAE

INFORMAZIONI PERSONALI
Nome: Lorenzo Bassani
Indirizzo: Corso Francia 88, 10143 Torino
Telefono: +39 340 765 4321
E-mail: lorenzo.bassani@example.it
Data di nascita: 18 aprile 1985
Nazionalità: Italiana

ESPERIENZA LAVORATIVA
Date (da – a): da maggio 2016 ad oggi
Datore di lavoro: Officine Sabaude S.r.l.
Posizione: Progettista meccanico

Date (da – a): da ottobre 2010 ad aprile 2016
Datore di lavoro: Studio Tecnico Alpino
Posizione: Disegnatore CAD

ISTRUZIONE
Luglio 2010 Laurea in Ingegneria Meccanica, Politecnico di Torino

COMPETENZE TECNICHE
SolidWorks, Catia, Ansys

LINGUE
Inglese: ottimo
Francese: scolastico
`,
		name: "Lorenzo Bassani",
		email: "lorenzo.bassani@example.it",
		phone: "+393407654321",
		city: "Torino",
		work: [
			"Progettista meccanico @ Officine Sabaude S.r.l. 2016-05..now",
			"Disegnatore CAD @ Studio Tecnico Alpino 2010-10..2016-04",
		],
		education: ["Politecnico di Torino 2010-07"],
		skills: ["SolidWorks", "Catia", "Ansys"],
		languages: ["Inglese", "Francese"],
		personal: ["18 aprile 1985"],
	},
	{
		what: "a Spanish resume with desde and hasta",
		language: "es",
		text: `Javier Ormaechea Ruiz
DNI: 87654321X
Fecha de nacimiento: 2 de mayo de 1991 (Bilbao)
Gran Vía 40, 48009 Bilbao (Vizcaya)
Móvil: 655 43 21 09 - javier.ormaechea@example.es

EXPERIENCIA LABORAL
Desde abril de 2018 hasta la actualidad: Jefe de obra en Construcciones Nervión S.A.
- Dirección de obras de edificación
De enero de 2014 a marzo de 2018: Técnico de obra en Obras Cantábricas S.L.
- Control de costes

FORMACIÓN ACADÉMICA
2009-2013 Grado en Ingeniería Civil, Universidad de Vasconia

IDIOMAS
Castellano: nativo. Euskera: B2. Inglés: C1.

INFORMÁTICA
AutoCAD, Presto, MS Project
`,
		name: "Javier Ormaechea Ruiz",
		email: "javier.ormaechea@example.es",
		phone: "+34655432109",
		city: "",
		work: [
			"Jefe de obra @ Construcciones Nervión S.A. 2018-04..now",
			"Técnico de obra @ Obras Cantábricas S.L. 2014-01..2018-03",
		],
		education: ["Universidad de Vasconia 2013"],
		skills: ["AutoCAD", "Presto", "MS Project"],
		languages: ["Castellano", "Euskera", "Inglés"],
		personal: ["87654321X", "2 de mayo de 1991"],
	},
	{
		what: "a Brazilian resume with labels in its entries",
		language: "pt",
		text: `Rafael Monteiro da Silva
Brasileiro, casado, 35 anos
Rua XV de Novembro, 150 - Curitiba/PR
Celular: (41) 99876-5432
E-mail: rafael.monteiro@example.com.br

OBJETIVO
Atuar na área de logística.

EXPERIÊNCIA PROFISSIONAL
Paraná Transportes Ltda.
Cargo: Coordenador de logística
Período: 03/2019 até o momento
Atividades: gestão de frota e equipe.

Distribuidora Araucária S/A
Cargo: Assistente de logística
Período: 01/2013 a 02/2019

FORMAÇÃO ACADÊMICA
Bacharelado em Administração - Universidade Federal do Iguaçu - Conclusão em 12/2012

IDIOMAS
Inglês intermediário
Espanhol básico

INFORMÁTICA
Excel, SAP, Power BI
`,
		name: "Rafael Monteiro da Silva",
		email: "rafael.monteiro@example.com.br",
		phone: "+5541998765432",
		city: "Curitiba",
		work: [
			"Coordenador de logística @ Paraná Transportes Ltda. 2019-03..now",
			"Assistente de logística @ Distribuidora Araucária S/A 2013-01..2019-02",
		],
		education: ["Universidade Federal do Iguaçu 2012-12"],
		skills: ["Excel", "SAP", "Power BI"],
		languages: ["Inglês", "Espanhol"],
		personal: ["casado", "35 anos"],
	},
];
