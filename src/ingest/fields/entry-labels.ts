import { compact } from "../sections/field-labels.ts";

/** What a label inside an entry says of the text behind it: "Employer: Acme". */
export type EntryField = "employer" | "title" | "place" | "dates" | "school" | "degree" | "area" | "grade" | "other";

/** Labels by field; alternatives are parted by "|", languages are mixed. Compared after folding, without blanks and marks. */
const LABELS: Record<EntryField, readonly string[]> = {
	employer: [
		// Here and below: rows of the Europass form.
		"nome e indirizzo del datore|nom et adresse de l'employeur|nombre y dirección de la empresa o empleador|nombre y dirección del empleador|nome e morada do empregador|nome e endereço do empregador|name und adresse des arbeitgebers|nazwa i adres pracodawcy|naam en adres van de werkgever|naam en adres van werkgever|numele și adresa angajatorului|denumirea angajatorului|angajator|angajatorul",
		"kunde|endkunde|auftraggeber|opdrachtgever|company|company name|employer|employer name|name of employer|client|organisation|organization|firma|arbeitgeber|unternehmen|entreprise|société|employeur|empresa|empresa contratante|compañía|azienda|datore di lavoro|nome e indirizzo del datore di lavoro|società|werkgever|bedrijf|bedrijfsnaam|företag|arbetsgivare|bedrift|arbeidsgiver|virksomhed|arbejdsgiver|pracodawca|nazwa firmy|şirket|şirket adı|firma adı|kurum|işveren",
		"公司|公司名称|单位|单位名称|工作单位|所在公司|任职公司|企业名称|公司名稱|任職公司|服務單位|服務公司|企業名稱|会社名|企業名|勤務先|勤務先名|会社|회사|회사명|근무처|직장명|компания|организация|работодатель|место работы|الشركة|اسم الشركة|جهة العمل|المؤسسة|صاحب العمل|חברה|שם החברה|מעסיק",
	],
	title: [
		"lavoro o posizione ricoperti|fonction ou poste occupé|profesión o cargo desempeñado|função ou cargo ocupado|beruf oder funktion|zawód lub zajmowane stanowisko|zajmowane stanowisko|beroep of functie|funcția sau postul ocupat|funcția ocupată|funcția|postul ocupat",
		"rolle|projektrolle|rol|position|role|title|job title|designation|tätigkeit|stelle|position / funktion|funktion|berufsbezeichnung|poste|fonction|intitulé du poste|puesto|cargo|puesto de trabajo|função|posizione|ruolo|mansione|qualifica|tipo di impiego|principali mansioni|functie|functietitel|befattning|tjänst|titel|roll|stilling|stanowisko|pozycja|rola|pozisyon|görev|unvan|ünvan|görevi|pozisyonu",
		"职位|职务|岗位|担任职位|职位名称|岗位名称|所任职位|職位|職務|職稱|擔任職位|職務名稱|職務名稱|職位名稱|役職|職種|ポジション|職位・役職|役割|役職・役割|직위|직책|직급|직무|должность|позиция|المسمى الوظيفي|المنصب|الوظيفة|الدور|תפקיד",
	],
	place: [
		"location|place|ort|einsatzort|lieu|lugar|ubicación|local|localidade|sede|luogo|plaats|locatie|plats|ort|sted|miejsce|lokalizacja|yer|konum|şehir|工作地点|工作地點|地点|地點|城市|勤務地|所在地|근무지|город|место|الموقع|المكان|المدينة|מיקום",
	],
	dates: [
		"year|year of passing|passing year|period|dates|date|duration|from - to|from/to|zeitraum|dauer|période|durée|dates (de - à)|periodo|período|fechas|fecha|duración|duração|data|date (da - a)|date (da – a)|durata|periode|datum|period|tid|tidsperiode|okres|okres zatrudnienia|czas trwania|daty|dönem|tarih|tarihler|çalışma süresi|süre|perioada",
		"时间|工作时间|任职时间|在职时间|起止时间|时间段|就读时间|期间|時間|任職時間|任職期間|工作期間|起訖時間|期間|在職期間|就業期間|在籍期間|勤務期間|参画期間|기간|근무기간|재직기간|период|период работы|дата|сроки|الفترة|المدة|التاريخ|فترة العمل|תקופה|תאריכים",
	],
	school: [
		"nome e tipo di istituto di istruzione o formazione|nome e tipo di istituto di istruzione formazione|nome e tipo d'organizzazione erogatrice dell'istruzione e formazione|nom et type de l'établissement d'enseignement ou de formation|nombre y tipo del centro de estudios|nombre y tipo de la organización que ha impartido la educación o la formación|nome e tipo da organização de ensino ou formação|name und art der bildungs- oder ausbildungseinrichtung|nazwa i rodzaj organizacji dostarczającej kształcenie i szkolenie|numele și tipul instituției de învățământ / furnizorului de formare|numele instituției|instituția|instituția de învățământ",
		"board / university|university / board|board|school / college|college / university|institute|school|university|institution|college|hochschule|universität|schule|bildungseinrichtung|établissement|école|université|universidad|centro|institución|centro de estudios|instituição|universidade|istituto|università|nome e tipo di istituto|onderwijsinstelling|school|instelling|skola|lärosäte|skole|uczelnia|szkoła|okul|üniversite|学校|学校名称|毕业院校|院校|學校|學校名稱|畢業學校|学校名|大学名|학교|학교명|учебное заведение|вуз|الجامعة|اسم الجامعة|المؤسسة التعليمية|מוסד",
	],
	degree: [
		"titolo della qualifica rilasciata|intitulé du certificat ou diplôme délivré|título de la cualificación obtenida|cualificación obtenida|designação da qualificação atribuída|bezeichnung der erworbenen qualifikation|nazwa uzyskanych kwalifikacji|calificarea / diploma obținută",
		"degree|award|qualification|abschluss|diplôme|título|titulación|grau|titolo di studio|qualifica conseguita|diploma|opleiding|studie|utbildning|examen|grad|stopień|tytuł|derece|学历|学位|學歷|學位|学位・学歴|학위|степень|квалификация|الدرجة|الدرجة العلمية|المؤهل|תואר",
	],
	other: [
		"principali mansioni e responsabilità|principali attività e responsabilità|tipo di attività o settore|principali materie / abilità professionali oggetto dello studio|livello nella classificazione nazionale|principales activités et responsabilités|type ou secteur d'activité|principales matières/compétences professionnelles couvertes|funciones y responsabilidades principales|tipo de empresa o sector|principais atividades e responsabilidades|principais actividades e responsabilidades|tipo de empresa ou setor|tipo de empresa ou sector|wichtigste tätigkeiten und zuständigkeiten|tätigkeitsbereich oder branche|główne obowiązki|główne czynności i zakres obowiązków|rodzaj działalności lub sektor|activități și responsabilități principale|tipul activității sau sectorul de activitate",
		"事業内容|従業員数|資本金|売上高|設立|雇用形態|規模|業種|所属|所属部署|部署|チーム規模|業務内容|職務内容|担当業務|公司性质|公司规模|所属行业|行业|部门|所在部门|所属部门|汇报对象|下属人数|工作性质|薪资|离职原因|工作内容|工作职责|职责|工作描述|公司性質|公司規模|產業別|部門|管理人數|薪資|離職原因|工作內容|工作職責|職務內容|證明人|证明人|사업내용|직원수|고용형태|부서|담당업무|주요업무",
		"series|pay plan|okay to contact this supervisor|okay to contact|may we contact|duties, accomplishments and related skills|work schedule|jefe inmediato|jefe directo|jefa inmediata|superior inmediato|supervisor inmediato|superior imediato|supervisor's name|telephone|phone|teléfono|telefone|telefono|telefon|téléphone|vorgesetzter|vorgesetzte|vinculación|tipo de contrato|contrato|vertragsart|enquadramento|motivo de retiro|department|industry|sector|employees|reason for leaving|supervisor|reference|main duties|duties|hours per week|hours|salary|starting salary|ending salary|pay|pay grade|grade level|manager|reports to|abteilung|branche|mitarbeiterzahl|service|secteur|effectif|motif de départ|departamento|motivo de salida|setor|reparto|settore|tipo di azienda o settore|afdeling|taken|werkzaamheden|arbetsuppgifter|aufgaben|missions|tâches|funciones|tareas|mansioni|avdelning|bransch|avdeling|dział|branża|departman|bölüm/departman|sektör|ayrılma nedeni|отдел|отрасль|обязанности|сфера деятельности|سبب ترك العمل|المهام|القطاع",
	],
	area: [
		"dziedzina studiów|kierunek studiów|field(s) of study|campo(s) de estudio|domaine(s) d'études|domaine d'études|domaine d'étude|campo di studio|campi di studio|área(s) de estudo|área de estudo|studiengebiet|fachrichtung|studierichting(en)|studiegebied|studieområde|major|majors|field of study|subject|course|specialization|specialisation|studiengang|studienfach|studienrichtung|fachrichtung|fachbereich|schwerpunkt|studienschwerpunkt|spécialité|spécialisation|filière|option|especialidad|especialización|carrera|curso|área|área de estudio|área de estudo|especialidade|especialização|indirizzo|specializzazione|corso di laurea|facoltà|richting|studierichting|afstudeerrichting|vakgebied|specialisatie|inriktning|ämne|huvudämne|program|fagområde|studieretning|fag|kierunek|kierunek studiów|specjalność|specjalizacja|bölüm|bölümü|anabilim dalı|uzmanlık alanı|alan|专业|所学专业|专业名称|主修|專業|科系|主修科系|系所|専攻|学部・学科|学部|전공|학과|специальность|факультет|التخصص|القسم|תחום",
	],
	grade: [
		"gpa|cgpa|grade|final grade|overall grade|score|result|final result|average|final mark|percentage|note|abschlussnote|gesamtnote|durchschnitt|durchschnittsnote|notendurchschnitt|notenschnitt|moyenne|moyenne générale|mention|note finale|nota|nota media|nota final|promedio|calificación|calificación final|expediente|média|média final|nota média|classificação|classificação final|voto|voto finale|voto di laurea|voto di diploma|votazione|votazione finale|media|punteggio|cijfer|eindcijfer|gemiddelde|gemiddeld cijfer|betyg|snittbetyg|medelbetyg|slutbetyg|karakter|karaktersnitt|gennemsnit|snitt",
		"ocena|ocena końcowa|ocena na dyplomie|średnia|średnia ocen|wynik|wynik na dyplomie|not|not ortalaması|genel not ortalaması|ortalama|mezuniyet notu|mezuniyet ortalaması|diploma notu|gno|agno|绩点|平均绩点|成绩|成績|평점|학점|средний балл|оценка|المعدل|التقدير|ממוצע",
	],
};

const BY_KEY = new Map<string, EntryField>();
for (const [field, rows] of Object.entries(LABELS) as [EntryField, readonly string[]][])
	for (const label of rows.flatMap((row) => row.split("|")))
		if (!BY_KEY.has(compact(label))) BY_KEY.set(compact(label), field);

/** The field that a text names, where it is a label and nothing else. */
export const entryField = (label: string): EntryField | null => BY_KEY.get(compact(label)) ?? null;

const LABELLED = /^(?:\P{L}{0,2}(\p{L}[^:：]{0,80}?)\s*[:：]|[【［](\p{L}{2,12})[】］])\s*(?=\S|$)/u;

/** The field that a text names before a colon, and the text behind it; null where it begins with no such label. */
export function takeEntryLabel(text: string): { field: EntryField; rest: string } | null {
	const match = LABELLED.exec(text);
	const field = match === null ? undefined : BY_KEY.get(compact(match[1] ?? match[2] ?? ""));
	return match === null || field === undefined ? null : { field, rest: text.slice(match[0].length) };
}
