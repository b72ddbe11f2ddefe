import type { FreeCase } from "./fixtures-free.ts";

/** Resumes as people write them. All persons, firms and schools are invented. */
export const NORTHERN_RESUMES: readonly FreeCase[] = [
	{
		what: "a German tabular resume",
		language: "de",
		text: `Lebenslauf

Persönliche Daten
Name: Thorsten Brinkmeier
Geburtsdatum / -ort: 03.02.1984, Kassel
Familienstand: ledig
Staatsangehörigkeit: deutsch
Anschrift: Wilhelmsstraße 9, 34117 Kassel
Telefon: 0561 123456
E-Mail: t.brinkmeier@example.de

Berufstätigkeit
seit 04/2018    Fertigungsleiter
                Nordhessische Metallwerke GmbH, Kassel
09/2008 – 03/2018    Industriemechaniker
                     Fulda Getriebebau AG, Baunatal

Schul- und Berufsausbildung
08/2004 – 07/2008    Ausbildung zum Industriemechaniker
                     Fulda Getriebebau AG, Baunatal

EDV-Kenntnisse
SAP PP, SolidWorks, MS Office

Sprachkenntnisse
Deutsch (Muttersprache), Englisch (gut)

Kassel, den 12.05.2026
`,
		name: "Thorsten Brinkmeier",
		email: "t.brinkmeier@example.de",
		phone: "+49561123456",
		city: "Kassel",
		work: [
			"Fertigungsleiter @ Nordhessische Metallwerke GmbH 2018-04..now",
			"Industriemechaniker @ Fulda Getriebebau AG 2008-09..2018-03",
		],
		education: ["Fulda Getriebebau AG 2008-07"],
		skills: ["SAP PP", "SolidWorks", "MS Office"],
		languages: ["Deutsch", "Englisch"],
		personal: ["03.02.1984", "ledig"],
	},
	{
		what: "a Dutch resume with labels in its entries",
		language: "nl",
		text: `Curriculum Vitae

Personalia
Naam: Femke Hoogland
Adres: Molenweg 12, 7511 AB Enschede
Telefoon: 06-87654321
E-mail: femke.hoogland@example.nl
Geboortedatum: 4 juni 1990
Burgerlijke staat: samenwonend

Werkervaring
Functie: HR-adviseur
Werkgever: Twentse Zorggroep, Enschede
Periode: maart 2018 - heden

Functie: Recruiter
Werkgever: Uitzendbureau De Brug B.V.
Periode: aug. 2013 t/m febr. 2018

Opleidingen
2009 - 2013 HBO Personeel en Arbeid, Hogeschool Oost

Talen
Nederlands moedertaal
Engels goed in woord en geschrift

Computervaardigheden
AFAS, Excel, SuccessFactors
`,
		name: "Femke Hoogland",
		email: "femke.hoogland@example.nl",
		phone: "+31687654321",
		city: "Enschede",
		work: ["HR-adviseur @ Twentse Zorggroep 2018-03..now", "Recruiter @ Uitzendbureau De Brug B.V. 2013-08..2018-02"],
		education: ["Hogeschool Oost 2013"],
		skills: ["AFAS", "Excel", "SuccessFactors"],
		languages: ["Nederlands", "Engels"],
		personal: ["4 juni 1990", "samenwonend"],
	},
	{
		what: "a Swedish resume with t.o.m.",
		language: "sv",
		text: `Meritförteckning
Erik Lindahl
Född: 1986-07-22
Adress: Ringvägen 21, 118 67 Stockholm
Tel: 070-555 12 34
E-post: erik.lindahl@example.se

Anställningar
2019-02 – tills vidare    Lagerchef, Nordfrakt AB, Stockholm
2012-08 – t.o.m. 2019-01    Truckförare, Mälarlogistik AB, Södertälje

Utbildning
2009-08 – 2012-06    Yrkeshögskoleexamen i logistik, Södertörns yrkeshögskola

Körkort
B, truckkort A+B

Språk
Svenska: modersmål
Engelska: mycket god

Datakunskaper
SAP, Excel, Power BI
`,
		name: "Erik Lindahl",
		email: "erik.lindahl@example.se",
		phone: "+46705551234",
		city: "Stockholm",
		work: ["Lagerchef @ Nordfrakt AB 2019-02..now", "Truckförare @ Mälarlogistik AB 2012-08..2019-01"],
		education: ["Södertörns yrkeshögskola 2012-06"],
		skills: ["SAP", "Excel", "Power BI"],
		languages: ["Svenska", "Engelska"],
		personal: ["1986-07-22"],
	},
	{
		what: "a Polish resume with inflected months",
		language: "pl",
		text: `CURRICULUM VITAE

DANE OSOBOWE
Imię i nazwisko: Tomasz Kaczmarski
Data urodzenia: 5 maja 1988 r.
Stan cywilny: żonaty
Adres: ul. Polna 4, 61-001 Poznań
Tel. kom.: 602 345 678
E-mail: tomasz.kaczmarski@example.pl

DOŚWIADCZENIE ZAWODOWE
od stycznia 2017 do chwili obecnej
Kierownik zmiany
Zakłady Mięsne Warta S.A., Poznań
- nadzór nad produkcją
od czerwca 2011 do grudnia 2016
Operator maszyn
Drukarnia Orzeł Sp. z o.o., Gniezno
- obsługa maszyn drukarskich

WYKSZTAŁCENIE
październik 2007 – czerwiec 2011
Politechnika Wielkopolska
inżynier, Mechanika i budowa maszyn

JĘZYKI OBCE
angielski – dobry
niemiecki – podstawowy

UMIEJĘTNOŚCI
AutoCAD, Excel, SAP
Wyrażam zgodę na przetwarzanie moich danych osobowych dla potrzeb niezbędnych do realizacji procesu rekrutacji.
`,
		name: "Tomasz Kaczmarski",
		email: "tomasz.kaczmarski@example.pl",
		phone: "+48602345678",
		city: "Poznań",
		work: [
			"Kierownik zmiany @ Zakłady Mięsne Warta S.A. 2017-01..now",
			"Operator maszyn @ Drukarnia Orzeł Sp. z o.o. 2011-06..2016-12",
		],
		education: ["Politechnika Wielkopolska 2011-06"],
		skills: ["AutoCAD", "Excel", "SAP"],
		languages: ["angielski", "niemiecki"],
		personal: ["5 maja 1988", "żonaty"],
	},
	{
		what: "a Turkish resume with labels set apart",
		language: "tr",
		text: `ÖZGEÇMİŞ

Adı Soyadı      : Burak Yıldırımoğlu
Doğum Tarihi    : 12.03.1990
Medeni Hali     : Bekar
Askerlik Durumu : Tecilli
Adres           : Atatürk Mah. Gül Sok. No:5 Çankaya/Ankara
Telefon         : 0505 111 22 33
E-posta         : burak.yildirimoglu@example.com

İŞ TECRÜBESİ
Şubat 2020 - Devam Ediyor
Baskent Yazılım A.Ş. / Ankara
Yazılım Geliştirme Uzmanı
Temmuz 2014 - Ocak 2020
Ege Bilişim Ltd. Şti. / İzmir
Yazılım Mühendisi

EĞİTİM BİLGİLERİ
2009 - 2014
Hacıbayram Üniversitesi
Bilgisayar Mühendisliği, Lisans

BİLGİSAYAR BİLGİSİ
C#, .NET, SQL Server

YABANCI DİL
İngilizce - İleri
`,
		name: "Burak Yıldırımoğlu",
		email: "burak.yildirimoglu@example.com",
		phone: "+905051112233",
		city: "Ankara",
		work: [
			"Yazılım Geliştirme Uzmanı @ Baskent Yazılım A.Ş. 2020-02..now",
			"Yazılım Mühendisi @ Ege Bilişim Ltd. Şti. 2014-07..2020-01",
		],
		education: ["Hacıbayram Üniversitesi 2014"],
		skills: ["C#", ".NET", "SQL Server"],
		languages: ["İngilizce"],
		personal: ["12.03.1990", "Tecilli"],
	},
];
