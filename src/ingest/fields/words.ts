/** Words that tell titles, organisations, schools and degrees apart, in the languages of the section names. Folded forms. */

const anyOf = (words: string): string =>
	words
		.split(/[\s|]+/)
		.filter((word) => word !== "")
		.join("|");

/** Nouns that a job title ends on or contains; compounds of Germanic languages are found inside words. */
const TITLE_NOUNS = anyOf(`
engineer developer programmer architect manager director head lead leader officer analyst consultant specialist administrator coordinator assistant associate
intern trainee apprentice designer scientist researcher technician supervisor executive president partner founder cofounder owner chief ceo cto cfo coo cio cmo vp
nurse physician doctor surgeon pharmacist therapist dentist teacher professor lecturer tutor instructor accountant auditor bookkeeper controller buyer planner
colleague recruiter lawyer attorney counsel paralegal solicitor barrister clerk secretary receptionist cashier salesperson representative advisor adviser agent broker
writer editor journalist copywriter producer photographer artist chef cook waiter waitress barista bartender driver operator mechanic electrician plumber welder
carpenter machinist foreman inspector tester strategist evangelist fellow postdoc freelancer contractor ambassador volunteer chairman chairwoman chair member
superintendent estimator surveyor midwife paramedic caregiver librarian translator interpreter pilot captain sergeant lieutenant steward stylist merchandiser
underwriter actuary trader banker teller dispatcher handler packer picker installer facilitator trainer coach mentor moderator ranger guard investigator
biologist chemist physicist statistician economist psychologist radiographer sonographer dietitian veterinarian optometrist hygienist
sre devops marketer biostatistician epidemiologist generalist principal solicitor paralegal student resident registrar aide caretaker housekeeper janitor cleaner
`);
const TITLE_NOUNS_OTHER = anyOf(`
ingenieur[e]? ingenieurin entwickler entwicklerin softwareentwickler leiter leiterin leitung berater beraterin sachbearbeiter sachbearbeiterin mitarbeiter mitarbeiterin referent referentin
kaufmann kauffrau fachkraft praktikant praktikantin praktikum werkstudent werkstudentin auszubildende[r]? geschaftsfuhrer geschaftsfuhrerin pfleger pflegerin krankenschwester arzt arztin lehrer lehrerin techniker technikerin
verkaufer verkauferin fahrer assistentin assistenz wissenschaftler wissenschaftlerin buchhalter buchhalterin koch kochin meister monteur elektroniker mechatroniker mechaniker informatiker informatikerin architektin beauftragte[r]? koordinator koordinatorin vorstand betreuer betreuerin erzieher erzieherin dozent dozentin analystin spezialist spezialistin konstrukteur projektleiter teamleiter gruppenleiter bereichsleiter abteilungsleiter produktmanager
developpeur developpeuse ingenieure responsable directeur directrice chef cheffe charge[e]? consultante? technicien technicienne assistante gestionnaire comptable vendeur vendeuse infirmier infirmiere professeur[e]? enseignante? stagiaire alternante? conseiller conseillere commercial[e]? juriste avocate? redacteur redactrice concepteur conceptrice administrateur administratrice analyste cuisinier cuisiniere serveur serveuse formateur formatrice apprentie? conducteur conductrice medecin projeteur projeteuse juriste notaire clerc coordinateur coordinatrice coordonnateur dirigeante? gerante? secretaire ouvrier agente? auditrice architecte
ingeniero ingeniera desarrollador desarrolladora programador programadora gerente jefe jefa director[a]? responsable encargado encargada analista consultor consultora tecnico tecnica administrativo administrativa asistente auxiliar becario becaria profesor profesora docente enfermero enfermera medico medica contable contador contadora abogado abogada vendedor vendedora comercial disenador disenadora arquitecto arquitecta coordinador coordinadora especialista ejecutivo ejecutiva asesor asesora practicante pasante camarero camarera cocinero cocinera investigador investigadora lider supervisor[a]? operario operaria maestro maestra cajero cajera dependiente conductor[a]? subdirector[a]? cientifico cientifica
engenheiro engenheira desenvolvedor[a]? gestor[a]? diretor[a]? coordenador[a]? estagiario estagiaria enfermeiro enfermeira advogado advogada contabilista assistente vendedor[a]? tecnico professor[a]? chefe encarregado arquiteto arquiteta pesquisador[a]? consultor[a]? cozinheiro
ingegnere sviluppatore sviluppatrice programmatore programmatrice responsabile direttore direttrice impiegato impiegata tirocinante stagista insegnante docente infermiere infermiera medico avvocato commercialista consulente tecnico progettista addetto addetta capo cameriere cuoco coordinatore coordinatrice specialista ricercatore ricercatrice architetto grafico venditore collaboratore
ontwikkelaar programmeur ingenieur adviseur medewerker[s]? manager stagiair[e]? leraar lerares docent verpleegkundige boekhouder directeur hoofd teamleider projectleider verkoper monteur onderzoeker ontwerper beheerder coordinator accountmanager
utvecklare ingenjor chef ledare radgivare konsult saljare larare sjukskoterska tekniker praktikant assistent ekonom handlaggare administrator projektledare forskare utvikler ingenior leder radgiver selger laerer sykepleier konsulent udvikler sygeplejerske saelger projektleder kehittaja insinoori paallikko asiantuntija
inzynier programista programistka kierownik kierowniczka dyrektor specjalista specjalistka analityk konsultant konsultantka asystent asystentka praktykant stazysta stazystka nauczyciel nauczycielka ksiegowy ksiegowa lekarz pielegniarka technik sprzedawca handlowiec pracownik projektant projektantka doradca koordynator koordynatorka menedzer mlodszy starszy administratorka
muhendis muhendisi gelistirici gelistiricisi yonetici yoneticisi mudur muduru uzman uzmani danisman danismani analist analisti stajyer asistan asistani ogretmen ogretmeni hemsire doktor muhasebeci tasarimci tasarimcisi teknisyen teknisyeni sorumlu sorumlusu sefi lideri mimar mimari temsilcisi elemani direktoru koordinatoru
kok leerling kapper timmerman loodgieter lasser schoonmaker schoonmaakster beveiliger hovenier bezorger kassiere caissiere kassamedewerker inkoper werkvoorbereider opzichter verzorgende thuishulp
maurer schweisser lagerist kommissionierer staplerfahrer disponent disponentin vorarbeiter hausmeister hausmeisterin kellnerin aushilfe geselle lehrling installateur dachdecker klempner beifahrer
plombier chauffagiste electricien electricienne menuisier couvreur soudeur patissier patissiere coiffeur coiffeuse magasinier cariste manutentionnaire hotesse caissier caissiere animateur animatrice auxiliaire livreur jardinier aide-soignante? contremaitre
fontanero electricista carpintero soldador panadero panadera peluquero peluquera jardinero almacenero carretillero carretillera repartidor repartidora limpiadora celador celadora cuidador cuidadora maquetador maquetadora capataz
muratore elettricista idraulico falegname saldatore parrucchiere parrucchiera giardiniere magazziniere carrellista autista operaio operaia educatore educatrice disegnatore disegnatrice commesso commessa geometra
pedreiro eletricista encanador carpinteiro padeiro cabeleireira cabeleireiro jardineiro motorista porteiro balconista recepcionista
snickare elektriker svetsare bagare vaktmastare lokalvardare underskoterska barnskotare lagerarbetare chauffor kock butiksbitrade testare enhetschef
elektryk hydraulik spawacz stolarz piekarz ogrodnik magazynier kierowca kasjer kasjerka kelner kelnerka kucharz kucharka fizjoterapeut(?:a|ka) instruktor instruktorka recepcjonist(?:a|ka) planist(?:a|ka) kupiec brygadzista mechanik
elektrikci elektrikcisi tesisatci kaynakci marangoz asci garson sofor soforu kasiyer formen kalfa cirak tekniker teknikeri operatoru
инженер разработчик программист менеджер директор руководитель аналитик специалист консультант стажер бухгалтер юрист дизайнер администратор преподаватель учитель врач инженерка розробник керівник фахівець
vyvojar programator reditel vedouci specialista konzultant manazer fejleszto mernok vezeto tanacsado dezvoltator inginer
`);
export const TITLE_WORD = new RegExp(
	`(?<![\\p{L}])(?:${TITLE_NOUNS}|${TITLE_NOUNS_OTHER})(?:s|in|innen|:in|\\*in|/in|\\(in\\)|\\(e\\)|e)?(?![\\p{L}])`,
	"iu",
);
/** Ends of compound titles: Vertriebsleiterin, Systemutvecklare, Projectmanager. */
export const TITLE_COMPOUND =
	/\p{L}{3}(?:amtsrat|regierungsrat|studienrat|baurat|oberrat|inspektor|inspektorin|amtmann|amtfrau|hauptmeister|kommissar|kommissarin|hauptsekretar|obersekretar|chauffeur|bezorger|fahrer|monteur|entwickler|ingenieur|leiter|berater|manager|techniker|mitarbeiter|kaufmann|kauffrau|pfleger|pflegerin|lehrer|assistent|assistenz|verkaufer|referent|meister|forscher|schwester|helfer|spezialist|architekt|analyst|student|fuhrer|utvecklare|ingenjor|ledare|chef|konsult|saljare|radgivare|larare|skoterska|tekniker|utvikler|udvikler|leder|ontwikkelaar|medewerker|adviseur|beheerder|programmeur|leider|kundige|praktikant|techniker|mechaniker|elektroniker|informatiker|assistent|zeichner|bearbeiter|betreuer|planer|kraft|kracht|leitung|direktor)(?:in|innen|s|er)?(?!\p{L})/iu;
export const TITLE_CJK =
	/工程师|工程師|经理|經理|主管|总监|總監|开发|開發|程序员|设计师|設計師|专员|專員|实习|實習|架构师|架構師|分析师|分析師|顾问|顧問|助理|负责人|教师|老师|讲师|教授|医生|护士|会计|律师|编辑|记者|运营|产品|销售|研究员|エンジニア|マネージャー|リーダー|ディレクター|デザイナー|プログラマ|コンサルタント|アナリスト|担当|営業|部長|課長|主任|係長|インターン|教員|講師|研究員|사원|대리|과장|차장|부장|개발자|엔지니어|매니저|디자이너|인턴|연구원/u;

/** Grades before or after a title. */
export const GRADE_WORD =
	/(?<!\p{L})(?:senior|junior|jr|sr|lead|principal|staff|chief|head|deputy|vice|assistant|associate|executive|interim|trainee|graduate|entry[- ]level|leitende[rs]?|stellvertretende[rs]?|adjunct|adjoint|pleno|sênior|starszy|mlodszy|kidemli|高级|高級|资深|資深|初级|シニア)(?!\p{L})/iu;

/** Legal forms; they end an organisation's name. */
export const LEGAL_FORM =
	/(?<![\p{L}])(?:inc|incorporated|corp|corporation|llc|l\.l\.c|llp|lp|ltd|limited|plc|co\.|&\s?co|company|gmbh|mbh|mbb|ag|kg|kgaa|ohg|ug|gbr|e\.?v|se|eg|s\.?a\.?r\.?l|sarl|sas|s\.?a\.?s|s\.?a|sasu|eurl|snc|s\.?l|s\.?l\.?u|s\.?a\.?u|s\.?p\.?a|s\.?r\.?l|srl|spa|s\.?n\.?c|b\.?v|n\.?v|v\.?o\.?f|a\.?b|a\/s|aps|asa|as|oy|oyj|sp\.?\s?z\s?o\.?\s?o|s\.c|a\.?ş|ltd\.?\s?şti|şti|s\.?r\.?o|a\.?s|d\.?o\.?o|kft|zrt|nyrt|ltda|lda|eireli|s\.?a\.?\s?de\s?c\.?v|pty|pte|pvt|sdn|bhd|k\.?k|ооо|оао|зао|пао)\.?(?=$|[\s,)])(?!\s*\p{Ll})/iu;
/** Ends of compound names: Seniorenzentrum, Kreiskrankenhaus, Landesamt. */
export const ORGANISATION_COMPOUND =
	/\p{L}{3}(?:zentrum|krankenhaus|klinik|klinikum|verlag|sparkasse|bank|kasse|werke|amt|ministerium|genossenschaft|gesellschaft|brauerei|backerei|apotheke|kanzlei|gruppe|heim|gymnasium|sykehus|sjukhus|sjukhuset|ziekenhuis|kommun|kommune|gemeente|verket|bolaget)(?!\p{L})/iu;
export const ORGANISATION_CJK =
	/公司|集团|集團|银行|銀行|大学|大學|学院|學院|研究所|研究院|事务所|事務所|医院|醫院|株式会社|有限会社|合同会社|\(株\)|（株）|法人|中学|学校|工厂|회사|주식회사|대학교|은행/u;
export const ORGANISATION_WORD = new RegExp(
	`(?<![\\p{L}])(?:city of|city council|county of|county council|${anyOf(`
group holding holdings bank insurance solutions technologies technology systems software consulting consultants partners labs laboratory laboratories studio studios agency services
industries industrial international global media networks network digital ventures capital energy motors airlines airways hospital clinic clinics pharma pharmaceuticals healthcare health biotech
university college schools? institute academy universities colleges school district foundation association ministry department council government army navy police embassy authority trust society museum library
stores store center centre markets market supermarket retail foods food hotel hotels resort restaurant cafe bakery brewery logistics transport shipping construction engineering architects press publishing
bezirksregierung landesregierung regierungsprasidium kreisverwaltung stadtverwaltung verlag stadtwerke sparkasse versicherung klinik klinikum krankenhaus universitat hochschule schule verein stadt landkreis bundesamt ministerium werke werk bau technik handel gruppe genossenschaft kanzlei praxis apotheke
banque assurance groupe societe cabinet hopital clinique polyclinique chu chru chr ehpad universite ecole lycee mairie ministere conseil agence laboratoire institut fondation editions transports etablissements
banco grupo seguros hospital clinica universidad universidade colegio escuela ayuntamiento ministerio instituto fundacion consultora soluciones tecnologias sociedad laboratorios industrias farmacia
gruppo banca assicurazioni ospedale clinica universita scuola comune istituto fondazione societa soluzioni servizi studio
bank verzekeringen ziekenhuis universiteit gemeente stichting groep
koncern grupa szpital uniwersytet szkola urzad spolka instytut fundacja towarzystwo
holding hastanesi universitesi bankasi belediyesi sigorta okulu sirketi teknoloji sanayi ticaret
университет банк компания группа завод больница школа институт
freelance self-employed selbststandig freiberuflich independant autonomo zelfstandig
`)})(?![\\p{L}])`,
	"iu",
);

export const SCHOOL_WORD = new RegExp(
	`(?<![\\p{L}])(?:\\p{L}*(?:universit\\p{L}*|skolan|skolen|gymnasiet|gymnasie|college|schulen?|hochschule|gymnasium|realschule|hogskol(?:a|an|e|en)|hoyskolen?|hogeschool|universitet\\p{L}*|akademie|folkuniversitet|berufsschule|schule)|${anyOf(`
university college schools? institute academy universities colleges academies polytechnic conservatory seminary eth epfl mit ucla nyu usc kth
universite ecole lycee institut faculte conservatoire iut iae espe inspe iufm ifapme insa hec essec polytechnique sorbonne cfa paristech centralesupelec supaero ensam
universidad instituto escuela colegio facultad politecnica academia conservatorio ies centro
universidade faculdade escola politecnico unicamp usp
universita politecnico istituto liceo scuola accademia ipssar ipsar ipsia ipseoa itis itcg iiss cifp
universiteit roc lyceum obs cbs rkbs pcbs basisschool
cegep
universitetet hogskolan gymnasiet skola skole universitet
uniwersytet politechnika akademia szkola szkol liceum technikum
universitesi lisesi okulu enstitusu
университет институт академия школа техникум колледж
fachhochschule berufsakademie kolleg th tu fh htl htwk rwth kit lmu handelskammer ihk abendschule berufskolleg schulen ifsi iep ens hak hlw tafe vidyalaya hotelschool
univerzita egyetem universitatea
`)})(?![\\p{L}])`,
	"iu",
);
export const SCHOOL_CJK =
	/大学|大學|学院|學院|中学|中學|高中|高校|学校|學校|高等学校|専門学校|대학교|고등학교|جامعة|אוניברסיטת|אוניברסיטה|كلية|معهد|مدرسة/u;
