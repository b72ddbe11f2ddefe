import { fold } from "../../analysis/fold.ts";
import { isPersonalLabel } from "../../analysis/personal-labels.ts";

/** What stands beside a label in the head of a resume. `personal` is what must not influence hiring. */
export type LabelledField =
	| "name"
	| "family name"
	| "given name"
	| "reading"
	| "phone"
	| "fax"
	| "email"
	| "address"
	| "link"
	| "personal";

/** Labels by field; alternatives are parted by "|", languages are mixed. Compared after folding, without blanks and marks. */
const LABELS: Record<Exclude<LabelledField, "personal">, readonly string[]> = {
	name: [
		"name|full name|first name and last name|name, vorname|vor- und nachname|vor- und zuname|vorname, name|nachname, vorname|name und vorname|nom|nom et prénom|prénom et nom|nom, prénom|nom complet|nombre|nombre completo|nombre y apellidos|apellidos y nombre|nombres y apellidos|nome|nome completo|nome e cognome|cognome e nome|nome e sobrenome|naam|volledige naam|namn|för- och efternamn|navn|fulde navn|nimi|imię i nazwisko|nazwisko i imię|ad soyad|adı soyadı|adı ve soyadı|isim|isim soyisim|ad-soyad",
		"姓名|名字|中文姓名|英文姓名|氏名|名前|お名前|성명|이름|성 명|имя|фио|ф.и.о|фамилия, имя, отчество|фамилия имя отчество|имя и фамилия|піб|الاسم|الاسم الكامل|الإسم|الأسم|اسم|שם|שם מלא|نام و نام خانوادگی|jméno|jméno a příjmení|meno a priezvisko|név|nume|nume și prenume|ονοματεπώνυμο|nama|nama lengkap|họ tên|họ và tên",
	],
	"family name": [
		"surname|surnames|surname(s)|last name|last name(s)|family name|family name(s)|nachname|familienname|zuname|nom de famille|apellido|apellidos|apellido(s)|primer apellido|cognome|sobrenome|sobrenomes|apelido|apelidos|achternaam|familienaam|efternamn|efternavn|etternavn|sukunimi|nazwisko|soyadı|soyad|soyisim|příjmení|priezvisko|vezetéknév|családnév|nume de familie|επώνυμο|фамилия|прізвище|姓|姓氏|苗字|성|اسم العائلة|اللقب|שם משפחה",
	],
	"given name": [
		"first name|first names|first name(s)|first & middle names|given name|given names|given name(s)|forename|forenames|forename(s)|christian name|vorname|vornamen|vorname(n)|rufname|prénom|prénoms|prénom(s)|nombre de pila|nombres|nombre(s)|nomi|primeiro nome|nome próprio|voornaam|voornamen|voorna(a)m(en)|roepnaam|förnamn|tilltalsnamn|fornavn|etunimi|etunimet|imię|imiona|imię (imiona)|adı|ad|křestní jméno|keresztnév|utónév|prenume|όνομα|имя|ім'я|名|名字|이름|الاسم الأول|שם פרטי",
	],
	reading: ["ふりがな|フリガナ|furigana|カナ|読み|ローマ字"],
	phone: [
		"phone|phone number|telephone|telephone number|tel|tel no|tel. no|mobile|mobile phone|mobile number|cell|cell phone|contact number|contact no|whatsapp|telefon|telefonnummer|handy|handynummer|mobil|mobilnummer|mobiltelefon|festnetz|téléphone|tél|téléphone portable|tél. portable|portable|mobile|gsm|teléfono|teléfono móvil|teléfono de contacto|teléfono celular|número de teléfono|móvil|celular|telefone|telefone celular|telemóvel|contacto telefónico|contato telefônico|telefono|telefono cellulare|cellulare|cell.|recapito telefonico|numero di telefono|telefoon|telefoonnummer|mobiel|mobiel nummer|tel.nr|mobilen|tlf|tlf.nr|mobilnr|puhelin|puhelinnumero|puh|telefon komórkowy|tel. komórkowy|tel. kom|telefon kontaktowy|nr telefonu|numer telefonu|komórka|kom|cep|cep telefonu|cep tel|telefon numarası|tel. no",
		"电话|联系电话|电话号码|手机|手机号|手机号码|移动电话|联系手机|電話|聯絡電話|聯繫電話|連絡電話|電話號碼|手機|手機號碼|行動電話|手提電話|流動電話|電話番号|携帯|携帯電話|携帯番号|携帯電話番号|連絡先電話番号|自宅電話|전화|전화번호|연락처|휴대폰|휴대전화|핸드폰|휴대폰번호|телефон|тел|мобильный|мобильный телефон|моб. телефон|моб. тел|контактный телефон|номер телефона|мобільний телефон|الهاتف|هاتف|رقم الهاتف|رقم هاتف|هاتف محمول|الهاتف المحمول|الهاتف الجوال|رقم الهاتف المحمول|الجوال|جوال|رقم الجوال|موبايل|الموبايل|رقم الموبايل|المحمول|تليفون|التليفون|النقال|الهاتف النقال|טלפון|טלפון נייד|נייד|פלאפון|تلفن|تلفن همراه|شماره تماس|موبایل|telefonní číslo|mobilní telefon|telefonszám|mobiltelefon|număr de telefon|τηλέφωνο|κινητό|κινητό τηλέφωνο|telepon|no. hp|nomor telepon|no. telepon|điện thoại|số điện thoại|sđt",
	],
	fax: ["fax|telefax|telefaks|传真|傳真|ファックス|fax番号|факс|فاكس|פקס"],
	email: [
		"e-mail|email|mail|email address|e-mail address|email id|e-mailadresse|mailadresse|courriel|mél|adresse e-mail|adresse email|adresse mail|adresse électronique|correo|correo electrónico|dirección de correo|dirección de correo electrónico|correio eletrónico|correio eletrônico|endereço eletrônico|e-mailadres|mailadres|e-post|epost|e-postadress|e-postadresse|mejl|mejladress|posta elettronica|indirizzo e-mail|indirizzo email|sähköposti|sähköpostiosoite|adres e-mail|adres email|poczta elektroniczna|poczta|e-posta|eposta|e-posta adresi|mail adresi|elektronik posta",
		'邮箱|电子邮箱|电子邮件|邮件|邮箱地址|联系邮箱|个人邮箱|電郵|電郵地址|電子郵件|電子郵箱|電子信箱|信箱|郵箱|郵件|メール|メールアドレス|eメール|eメールアドレス|電子メール|이메일|이메일주소|이메일 주소|전자우편|메일|эл. почта|электронная почта|почта|эл. адрес|адрес электронной почты|електронна пошта|البريد الإلكتروني|البريد الالكتروني|البريد الإليكتروني|بريد إلكتروني|بريد الكتروني|ايميل|الايميل|الإيميل|إيميل|דוא"ל|דואל|דואר אלקטרוני|מייל|אימייל|ایمیل|پست الکترونیک|e-mailová adresa|e-mail cím|adresă de e-mail|ηλεκτρονικό ταχυδρομείο|surel|alamat email|thư điện tử',
	],
	address: [
		"adres bilgileri|address|postal address|home address|current address|permanent address|location|current location|based in|residence|place of residence|city|city of residence|lives in|live in|home|adresse|anschrift|postanschrift|wohnort|wohnhaft in|wohnhaft|standort|ort|adresse postale|domicile|localisation|ville|lieu de résidence|dirección|dirección postal|ubicación|domicilio|ciudad|residencia|lugar de residencia|población|localidad|endereço|localização|morada|cidade|residência|cidade/estado|indirizzo|indirizzo di residenza|residenza|città|luogo di residenza|residente a|adres|woonplaats|woonadres|adres en woonplaats|adress|bostadsort|bostadsadress|hemadress|ort|bosted|bopæl|bostedsadresse|osoite|kotipaikka|paikkakunta|miejsce zamieszkania|adres zamieszkania|adres do korespondencji|miasto|miejscowość|zamieszkanie|konum|ikametgah|ikamet|ikamet adresi|ikametgâh adresi|adresi|ev adresi|şehir|yaşadığı şehir|yaşadığı yer|il / ilçe|semt",
		"地址|所在地|现居地|居住地|现居住地|现居|现住址|现居城市|现居地址|居住地址|居住城市|家庭住址|家庭地址|所在城市|所在地区|住址|联系地址|通讯地址|通信地址|現居地|現居住地|住址|居住地|聯絡地址|聯繫地址|通訊地址|通訊處|現居地址|居住地區|居住城市|住所|現住所|現在地|居住地|주소|현주소|거주지|거주지역|адрес|адрес проживания|проживает|место жительства|место проживания|город|город проживания|проживание|місто|адреса|العنوان|عنوان|عنوان السكن|العنوان الحالي|مكان الإقامة|محل الإقامة|مكان السكن|الإقامة|السكن|المدينة|مدينة|بلد الإقامة|الموقع|כתובת|מקום מגורים|מגורים|עיר|عنوان منزل|آدرس|محل سکونت|bydliště|trvalé bydliště|trvalý pobyt|lakcím|lakhely|cím|domiciliu|adresă|localitate|διεύθυνση|τόπος διαμονής|alamat|domisili|địa chỉ|nơi ở|nơi sống",
	],
	link: [
		"linkedin|github|gitlab|xing|website|web|homepage|webseite|internetseite|site web|site internet|página web|sitio web|web personal|site|sito web|sito internet|sito|webbplats|hemsida|hjemmeside|nettside|kotisivut|strona internetowa|strona www|www|web sitesi|kişisel web sitesi|portfolio|blog|skype|twitter|wechat|qq|line|telegram|微信|微信号|个人网站|个人主页|主页|网站|博客|個人網站|網站|部落格|ホームページ|ウェブサイト|ブログ|홈페이지|블로그|포트폴리오|сайт|веб-сайт|الموقع الإلكتروني|الموقع الشخصي|لينكد إن|לינקדאין|אתר",
	],
};

/** A label as the key of a table: folded, letters and digits only. */
export const compact = (text: string): string => fold(text).replace(/[^\p{L}\p{M}\p{N}]+/gu, "");

const BY_KEY = new Map<string, LabelledField>();
for (const [field, rows] of Object.entries(LABELS) as [LabelledField, readonly string[]][]) {
	for (const label of rows.flatMap((row) => row.split("|")))
		if (!BY_KEY.has(compact(label))) BY_KEY.set(compact(label), field);
}

const LONGEST_LABEL = 40;

/** Which field a label names, or null: "Téléphone" and "電話番号" a phone, "Stan cywilny" a personal detail. */
export function labelledField(text: string): LabelledField | null {
	if (text.length > LONGEST_LABEL) return null;
	return BY_KEY.get(compact(text)) ?? (isPersonalLabel(text) ? "personal" : null);
}
