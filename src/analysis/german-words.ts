/**
 * Words that German compounds of working life are made of, folded, in the nominative: what people are, where they work, at what and with
 * what. A compound is listed only where its parts do not say what it is (Handwerk, Kunststoff).
 */
export const GERMAN_WORDS = `
abbruch abend abfall abfertigung abgabe abgas abgeordnete abkommen ablage ablauf abnahme abrechner abrechnung absatz
abschluss abschnitt absicherung absprache abstimmung abteilung abwasser abweichung abwickler abwicklung achse acker
administration administrator adresse agent agentur agrar akademie akkord akku akquise akquisiteur akquisition akte
aktie aktion akustik akustiker akzeptanz alarm algorithmus allianz alltag alten alter aluminium ambulanz amt analyse
analyst analytik analytiker anasthesie anderung anfertigung anforderung anfrage angebot angehorige angestellte
angestellter anglistik animateur anlage anlagen anmeldung annahme anpassung anreiz anschluss anschrift ansprache
ansprechpartner anspruch anstalt anteil antenne antrag antrieb anwalt anwaltin anweisung anwender anwendung
anwesenheit anzeige anzeigen apotheke apotheker app apparat aquakultur arbeit arbeiter arbeitgeber arbeitnehmer
architekt architektur archiv archivar arznei arzt arztin asbest asphalt assistent assistenz asyl atelier atem atmung
atom audio audiologe audit auditor aufbau aufbereiter aufbereitung aufenthalt aufgabe aufgaben aufklarung auflage
aufnahme aufsicht aufstellung auftrag auftritt aufwand aufzug auge augen auktion ausbau ausbildung ausgabe ausgang
ausgleich aushilfe auskunft ausland auslieferung ausrichtung ausrustung ausschreibung ausschuss ausstattung
ausstellung austritt auswahl auswertung auszeichnung auszubildende auszubildenden auszubildender autismus auto automat
automaten automation automatisierung automobil autor avionik azubi bachelor backer backerei bad bader bagger bahn
bahnhof balkon ball ballett bank banker batterie bau bauer baum beamte beamten beamter bearbeiter bearbeitung
beauftragte beauftragter bedarf bediener bedienung bedingung bedurfnis beginn begleiter begleitung begriff begrundung
behalter behandlung behinderten behinderung behorde beispiel beitrag bekampfung bekleidung belastung beleg beleuchtung
benchmark benutzer beobachtung berater beratung berechnung berechtigung bereich bereiter bereitschaft bereitstellung
bergbau bericht berichter beruf beschaffung beschaftigung beschichter beschichtung beschluss beschreibung beschriftung
beschwerde beseitigung besetzung besprechung bestand bestandigkeit bestattung bestellung bestimmung bestreben besuch
beteiligung beton betrachtung betreiber betreuer betreuung betrieb betrug bevolkerung bewasserung bewegung bewerber
bewerbung bewerter bewertung bewirtschaftung bewohner beziehung beziehungen bezirk bibliothek bibliothekar biege biene
bier bilanz bilanzierung bild bildner bildung bindung biologe biologie blatt blech blut boden bohr bonus boot bord
borse bote branche brand bremse brief broker brot brucke brunnen buch bucher buchfuhrung buchhalter buchhaltung
buchung budget buhne bund burg burger buro bus cafe casting catering center charakter charta chef chemie chemikalie
chemiker chip chirurg chirurgie chronik client cloud coach code computer concierge container controller controlling
crew cutter dach dame darlehen datei daten debitoren debugging decke decker dekan demenz deponie depot dermatologe
design designer desinfektion detektiv developer devisen diabetes diagnose diagnostik dialog dialyse diat dichte dienst
diesel digitalisierung dimension diplom direktion direktor disponent disposition distribution disziplin doktorand
dokument dokumentation dolmetscher dozent draht dreh dreher drogen drogerie druck druckerei durchfuhrung dynamik
edelstein effizienz ehe eigentum eigentumer eignung einarbeitung einfuhrung eingabe eingang einheit einkauf einkaufer
einkommen einrichter einrichtung einsatz einsparung einstellung einstieg eintritt einweisung einwohner eisen elektrik
elektriker elektro elektronik elektroniker element eltern empfang empfehlung ende endoskopie energie engineer
entbindung entgelt entlassung entlastung entsendung entsorgung entspannung entstehung entwickler entwicklung entwurf
erde erdol erfahrung erfasser erfassung erfolg ergebnis ergebnisse ergo ergonomie erhaltung erhebung erkenntnis
erkennung erlebnis erlos ermittler ernahrung ernte eroffnung erprobung ersatz erstattung erstellung ertrag erweiterung
erwerb erzeugung erzieher erziehung essen estrich etage etat ethik evaluator evangelist event examen existenz
expansion experte exploration export fabrik fachfrau fachleute fachmann fahigkeit fahrer fahrkarte fahrrad fahrt
fahrzeug faktor fall falle familie farbe faser fassade fehler feld fenster ferien fern fernsehen fertigkeit
fertigstellung fertigung festival festlegung feuchtigkeit feuer feuerwehr filiale film finanz finanzen finanzierung
firma firmen fisch fischerei fitness flache fleisch fleischer fleischerei flieger fliesen flotte fluchtling
fluchtlinge flugzeug folge folie fonds forder forderer forderung form format formen formular formulierung forscher
forschung forst fortbildung fortschritt foto fotograf fotografie fracht frage fragen franchise fras fraser frauen
freigabe freiheit freiwillige freiwilligen freizeit fremden friedhof friseur frist frucht fuhrer fuhrpark fuhrung funk
funktion fuss gabel galerie gang garten gartner gas gast gaste gaststatte gebarden gebaude gebiet gebrauch gebuhr
geburt gefahr gefangnis gefass gegenstand gehalt gelande geld gemalde gemeinde gemeinschaft gemeinwesen gemuse
genehmigung genossenschaft geografie geologe gepack gerat gerate geriatrie gericht germanistik gerust gesang geschaft
geschichte geselle gesellschaft gesellschafter gesetz gesetzgebung gesicht gesprach gestalter gestaltung gestein
gesundheit getranke getreide getriebe gewahrleistung gewalt gewerbe gewerkschaft gewicht gewinn gewinnung giess
giesserei gitarre glas glaubiger gleichstellung gleis gold golf grabung grad grafik gremium grenze grunder grundlage
grundstuck gruppe gummi guss gut gutachter guter gymnasium haar hafen haftung halle hals halter hand handel handler
handlung handwerk handy hardware haus haushalt haut hebamme heft heil heim heizung helfer helikopter herde hersteller
herstellung herz hilfe hinweis hirn hobby hochfrequenz hochschule hochvolt hochzeit hof hohe holding holz hor hort
hospiz hotel hubschrauber huf hund huter hutte hydraulik hygiene hygieniker idee identitat image immission immobilie
immobilien implementierung import individual industrie infektion informatik informatiker information infrastruktur
ingenieur inhaber inhalt inkasso inklusion inland innovation insolvenz inspektion inspektor installateur installation
instandhaltung instanz institut instrument integration integrator integritat intensiv interesse interim internat
internet intervention intranet inventur invest investition investment isolierung jagd jager jahr jahrgang job
journalismus journalist jugend jura jurist justiz kabel kabine kaffee kalkulation kalte kamin kammer kampagne kanal
kandidat kandidaten kantine kanzlei kapazitat kapital kapitan kardiologe kardiologie karosserie karriere karte kartell
karten kasse kassierer kategorie kauffrau kaufhaus kaufleute kaufmann kaution kautschuk kellerei kellner kenntnis
kenntnisse kennzahl keramik kern kessel kette kiefer kind kinder kino kiosk kirche kita klang klasse klassen klausel
klavier kleb kleidung klempner klient klima klinik klinikum knochen koch kochin kohle kolleg kollege komfort kommissar
kommission kommissionierung kommune kommunikation kompetenz komplex komponente komponist konditor konditorei konferenz
konfiguration konflikt kongress konserve konstrukteur konstruktion kontakt konten kontinuitat konto kontrolle
kontrolleur konzentration konzept konzeption konzern konzert kooperation koordination koordinator kopf kopie korrektur
korrespondent korrosion kosmetik kosmetiker kosten kostum kraft kran kranken krankheit kreativ kredit kreditoren kreis
kreuzfahrt kriminal krise krisen kriterium kritiker kuche kuhl kultur kunde kunden kundigung kunst kunstler kunststoff
kupfer kurator kurier kurs labor laborant lack lackierer laden ladung lager lagerist lagerung land lander landschaft
landung laser last laufbahn layout leasing leben lebens lebenslauf lebensmittel leder leger legung lehre lehrer
lehrerin lehrling leiste leistung leistungen leitbild leiter leitstelle leitung lektor lektorat lernen licht liefer
lieferant lieferung limousine linguistik linie literatur lizenz lkw logik logistik logopadie lohn lok lokomotive
loschung losung lot lotse luft luftung lunge luxus macher magazin mahlzeit mahn mahnung makler maler management
manager mandanten mandat mangel mannschaft marine marke marken marketing markt maschine maschinen maske masseur
massnahme mast master material mathematik maurer mechanik mechaniker mechatronik mechatroniker media mediator medien
medikament medizin mediziner meer meister meldung mensch menschen mentor menu merkmal mess messe messung metall
meteorologe methode metrik metzger metzgerei miete mieter migration milch militar ministerium mischung mitarbeiter
mitglied mittag mittel mittelstand mobel mobil mobilisierung mobilitat mode modell modellierer moderator
modernisierung modul molekular molkerei monat montage monteur motivation motor motoren muhle mull multimedia museum
musik musiker muster mutter nachbereitung nachfolge nachfrage nachhaltigkeit nachhilfe nachricht nachschub nacht
nachweis nachwuchs nahrung nano narkose natur nerven netz netzwerk neuerung neurologe neurologie niederlassung niere
niveau norm normen notar notfall notruf nuklear nutzen nutzer nutzung oberflache objekt obst ofen offentlichkeit
offizier ohr okologe okologie okonom okonomie ol omnibus onkologe onkologie oper operation operator opfer optik
optiker optimierer optimierung option orchester ordner ordnung organisation organisator orgel orientierung ort
orthopade orthopadie owner paar pacht packer padagoge padagogik padiatrie paket palette palliativ panel panne papier
parfumerie park parlament partei partner partnerschaft pass passagier patent pathologe patient patienten pause pension
personal perspektive pfand pferd pflanze pflanzen pflaster pflege pfleger pflicht pfortner pharma pharmakologe phase
philosophie photovoltaik physik physiker physio pilot plakat plan plane planer planung plasma platte platten plattform
platz pneumatik polier politik polizei polizist polster portal portfolio portier portrat position post posten
potenzial praktika praktikant praktiker praktikum pramie prasentation prasident pravention praxis preis premium press
presse prestige prioritat privat probe problem produkt produktion produzent professor profil programm programmierer
programmierung projekt promotion prophylaxe protein prothese prothetiker protokoll prototyp provision prozess prufer
prufung psyche psychiatrie psycho psychologe psychologie publikum pumpe puppe qualitat quanten quartal quartier quelle
quote rabatt rad radar radio radiologe radiologie rakete ranking raster rat rauch raum reaktor realisierung realitat
recherche rechner rechnung recht rechte rechtler rechtsprechung recycling redakteur redaktion rede reduktion
reduzierung reederei referat referendar referent reform regal regel regeln regelung regie region regisseur register
registratur reha rehabilitation reifen reiniger reinigung reinraum reise reiter reklamation rektor religion rennen
rente reparatur reporter reservierung ressort ressource ressourcen restaurant restaurator restrukturierung retter
rettung revier reviere revision revisor rezeption rezeptionist richter richtlinie rind risiko roboter robotik rohr
rohstoff rolle roman romanistik rotation route rucken ruckmeldung ruhestand rundfunk sache sachen sachverstandige
sachverstandiger saison salon samen sammlung sanger sanierer sanierung sanitar sanitater satellit sattel satz saule
schaden schadling schadstoff schall schalter schaltung schatzung schau schauspieler scheibe schema schicht schiene
schiff schild schlachthof schlaf schlagzeug schlamm schleif schleuse schlichter schloss schlosser schlussel schmelz
schmerz schmied schmuck schnee schneid schneider schnitt schnittstelle schonheit schornstein schrank schrauben
schreiben schreiber schreiner schrift schritt schrott schuh schuld schulden schuldner schule schuler schulung schuster
schutz schutzer schwach schwachstelle schwangerschaft schwein schweiss schweisser schwester schwimmen scout see seele
seelsorge segel segment seil seite sekretar selbsthilfe seminar sende sendung senioren senkung sensor sensorik serie
serien server service setzer setzung sicherheit sicherung sicht siedlung signal silber simulation sitzung skizze
skript software solar soldat sonne sonnen sorge sortierer sortiment soziologie spannung spar sparte spediteur
spedition speicher speise spektrum spende spezial spezialist spezifikation spiel spiele spielzeug sponsoring sport
sprache sprecher spritz spur staat staatsanwalt stabilitat stahl stall stamm stammdaten stand standard
standardisierung stande standort stanz stapler start statik station statistik steg steigerung stelle stellung steuer
steuern steuerung steuerungs steward stiftung stil still stimme stoff storung strahlen strahlung strasse stratege
strategie strecke streife streit stress strom struktur stuck student studio studium stufe stuhl stunde stunden suche
sucht supermarkt support synchron syndikus synthese system systeme tabelle tag tages tagung talent tank tankstelle
tanz tanzer tatigkeit taucher taxi team technik techniker technologe teil teile teilnehmer telefon tendenz tennis
teppich termin terrasse test tester tests testung text texter textil theater theke thema themen theologie theorie
therapeut therapie thorax tiefe tier tiere tinte tischler tochter toleranz ton tour touren tourismus touristik
tradition trager trainee trainer training traktor transaktion transfer transformation transport trauer treib treiber
treppe triebwerk trink trocken truppe tunnel tur turbine turm tutor ubergabe ubergang uberleitung ubernahme
uberprufung ubersetzer ubersetzung ubersicht ubertragung uberwachung uberweisung ubung uhr ultraschall umfang umfeld
umfrage umgang umgebung umlauf umsatz umschlag umsetzung umstellung umwelt umzug unfall universitat unterhalt
unterhaltung unterlage unterlagen unternehmen unternehmer unterricht unterstutzung untersuchung unterweisung urheber
urkunde urlaub urologe urologie ursache ursprung validierung ventil veranderung veranderungs veranstalter
veranstaltung verantwortliche verantwortlicher verantwortung verarbeiter verarbeitung verband verbesserer verbesserung
verbesserungs verbindlichkeit verbindung verbraucher verbund verdichter veredler verein vereinbarung verfahren
verfassung verfugbarkeit vergabe vergleich vergutung verhalten verhaltnis verhandlung verifikation verkauf verkaufer
verkehr verlag verlauf verleger verlust vermessung vermietung vermittler vermittlung vermogen vernetzung verordnung
verpackung verpflegung verpflichtung verrechnung verringerung versammlung versand verschlusselung versicherung version
versorgung verteiler verteilung vertrag vertrags vertrauen vertreter vertretung vertrieb verwalter verwaltung
verwendung verwertung veterinar video vieh vielfalt virologe virtualisierung virus vision visualisierung vollzug
volontar voraussetzung vorbereitung vorfeld vorgabe vorgang vorhaben vorlage vorrichtung vorschlag vorschrift vorsitz
vorsitzende vorsitzender vorsorge vorstand vorstellung vortrag wachstum wachter waffe wagen wahl wald wand wandel ware
waren warme wart warter wartung wasche wascherei wasser web weber website wechsel weg wehr weihnacht wein
weiterbildung weiterentwicklung weitergabe wellness werbe werbung werdegang werk werker werkstatt werkstoff werkzeug
wert wertpapier wertstoff wesen wettbewerb wetter wiederherstellung wild wind winter wirkung wirt wirtschaft wissen
wissenschaft wissenschaftler wissenschafts woche wohnung wolle wort worter wunde zahl zahlung zahn zahne zeichner
zeichnung zeit zeitschrift zeitung zelle zement zentrale zentrum zertifikat zertifizierung zeuge zeugnis ziegel ziel
zimmer zimmerer zins zinsen zoll zubehor zucht zuchter zucker zufall zufriedenheit zug zugang zugriff zukunft
zulassung zulieferer zusage zusammenarbeit zusammenstellung zuschlag zustand zustandigkeit zusteller zustellung
zuverlassigkeit zuweisung zweck zweigstelle zyklus
`;

/** What stands before other words only: stems of verbs, adjectives, and short words that many others end like. */
export const GERMAN_FIRST_PARTS = `
aero alt amts arbeits astro auslands aussen band basis berg berufs betriebs bett bio brenn bundes chor digital direkt
ehren eigen einzel erb erbe erwachsenen euro fach fahr familien flug fremd frisch fruh fuhrungs geo gesamt geschafts
gesellschafts gross grund haupt heiz hoch hydro inlands innen kampf katastrophen kauf klein kurz lade landes
landschafts lang lehr leicht leih lern madchen makro mass mehr melde miet mikro multi mund nah neben neu not offline
oko online pack print pruf rahmen real rechen rechn rechts roh sach sammel sauglings schnell schreib schul schwer seh
selbst sonder sozial spat spitzen sprach sprech staats stadt stein straf strick such thermo tief tisch titel trag
verkaufs vertriebs viel volks voll wasch welt werb wirk wirtschafts wohl wohn zeichen zivil zweit
`;
