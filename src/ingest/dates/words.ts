import { MONTH_LANGUAGES, monthNames } from "./month-names.ts";

/** Month names, words for "until today" and connectors, as data. */

/** Forms that people write and ICU does not list. */
const MORE_MONTHS: Record<string, number> = {
	sept: 9,
	mrz: 3,
	mär: 3,
	maerz: 3,
	jän: 1,
	jänner: 1,
	jaenner: 1,
	feber: 2,
	feb: 2,
	mrt: 3,
	okt: 10,
	dez: 12,
	janv: 1,
	févr: 2,
	fév: 2,
	fevr: 2,
	avr: 4,
	juil: 7,
	aoû: 8,
	déc: 12,
	ene: 1,
	abr: 4,
	ago: 8,
	dic: 12,
	set: 9,
	out: 10,
	fev: 2,
	mai: 5,
	gen: 1,
	mag: 5,
	giu: 6,
	lug: 7,
	ott: 10,
	setiembre: 9,
	sty: 1,
	lut: 2,
	kwi: 4,
	cze: 6,
	sie: 8,
	wrz: 9,
	paź: 10,
	lis: 11,
	gru: 12,
	juni: 6,
	juli: 7,
	june: 6,
	july: 7,
	ağus: 8,
	paźdz: 10,
	kwiet: 4,
	sierp: 8,
	grudz: 12,
	stycz: 1,
	juill: 7,
	أغسطس: 8,
};

/** Digits of Arabic and wide digits, and the wide marks that stand in dates. */
const WIDE = "０１２３４５６７８９．／－：（），";
const NARROW = "0123456789./-:(),";

function foldUnit(unit: string): string {
	if (unit === "ı" || unit === "İ") return "i";
	if (unit === "\u00a0") return " ";
	if (/[\u0660-\u0669\u06F0-\u06F9]/.test(unit)) return String(unit.charCodeAt(0) & 0xf);
	if (WIDE.includes(unit)) return NARROW[WIDE.indexOf(unit)] as string;
	// Besides accents, the hamza that is left out as often as written.
	const base = unit
		.normalize("NFD")
		.replace(/[\u0300-\u036f\u0653-\u0655]/g, "")
		.toLowerCase();
	return base.length === 1 ? base : unit;
}

const PLAIN = /^[\x00-\x7f]*$/;
const BEYOND_PLAIN = /[^\x00-\x7f]/g;

/** Folds one character at a time so that offsets stay as they are in the text. */
export const foldInPlace = (text: string): string =>
	PLAIN.test(text) ? text.toLowerCase() : text.replace(/[A-Z]/g, lower).replace(BEYOND_PLAIN, foldUnit);

const lower = (letter: string): string => letter.toLowerCase();

function collectMonths(): Map<string, number> {
	const months = new Map<string, number>();
	const add = (form: string, month: number): void => {
		const key = foldInPlace(form.replace(/[.\u200f\u200e]/g, "").trim());
		if (key.length >= (/^\p{Script=Arabic}/u.test(key) ? 2 : 3) && !/\d/.test(key) && !months.has(key))
			months.set(key, month);
	};
	for (const [form, month] of Object.entries(MORE_MONTHS)) add(form, month);
	for (const language of MONTH_LANGUAGES)
		for (const names of Object.values(monthNames(language)))
			for (const [at, name] of names.entries()) add(name, at + 1);
	return months;
}

/** Folded month name to 1..12. */
export const MONTHS: ReadonlyMap<string, number> = collectMonths();

const list = (words: string): string[] => words.split("|").map(foldInPlace);

/** "Until today", by language. */
export const PRESENT_WORDS = list(
	[
		"present|the present|present day|in progress|current|currently|now|today|ongoing|on-going|to date|till date|date|till now|until now|till present|to present",
		"heute|bis heute|aktuell|gegenwärtig|jetzt|bis jetzt|laufend|derzeit|dato|bis dato|andauernd|fortlaufend|bis auf weiteres|dauert an|unbefristet",
		"aujourd'hui|aujourd’hui|à aujourd'hui|à aujourd’hui|présent|à présent|jusqu'à présent|jusqu’à présent|actuel|actuelle|actuellement|ce jour|à ce jour|en cours|maintenant|en poste|poste actuel|auj|auj.",
		"act.|act|actual.|la actualidad|actualidad|presente|el presente|al presente|actual|actualmente|hoy|hoy en día|la fecha|a la fecha|hasta la fecha|hasta la actualidad|fecha|fecha actual|ahora|en curso|vigente",
		"atual|atualmente|o presente|o momento|momento|até o momento|até ao momento|momento atual|até à data|hoje|até hoje|em curso|em andamento|cursando|actualidade|dias atuais|os dias atuais|emprego atual|dias de hoje|data atual",
		"attuale|attualità|l'attualità|l’attualità|all'attualità|all’attualità|attualmente|oggi|ad oggi|a oggi|in corso|tuttora|tutt'oggi|tutt’oggi|ancora in corso|al presente",
		"heden|tot heden|op heden|tot op heden|nu|tot nu|huidig|huidige|lopend|vandaag",
		"nuvarande|pågående|tills vidare|idag|i dag|dags dato|nå|nåværende|nuværende|d.d|dd|d.d.|til dato|fortsatt|fortsat|løpende|løbende|nykyinen|nykyhetki|nyt|edelleen|toistaiseksi|jatkuu",
		"obecnie|teraz|aktualnie|chwili obecnej|chwila obecna|do chwili obecnej|nadal|dziś|do dziś|do dzisiaj|do teraz|w trakcie|trwa",
		"günümüz|günümüze|günümüze kadar|bugüne|bugüne kadar|halen|hâlen|halihazırda|devam ediyor|devam etmekte|devam ediyorum|bugün|şu an|şu anda|şuan|şimdi|halen devam ediyor|halen çalışıyor|devam",
		"至今|迄今|现在|現在|现今|現今|今|目前|今日|在职|在職|现职|現職|在读|在讀|就读中|就讀中|仍在职|仍在職|任职中|任職中|現在に至る|現在にいたる|現在に到る|現在まで|現在在籍中|在籍中|在職中|在学中|今に至る|継続中",
		"настоящее время|по настоящее время|по наст. время|наст. время|н.в|н. в|сейчас|по сей день|сегодня|теперішній час|дотепер|досі|по цей час",
		"současnost|současnosti|dosud|doposud|nyní|dodnes|súčasnosť|súčasnosti|doteraz|jelen|jelenleg|jelenleg is|mai napig|napjainkig|prezent|în prezent|present|σήμερα|παρόν|το παρόν|έως σήμερα|danas|aktuální|do danas|сега|настоящем",
		"الآن|حتى الآن|إلى الآن|لغاية الآن|لحد الآن|حتى اليوم|اليوم|حتى الوقت الحاضر|الوقت الحاضر|الحاضر|الوقت الحالي|الوقت الراهن|حتى تاريخه|لتاريخه|تاريخه|حاليا|حالياً|مستمر|على رأس عملي|على رأس العمل|היום|עד היום|כיום|הווה|נוכחי|حال|تاکنون|اکنون|تا کنون|هم اکنون",
		"현재|현재까지|재직중|재직 중|재학중|재학 중|지금|sekarang|saat ini|kini|hiện tại|hiện nay|nay|सध्या|वर्तमान|actualitat|ara",
	].join("|"),
);

/** "From ... on, until today". */
export const SINCE_WORDS = list(
	"since|depuis l'|depuis l’|depuis la|dalla|dallo|des de l'|des de l’|seit|seit dem|depuis|depuis le|desde|dal|dall'|dall’|sinds|vanaf|sedan|siden|od|from|ab|с|з|začátek|since the|自|自从|自從|des de|a partir de|à partir de|desde el|fra|fra og med|från och med|fr.o.m|från|od kdy|kuopuolis|alkaen|itibaren|'dan beri|منذ|من|מאז|מ-|από|din|sejak|từ",
);

/** Words that a range with both its ends may begin with: "from May 2019 to June 2020". */
export const FROM_WORDS = list(
	"from|from the|d'|d’|de l'|de l’|dalla|dallo|des de|des de l'|des de l’|von|vom|du|de|depuis|del|desde|desde el|da|dal|dall'|dall’|van|vanaf|från|fra|fr.o.m|od|z|с|з|от|من|منذ|自|从|從|από|din|dari|từ|mulai",
);

/** Between the two ends of a range. */
export const RANGE_WORDS = list(
	"to|all'|all’|alla|allo|sino a|sino al|sino all'|sino all’|fino all'|fino all’|fino alla|à l'|à l’|jusqu'à l'|jusqu’à l’|fins a|fins al|fins a l'|fins a l’|until|till|til|through|thru|bis|bis zum|à|au|jusqu'à|jusqu’à|jusqu'en|jusqu’en|jusqu'au|jusqu’au|a|al|ad|ai|hasta|hasta el|hasta la|até|até o|até à|ate|ao|à|tot|t/m|t.m|tot en met|t.e.m|tem|tot heden|till och med|t.o.m|t o m|tom|til og med|t.o.m.|do|kadar|ila|至|到|から|まで|по|до|do|ig|fino a|fino al|إلى|الى|حتى|لغاية|ولغاية|עד|부터|تا|sampai|hingga|s/d|s.d|đến|pana la|până la|până în|și|και|έως|εως|μέχρι|asti|saakka|- do|az|až|až do",
);

/** Words before a single date that say it ends something. */
export const UNTIL_WORDS = list(
	"until|till|bis|jusqu'à|jusqu’à|jusqu'à l'|jusqu’à l’|fino all'|fino all’|fino al|jusqu'en|jusqu’en|hasta|até|fino a|tot|do|graduated|graduation|expected|anticipated|completed|abschluss|voraussichtlich|obtained|awarded|conferred|diplômé|obtention|egresado|conclusão|conseguito|class of|promotion|حتى|إلى|至",
);
