/** Academic and vocational degrees by level, in the languages of the section names. Matched on folded text. */

export type DegreeLevel = "secondary" | "vocational" | "bachelor" | "master" | "doctorate";

const word = (source: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${source})(?![\\p{L}])\\.?`, "iu");

/** From the highest level down; the first that holds names the level. */
export const DEGREES: readonly { readonly level: DegreeLevel; readonly pattern: RegExp }[] = [
	{
		level: "doctorate",
		pattern: word(
			"ph\\.?\\s?d|d\\.?\\s?phil|juris doctor|doctor(?:ate)?(?:\\s+of(?:\\s+\\p{L}+)?)?|doctoral(?:\\s+degree)?|dr\\.?-?ing|dr\\.?\\s?(?:rer|phil|med|iur|oec)[\\p{L}.\\s]*|ed\\.?d|dba|m\\.?d|j\\.?d|d\\.?d\\.?s|pharm\\.?d|dnp|promotion|habilitation|doktor(?:at|grad|tutkinto|exam\\p{L}*)?|doctorat|doctorado|doutoramento|doutorado|dottorato(?:\\s+di\\s+ricerca)?|doktora|doktorsexamen|kandidat nauk|postdoc\\p{L}*|аспирантура|кандидат наук",
		),
	},
	{
		level: "master",
		pattern: word(
			"mag\\.\\s?(?:\\(fh\\)|rer\\.\\s?(?:nat|soc\\.\\s?oec)\\.?|phil\\.?|iur\\.?|art\\.?|theol\\.?|pharm\\.?)|master\\s+(?:universitario\\s+)?di\\s+(?:ii?|primo|secondo|[12]°?)\\s+livello|m\\.\\s?s\\.\\s?(?:n|w|ed|[em]\\.\\s?e)|master(?:\\s+(?:executive|professionnel|recherche|meef|universitario|oficial|specialise|europeo)(?!\\p{L}))|masters?(?:['’]s)?(?:\\s+degree)?(?:\\s+[12](?!\\d))?(?:\\s+(?:of|in)\\s+(?:science|arts|engineering|business administration|laws|education|philosophy|public health|fine arts|social work|public administration|technology|research|commerce|architecture|nursing|finance)(?![\\p{L}]))?|m\\.?\\s?sc?(?:\\.?\\s?(?:eng|tech))?|m\\.?\\s?a|m\\.?\\s?eng|m\\.?\\s?tech|m\\.?\\s?phil|m\\.?\\s?ed|m\\.?\\s?res|executive\\s+mba|mba|emba|ll\\.?\\s?m|m\\.?\\s?f\\.?\\s?a|m\\.?\\s?p\\.?\\s?h|m\\.?\\s?p\\.?\\s?a|m\\.?\\s?s\\.?\\s?w|m\\.?\\s?com|m\\.?\\s?arch|mphil|msn|diplom(?:-\\p{L}{5,}|[- ]?(?:ingenieur|informatiker|kauf\\p{L}+|physiker|mathematiker|biologe|chemiker|psychologe|wirt(?!schaft)\\p{L}+|wirtschafts(?:informatiker|ingenieur|jurist)|volkswirt(?!schaft)\\p{L}*|betriebswirt(?!schaft)\\p{L}*))?(?:in)?(?:\\s*\\((?:uni|fh|ba|univ)\\))?|dipl\\.?-?\\s?(?:ing|inf|kfm|kff|psych|phys|math|wirt)[\\p{L}.\\-]*|jednolite(?:\\s+studia)?\\s+magisterskie|magister(?:\\s+(?:artium|inzynier))?|mag\\.?a?|staatsexamen|capes|crpe|agregation|mastere?|maitrise|dea|dess|diplome d['’]ingenieur|cycle ingenieur|titre d['’]ingenieur|maestria|mestrado(?:\\s+integrado)?|specializzazione(?=\\s+in\\s)|laurea magistrale(?: a ciclo unico)?|laurea specialistica|laurea (?:a )?ciclo unico|masterexamen|kandidatuddannelse|civilingenjor(?:sexamen)?|sivilingenior|cand\\.?\\s?(?:polyt|merc|scient|mag|jur|med)\\p{L}*|magisterexamen|magisterskie|studia magisterskie|mgr(?:\\s+inz)?|magister\\s+inzynier|programme\\s+grande\\s+ecole|dscg|dess|dea(?=\\s+\\p{Lu}|$)|yuksek lisans|postgraduate(?:\\s+(?:diploma|certificate|degree))?|pgdip|[cdm]as(?=\\s(?:in\\s)?\\p{Lu})|pgce|pgcert|магистр(?:атура)?|специалист|inzenyr|diplomi-insinoori|filosofian maisteri|maisteri",
		),
	},
	{
		level: "bachelor",
		pattern: word(
			"b\\.\\s?s\\.\\s?(?:n|w|ed|b\\.\\s?a|[ecm]\\.\\s?e)|bsba|bsee|bsme|bsce|bachelors?(?:['’]s)?(?:\\s+degree)?(?:\\s+(?:of|in)\\s+(?:science|arts|engineering|business administration|business studies|laws|education|technology|commerce|fine arts|architecture|nursing|social work|applied science|business|medicine|pharmacy|design)(?![\\p{L}]))?|b\\.?\\s?sc?(?:\\.?\\s?(?:eng|hons|tech))?|b\\.?\\s?a|b\\.?\\s?eng|b\\.?\\s?e|b\\.?\\s?tech|b\\.?\\s?com(?:m)?|b\\.?\\s?ed|b\\.?\\s?b\\.?\\s?a|b\\.?\\s?f\\.?\\s?a|b\\.?\\s?arch|ll\\.?\\s?b|b\\.?\\s?s\\.?\\s?n|b\\.?\\s?s\\.?\\s?w|bca|bbm|b\\.?math|b\\.?cs|\\p{L}{3,}(?:skoterske|ingenjors|larar|socionom|ekonom)examen|undergraduate(?:\\s+degree)?|honours degree|licence(?:\\s+(?:professionnelle|pro|[123](?!\\d)))?|licenciatura|licenciado|licenciada|grado|graduado|graduada|ingenieria(?:\\s+(?:tecnica|superior))?|ingeniero|ingeniera|diplomatura|magisterio|bacharel(?:ado)?|bacharelato|licenciatura|laurea(?:\\s+triennale)?|kandidatexamen|professionsbachelor|bacheloruddannelse|hogskoleingenjor(?:sexamen)?|hbo(?:[- ](?:bachelor|v(?!\\p{L})))?|wo[- ]bachelor|licencjat|inzynier(?:skie)?|studia inzynierskie|inz|lisans|бакалавр(?:иат)?|bakalar|kandidaatti|insinoori|tradenomi|bachelier|bacc",
		),
	},
	{
		level: "vocational",
		pattern: word(
			"studia podyplomowe|vmbo(?:[- ](?:kader|tl|bb|gl|k|t|b|g))?(?!\\p{L})|weiterbildung(?:\\s+(?:zum|zur))?|berufsausbildung|zasadnicze zawodowe|(?:wyksztalcenie )?srednie (?:techniczne|zawodowe)|fachschulabschluss|fachoberschulreife|associate(?:['’]s)?(?:\\s+degree|\\s+(?:of|in))(?:\\s+(?:science|arts|applied science))?|a\\.?a\\.?s|a\\.?s\\.?(?=\\s+in)|a\\.a|a\\.?a(?=\\.?\\s+in\\s)|foundation degree|hnd|hnc|higher national (?:diploma|certificate)|nvq(?:\\s+level\\s+\\d)?|btec(?:\\s+level\\s+\\d)?(?:\\s+[\\p{L} ]{0,30}(?:diploma|certificate))?|national (?:diploma|certificate)|diploma(?:\\s+of|\\s+in)?|vocational(?:\\s+\\p{L}+)?|apprenticeship|(?:higher|advanced)\\s+certificate|certificate(?:\\s+(?:iii|iv|of|in))|^certificate$|certificat (?:d['’]aptitude(?: professionnelle)?|de qualification professionnelle|de specialisation)|cqp|certificat(?= de technicien)|certificado de profesionalidad|trade certificate|journeyman|ausbildung(?:\\s+(?:zum|zur|als))?|lehre(?:\\s+(?:zum|zur|als))?|gesellenbrief|dipl\\.?\\s+\\p{L}+(?:\\s\\p{L}+)?\\s+(?:hf|fh)|meisterbrief|meister(?:prufung)?|staatlich (?:anerkannte?r?|gepruft\\p{L}*)(?:\\s+\\p{L}+)?|fachwirt(?:in)?|fachausbildung|umschulung(?:\\s+(?:zum|zur))?|bts|btsa|dsaa|dnmade|dnsep|dnap|dut|deug|dcg|cpge|classes? preparatoires?(?:\\s+aux\\s+grandes\\s+ecoles)?|but|deust|bp(?=\\s+\\p{Lu})|cap|bep|bac pro(?:fessionnel)?|brevet(?:\\s+(?:des\\s+colleges|de\\s+technicien(?:\\s+superieur)?|professionnel|d['’]etudes professionnelles|de maitrise))?|titre professionnel|diplome d['’]etat(?:\\s+(?:d['’]|de\\s+)\\p{L}+)?|tecnico superior|grado (?:superior|medio)|ciclo formativo(?:\\s+(?:de\\s+)?grado\\s+\\p{L}+)?|formacion profesional|fp(?:\\s+(?:de\\s+)?grado\\s+(?:medio|superior))?|tecnologo|curso tecnico|tecnico|mbo(?:[- ](?:niveau\\s*)?\\d)?|(?:ky|yh)[- ]utbildning|yrkesutbildning|yrkeshogskole\\p{L}*|fagbrev|fagutdanning|erhvervsuddannelse|technik|szkola policealna|on lisans|meslek yuksekokulu|diplome\\s+d['’]etudes\\s+(?:collegiales|secondaires|professionnelles)(?:\\s*\\((?:dec|des|dep)\\))?|attestation\\s+d['’]etudes\\s+collegiales(?:\\s*\\(aec\\))?|diplome|diplom[ao] tecnico",
		),
	},
	{
		level: "secondary",
		pattern: word(
			"class\\s+(?:xii|x|12|10)(?:th)?(?![\\p{L}\\p{N}])|(?:1[02]|x|xii)th(?:\\s+(?:standard|class|grade))?(?![\\p{L}\\p{N}])|high school(?:\\s+(?:diploma(?:\\s+or\\s+(?:ged|equivalent))?|or\\s+equivalent))?|ged|matric(?:ulation)?(?! (?:number|no))|national senior certificate|leaving certificate|studentereksamen|folkeskolens (?:afgangsprove|afgangseksamen)|vitnemal|erettsegi|a[- ]levels?|gcses?|secondary school(?:\\s+\\p{L}+)?|abitur|allgemeine hochschulreife|fachabitur|fachhochschulreife|matura|mittlere reife|realschulabschluss|hauptschulabschluss|baccalaureat(?:\\s+(?:general|technologique|professionnel|scientifique|litteraire|[\\p{L}\\d]{1,4})(?![\\p{L}\\d]))?|bac\\s+\\p{Lu}{1,3}|bachillerato(?:\\s+academico)?|(?:titulo\\s+de\\s+)?bachiller(?:\\s+academico)?|(?:abschluss (?:der )?)?(?:9|10|12|13)\\. klasse|eso|ensino (?:medio|secundario)|diploma di maturita(?:\\s+(?:scientifica|classica|linguistica|artistica|tecnica|professionale|magistrale))?|maturita(?:\\s+\\p{L}+)?|vwo|havo|vmbo|gymnasieexamen|studentexamen|[\\p{L}-]+(?: och [\\p{L}-]+)?programmet|ylioppilas\\p{L}*|liceum|lise|preparatoria|hsc|sslc|higher secondary|(?:ib|international baccalaureate)(?: diploma)?",
		),
	},
];

export const DEGREE_CJK =
	/(?:(?<=系|所|^)大學$|博士(?:研究生|后|前期課程|後期課程|课程|課程|号|学位|學位)?|硕士(?:研究生|学位)?|碩士(?:班|學位|研究生)?|修士(?:課程|号)?|(?:大学|大學|统招|全日制)?本科|副[学學]士(?:學位)?|(?:榮譽|荣誉|[文理工商]|工商管理|社會科學|短期大|準)?[学學]士(?:学位|學位)?|高度専門士|専門士|高[級级](?:文憑|文凭|證書)|文憑|大专|专科|大專|專科|高職|高中职?|高中職|中专|研究生|高卒|학사|석사|박사|전문학사|고졸|(?:ال)?بكالوريوس|(?:ال)?ماجستير|(?:ال)?دكتورا[هة]|(?:ال)?ليسانس|(?:ال)?إجازة|دبلوم(?: عالي?)?|(?:شهادة )?الثانوية(?: العامة)?|ثانوية عامة|תואר ראשון|תואר שני|תואר שלישי|תעודת בגרות|کارشناسی(?: ارشد)?)/u;
