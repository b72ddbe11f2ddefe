import { fold } from "./fold.ts";

/**
 * Labels of personal details that say nothing of a person's work and must not be searched or ranked by: birth, age, sex, family,
 * nationality, religion, health, military service, party, photo; by language of the label. Alternatives are parted by "|".
 */
const LABELS: readonly string[] = [
	"date of birth|birth date|birthdate|birthday|born|born on|born in|dob|d.o.b|place of birth|birthplace|date and place of birth|age|gender|sex|marital status|civil status|family status|nationality|citizenship|religion|ethnicity|race|disability|disability status|sexual orientation|gender identity|children|number of children|dependents|pronouns|photo|height|weight|blood group|blood type|father's name|mother's name|spouse|passport number|passport no|social security number|national id|id number|visa status|military status",
	"geburtsdatum|geburtsdatum/-ort|geburtsdatum und -ort|geburtsdatum/ort|geboren|geboren am|geboren in|geb.|geb. am|geburtstag|geburtsort|geburtsname|alter|geschlecht|familienstand|zivilstand|staatsangehörigkeit|staatsbürgerschaft|nationalität|konfession|religion|religionszugehörigkeit|kinder|anzahl kinder|schwerbehinderung|behinderung|grad der behinderung|gdb|schwerbehindert|sexuelle orientierung|wehrdienst|eltern|lichtbild",
	"date de naissance|date et lieu de naissance|né le|née le|né(e) le|né en|née en|né à|née à|naissance|lieu de naissance|âge|sexe|genre|situation familiale|situation de famille|situation matrimoniale|situation maritale|état civil|nationalité|enfants|nombre d'enfants|handicap|situation de handicap|rqth|orientation sexuelle|numéro de sécurité sociale",
	"fecha de nacimiento|fecha y lugar de nacimiento|lugar y fecha de nacimiento|nacimiento|nacido el|nacida el|lugar de nacimiento|edad|sexo|género|estado civil|nacionalidad|hijos|dni|d.n.i|nie|dni/nie|nif|cédula|cédula de identidad|curp|rut|discapacidad|grado de discapacidad|orientación sexual|servicio militar|situación militar",
	"data de nascimento|nascimento|nascido em|nascida em|local de nascimento|naturalidade|idade|sexo|gênero|estado civil|nacionalidade|filhos|cpf|rg|cartão de cidadão|situação militar|filiação|deficiência",
	"data di nascita|data e luogo di nascita|luogo e data di nascita|luogo di nascita|nato il|nata il|nato a|nata a|età|sesso|genere|stato civile|nazionalità|cittadinanza|figli|codice fiscale|servizio militare|obblighi di leva|obblighi militari|categorie protette",
	"geboortedatum|geboorteplaats|geboortedatum en -plaats|geboren op|geboren te|geb.datum|leeftijd|geslacht|burgerlijke staat|burgerlijke stand|nationaliteit|kinderen|bsn",
	"födelsedatum|född|födelseår|födelseort|personnummer|ålder|kön|civilstånd|civilstatus|nationalitet|medborgarskap|barn|familj",
	"fødselsdato|født|født den|fødselsår|fødested|alder|kjønn|køn|sivilstatus|sivilstand|civilstand|civilstatus|familie|nasjonalitet|nationalitet|statsborgerskap|statsborgerskab|barn|børn|cpr-nummer|syntymäaika|syntynyt|syntymäpaikka|ikä|sukupuoli|siviilisääty|kansalaisuus|kansallisuus",
	"data urodzenia|data i miejsce urodzenia|urodzony|urodzona|ur.|rok urodzenia|miejsce urodzenia|wiek|płeć|stan cywilny|stan rodzinny|narodowość|obywatelstwo|dzieci|pesel|imiona rodziców|służba wojskowa|stosunek do służby wojskowej|niepełnosprawność",
	"doğum tarihi|doğum yeri|doğum yeri ve tarihi|doğum tarihi ve yeri|doğum yılı|doğum yeri / tarihi|yaş|yaşı|cinsiyet|cinsiyeti|medeni hal|medeni hali|medeni durum|medeni durumu|uyruk|uyruğu|vatandaşlık|askerlik|askerlik durumu|askerlik hizmeti|t.c. kimlik no|tc kimlik no|kan grubu|çocuk|çocuk sayısı|boy|kilo|engel durumu|baba adı|anne adı|sigara kullanımı",
	"出生日期|出生年月|出生年月日|出生|生日|年龄|性别|民族|国籍|籍贯|婚姻|婚姻状况|婚姻情况|婚否|婚育状况|政治面貌|身高|体重|血型|健康状况|身体状况|户口|户籍|户口所在地|户籍地|户籍所在地|身份证|身份证号|身份证号码|照片|宗教信仰|兵役|生肖|星座|党派|有无子女|出生地",
	"出生日期|年齡|性別|國籍|籍貫|婚姻狀況|婚姻狀態|婚姻|血型|健康狀況|兵役狀況|兵役|役別|身分證字號|身份證號碼|身高|體重|戶籍|戶籍地址|出生地|生肖|星座|宗教|照片|身心障礙|駕照狀況與身心障礙",
	"生年月日|生まれ|年齢|満年齢|性別|国籍|本籍|本籍地|出身|出身地|婚姻|婚姻状況|既婚・未婚|配偶者|配偶者の有無|配偶者の扶養義務|扶養家族|扶養家族数|扶養家族数(配偶者を除く)|家族構成|血液型|健康状態|身長|体重|写真|宗教|障害|障がい|在留資格|保護者",
	"생년월일|나이|연령|성별|국적|결혼|결혼여부|혼인여부|혼인|병역|병역사항|병역여부|출생지|본적|주민등록번호|종교|혈액형|신장|체중|장애|장애여부|보훈|보훈대상|사진|가족사항",
	"дата рождения|год рождения|место рождения|родился|родилась|возраст|пол|национальность|гражданство|семейное положение|дети|наличие детей|вероисповедание|военная служба|рост|вес|дата народження|місце народження|вік|стать|сімейний стан|громадянство|національність",
	"تاريخ الميلاد|تاريخ الولادة|تاريخ ومكان الميلاد|مكان وتاريخ الميلاد|تاريخ و مكان الميلاد|مكان الميلاد|مكان الولادة|محل الميلاد|محل الولادة|الميلاد|العمر|السن|الجنس|النوع|الجنسية|الحالة الاجتماعية|الحالة الإجتماعية|الحالة المدنية|الحالة العائلية|الديانة|الدين|الخدمة العسكرية|الموقف من التجنيد|رقم الهوية|رقم الجواز|رقم جواز السفر|عدد الأولاد|عدد الأطفال|الصورة الشخصية|فصيلة الدم",
	"תאריך לידה|שנת לידה|מקום לידה|ארץ לידה|גיל|מין|מצב משפחתי|אזרחות|לאום|ילדים|דת|ת.ז|ת.ז.|תעודת זהות|מספר זהות|תאריך עליה|تاریخ تولد|محل تولد|سن|جنسیت|وضعیت تأهل|وضعیت تاهل|ملیت|وضعیت نظام وظیفه|مذهب",
	"datum narození|místo narození|věk|pohlaví|rodinný stav|státní příslušnost|národnost|dátum narodenia|rodinný stav|štátna príslušnosť|születési idő|születési dátum|születési hely|életkor|nem|családi állapot|állampolgárság|data nașterii|locul nașterii|vârsta|sex|stare civilă|starea civilă|naționalitate|cetățenie|ημερομηνία γέννησης|τόπος γέννησης|ηλικία|φύλο|οικογενειακή κατάσταση|υπηκοότητα|εθνικότητα|στρατιωτικές υποχρεώσεις|tempat lahir|tanggal lahir|tempat, tanggal lahir|tempat/tanggal lahir|tempat tanggal lahir|usia|umur|jenis kelamin|status pernikahan|kewarganegaraan|agama|ngày sinh|năm sinh|nơi sinh|tuổi|giới tính|tình trạng hôn nhân|quốc tịch|dân tộc|tôn giáo",
];

/** Letters and digits only, so that "Date / place" and "氏　名" are found however they are spaced. */
const compact = (text: string): string => fold(text).replace(/[^\p{L}\p{M}\p{N}]+/gu, "");

const NAMES: ReadonlySet<string> = new Set(LABELS.flatMap((row) => row.split("|")).map(compact));

/** Letters of the longest label. */
export const LONGEST_PERSONAL_LABEL = Math.max(...[...NAMES].map((name) => name.length));

/** True for a text that is nothing but the label of such a detail: "Date of birth", "生年月日", "Stan cywilny". */
export function isPersonalLabel(text: string): boolean {
	return text.length <= LONGEST_PERSONAL_LABEL * 2 && NAMES.has(compact(text));
}
