/**
 * Trades and posts, by which a title is known whose words no vocabulary has. Folded; looked up word by word, since there are too many for one
 * expression. Left out is what is more often a surname or a part of an employer's name: "Baker", "Smith", "Gartner".
 */
const TRADES = new Set(
	`
roofer tiler plasterer painter decorator bricklayer scaffolder glazier locksmith upholsterer seamstress hairdresser beautician florist gardener landscaper groundskeeper groundsman nanny babysitter childminder
lifeguard firefighter policeman constable detective soldier medic corpsman gunner rifleman sailor deckhand seafarer fisherman rigger driller roustabout courier postman mailman bookseller sommelier usher concierge valet
doorman croupier musician singer actor actress dancer choreographer composer animator illustrator videographer cinematographer cameraman curator archivist conservator restorer proofreader transcriptionist columnist
reporter correspondent presenter broadcaster campaigner organizer organiser fundraiser lobbyist councillor pastor chaplain worker labourer laborer helper valuer appraiser adjuster treasurer comptroller toolmaker
patternmaker millwright boilermaker pipefitter fitter fabricator assembler sorter loader stocker phlebotomist audiologist podiatrist chiropractor osteopath acupuncturist counsellor counselor psychotherapist psychiatrist
radiologist anesthetist anaesthetist orderly carer geologist geophysicist hydrologist meteorologist oceanographer ecologist zoologist botanist forester agronomist cartographer archaeologist anthropologist sociologist
historian linguist headteacher headmaster headmistress dean provost rector bursar examiner invigilator sysadmin webmaster scheduler expediter forecaster journeyman host hostess server busser dishwasher greeter guide attendant custodian
groomer sitter reviewer demonstrator hr-generalist bellhop bellman doula housemaid stagehand stockroom dispatcher machinist tailor typist telemarketer telesales underwriter
maler schreiner tischler zimmerer zimmermann fliesenleger elektriker schlosser dreher konditor konditorin metzgerin fleischer friseur friseurin kosmetikerin floristin landwirt landwirtin polizist polizistin soldat soldatin
feuerwehrmann sanitater hebamme physiotherapeut physiotherapeutin ergotherapeut ergotherapeutin logopade logopadin apotheker apothekerin psychologe psychologin sozialarbeiter sozialarbeiterin sozialpadagoge sozialpadagogin
bibliothekar bibliothekarin archivar archivarin redakteur redakteurin lektor lektorin ubersetzer ubersetzerin dolmetscher dolmetscherin grafiker grafikerin mediengestalter mediengestalterin fotograf fotografin kameramann
schauspieler schauspielerin musiker musikerin rechtsanwalt rechtsanwaltin notar wirtschaftsprufer wirtschaftspruferin makler maklerin kassierer kassiererin rezeptionist rezeptionistin hotelfachfrau hotelfachmann
restaurantfachfrau restaurantfachmann lokfuhrer matrose prokurist prokuristin volontar volontarin doktorand doktorandin postdoktorand rektor rektorin konrektorin oberarzt oberarztin chefarzt chefarztin facharzt facharztin
assistenzarzt assistenzarztin zahnarzt zahnarztin tierarzt tierarztin fachangestellte fachangestellter kinderpflegerin tagesmutter biologielaborant laborant laborantin goldschmied schneiderin raumausstatter vermesser
carreleur peintre platrier mecanicien mecanicienne chaudronnier tourneur fraiseur usineur operateur operatrice viticulteur maraicher paysagiste boucher charcutier poissonnier fleuriste libraire bibliothecaire documentaliste
archiviste traducteur traductrice journaliste photographe graphiste realisateur realisatrice comedien comedienne musicien musicienne educateur educatrice psychologue psychomotricien psychomotricienne orthophoniste
kinesitherapeute ergotherapeute sage-femme pharmacien pharmacienne preparateur preparatrice opticien opticienne dentiste veterinaire ambulancier ambulanciere pompier gendarme policier militaire facteur chauffeur routier
receptionniste gouvernante barman plongeur commis gardien gardienne vigile surveillant surveillante chercheur chercheuse doctorant doctorante proviseur acheteur acheteuse approvisionneur approvisionneuse logisticien
logisticienne affreteur prospecteur negociateur negociatrice courtier banquier actuaire controleur controleuse auditeur tresorier tresoriere economiste statisticien statisticienne geometre topographe dessinateur dessinatrice
metreur maquettiste couturiere styliste modeliste estheticienne nourrice coordinatrice mareyeur matelot ostreiculteur caviste barmaid lingere standardiste
albanil pintor pintora yesero mecanico mecanica chofer camionero taxista mensajero mensajera peon mozo reponedor reponedora teleoperador teleoperadora recepcionista gobernanta ayudante pinche carnicero carnicera pescadero
dependienta farmaceutico farmaceutica fisioterapeuta psicologo psicologa odontologo odontologa veterinario veterinaria matrona trabajador trabajadora educador educadora monitor monitora logopeda bibliotecario bibliotecaria
traductor traductora periodista redactor redactora fotografo fotografa ilustrador ilustradora actriz bombero bombera policia vigilante militar soldado azafata topografo delineante aparejador economista auditor auditora
tesorero secretario secretaria oficial aprendiz jornalero jornalera modista esteticista gestor gestora promotor promotora representante tornero envasador envasadora mantenedor barrendero kinesiologo
caminhoneiro entregador entregadora repositor repositora operador operadora atendente ajudante servente faxineira faxineiro baba cozinheira garcom garconete acougueiro pedagogo pedagoga jornalista redator redatora bombeiro
policial comissario comissaria tesoureiro costureira rececionista tecnica formador formadora administrador administradora bolseiro bolseira lojista estoquista almoxarife ferramenteiro torneiro montador montadora
restauratore restauratrice operatore operatrice meccanico tornitore fresatore imbianchino carpentiere fabbro panettiere pasticciere pasticcera pizzaiolo macellaio lavapiatti portiere badante colf fisioterapista psicologa
farmacista dentista ostetrica bibliotecaria archivista traduttore traduttrice interprete giornalista redattore redattrice illustratore attore attrice musicista regista poliziotto carabiniere militare soldato pilota notaio
revisore tesoriere segretario segretaria ragioniere ragioniera apprendista bracciante sarta estetista collaboratrice rappresentante agente capoturno caporeparto caposquadra capocantiere fattorino corriere custode conducente
uitvoerder machinist stukadoor metselaar tegelzetter dakdekker elektricien installateur kelner serveerster gastvrouw gastheer receptioniste secretaresse telefoniste huisarts tandarts fysiotherapeut psycholoog
apotheker verpleger verpleegster verzorger begeleider begeleidster groepsleider onderwijzer onderwijzeres bibliothecaris vertaler tolk redacteur fotograaf vormgever muzikant brandweerman militair soldaat piloot
notaris advocaat makelaar administrateur econoom promovendus hoogleraar lector zaakvoerder bediende arbeider magazijnier orderpicker vakkenvuller postbode koerier matroos stuurman voorman ploegbaas tekenaar constructeur
malare murare rormokare platslagare mekaniker maskinforare truckforare brevbarare stadare servitor servitris sekreterare sjukgymnast fysioterapeut arbetsterapeut psykolog lakare tandlakare barnmorska apotekare
forskollarare fritidsledare bibliotekarie oversattare redaktor skadespelare musiker brandman advokat revisor inkopare planerare doktorand lektor universitetslektor rektor vikarie timvikarie skotare vardbitrade medarbetare
bitrade anlaggningsarbetare tomrer murer rorlegger sjafor medarbeider medarbejder kokk tjener lege laege tannlege jordmor helsefagarbeider hjelpepleier paedagog medhjaelper
murarz malarz tynkarz dekarz slusarz tokarz frezer operatorka monter rolnik rzeznik cukiernik fryzjer fryzjerka kosmetyczka kurier listonosz ochroniarz sprzataczka opiekun opiekunka niania ratownik polozna farmaceuta
farmaceutka dentysta stomatolog weterynarz psycholog pedagog bibliotekarz bibliotekarka tlumacz tlumaczka dziennikarz dziennikarka grafik aktor aktorka policjant policjantka strazak zolnierz notariusz prawnik ekonomista
audytor audytorka sekretarka referentka inspektor naczelnik prezes wiceprezes wlasciciel wlascicielka pomocnik montazysta realizator wykladowca adiunkt doktorant doktorantka przedstawiciel przedstawicielka spedytor
spedytorka dyspozytor dyspozytorka logistyk kontroler kontrolerka laborantka geodeta kosztorysant oswietleniowiec ksiegowy wychowawca wychowawczyni przedszkolanka
isci boyaci tornaci ustabasi kurye depocu temizlikci bakici kuafor terzi firinci pastaci barmen komi resepsiyonist sekreter eczaci hekimi ebe fizyoterapist veteriner avukat gazeteci cevirmen tercuman fotografci oyuncu
muzisyen polis asker itfaiyeci kaptan hostes denetci mufettis memur memuru musavir musaviri akademisyen gorevlisi arastirmaci docent pazarlamaci bankaci asci ascibasi yardimcisi tasimaci tamirci
повар водитель продавец кассир сварщик слесарь токарь электрик механик охранник оператор логист переводчик журналист редактор фотограф воспитатель медсестра фельдшер провизор психолог экономист аудитор секретарь
`
		.split(/\s+/)
		.filter((word) => word !== ""),
);

/** True for a folded text one of whose words names a trade. */
export const namesTrade = (folded: string): boolean =>
	(folded.match(PLAIN.test(folded) ? /[a-z-]{2,}/g : /[\p{L}-]{2,}/gu) ?? []).some((word) => TRADES.has(word));

/** Plain letters are told without asking Unicode. */
const PLAIN = /^[\x00-\x7f]*$/;
