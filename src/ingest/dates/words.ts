/** Month names, words for "until today" and connectors, as data. Month names come from ICU through Intl. */

/** In this order a form that two languages share goes to the first of them. */
const MONTH_LANGUAGES =
	"en de fr es pt it nl sv pl tr da nb fi cs sk hu ro ru uk el ca gl et lv lt sl bg id ms ar ar-EG fa he hi ko vi".split(
		" ",
	);

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
};

/** Folds one character at a time so that offsets stay as they are in the text. */
export function foldInPlace(text: string): string {
	let folded = "";
	for (const unit of text.split("")) {
		if (unit < "\u0080") folded += unit.toLowerCase();
		else {
			const base =
				unit === "ı" || unit === "İ"
					? "i"
					: unit
							.normalize("NFD")
							.replace(/[\u0300-\u036f]/g, "")
							.toLowerCase();
			folded += base.length === 1 ? base : unit;
		}
	}
	return folded;
}

function collectMonths(): Map<string, number> {
	const months = new Map<string, number>();
	const add = (form: string, month: number): void => {
		const key = foldInPlace(form.replace(/[.\u200f\u200e]/g, "").trim());
		if (key.length >= 3 && !/\d/.test(key) && !months.has(key)) months.set(key, month);
	};
	for (const [form, month] of Object.entries(MORE_MONTHS)) add(form, month);
	for (const language of MONTH_LANGUAGES) {
		for (const width of ["long", "short"] as const) {
			const alone = new Intl.DateTimeFormat(language, {
				month: width,
				timeZone: "UTC",
				numberingSystem: "latn",
				calendar: "gregory",
			});
			const inDate = new Intl.DateTimeFormat(language, {
				day: "numeric",
				month: width,
				timeZone: "UTC",
				numberingSystem: "latn",
				calendar: "gregory",
			});
			for (let month = 0; month < 12; month += 1) {
				const day = new Date(Date.UTC(2020, month, 15));
				add(alone.format(day), month + 1);
				add(inDate.formatToParts(day).find((part) => part.type === "month")?.value ?? "", month + 1);
			}
		}
	}
	return months;
}

/** Folded month name to 1..12. */
export const MONTHS: ReadonlyMap<string, number> = collectMonths();

const list = (words: string): string[] => words.split("|").map(foldInPlace);

/** "Until today". */
export const PRESENT_WORDS = list(
	"present|the present|current|currently|now|today|ongoing|on-going|to date|till date|date|till now|until now|heute|aktuell|gegenwärtig|jetzt|laufend|derzeit|dato|andauernd|aujourd'hui|aujourd’hui|présent|à présent|actuel|actuellement|ce jour|en cours|maintenant|la actualidad|actualidad|presente|el presente|al presente|actual|actualmente|hoy|la fecha|fecha|ahora|atual|atualmente|o presente|o momento|momento|hoje|em curso|actualidade|attuale|attualmente|oggi|ad oggi|in corso|heden|nu|huidig|lopend|nuvarande|pågående|tills vidare|idag|i dag|dags dato|nå|nåværende|nykyinen|nykyhetki|nyt|edelleen|obecnie|teraz|aktualnie|chwili obecnej|nadal|dziś|do dziś|günümüz|günümüze kadar|halen|devam ediyor|bugün|şu an|halen devam ediyor|devam|至今|现在|現在|现今|現今|迄今|今|目前|настоящее время|по настоящее время|н.в|н. в|сейчас|по сей день|současnost|dosud|nyní|súčasnosť|jelen|jelenleg|prezent|în prezent|σήμερα|παρόν|το παρόν|الآن|الحاضر|حتى الآن|الوقت الحالي|حتى تاريخه|היום|כיום|הווה|현재|sekarang|saat ini|kini|hiện tại|hiện nay|nay|теперішній час|дотепер|सध्या|वर्तमान|حال|اکنون|actualitat|danas|aktuální",
);

/** "From ... on, until today". */
export const SINCE_WORDS = list(
	"since|seit|seit dem|depuis|desde|dal|dall'|sinds|vanaf|sedan|siden|od|from|ab|с|začátek|since the|自|自从|des de|a partir de|à partir de|desde el|fra|od kdy",
);

/** Between the two ends of a range. */
export const RANGE_WORDS = list(
	"to|until|till|til|through|thru|bis|bis zum|à|au|jusqu'à|jusqu’à|jusqu'en|a|al|hasta|até|ate|tot|t/m|tot en met|tot heden|do|kadar|至|到|から|по|do|ig|até o|fino a|fino al|إلى|حتى|עד|부터|sampai|hingga|đến|pana la|και|έως|asti|saakka|- do|til og med|hasta la|jusqu'au",
);

/** Words before a single date that say it ends something. */
export const UNTIL_WORDS = list(
	"until|till|bis|jusqu'en|hasta|até|fino a|tot|do|graduated|graduation|expected|anticipated|completed|abschluss|voraussichtlich|obtained|awarded|conferred|diplômé|obtention|egresado|conclusão|conseguito|class of|promotion",
);
