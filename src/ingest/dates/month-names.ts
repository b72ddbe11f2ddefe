/**
 * The names of months by language, from January on, as CLDR 48 has them (Unicode License v3; ICU 78 in Node 24). Asking Intl for them when a process starts
 * costs a formatter for each language and form: 16 MB in each parser process. A test compares what is here with Intl.
 */
interface Names {
	readonly long: string;
	/** Absent: as `long`. */
	readonly short?: string;
	/** Behind a day, another case than alone in some languages. Absent: as alone. */
	readonly longInDates?: string;
	readonly shortInDates?: string;
}

/** In this order a form that two languages share goes to the first of them. */
const NAMES: Readonly<Record<string, Names>> = {
	en: {
		long: "January|February|March|April|May|June|July|August|September|October|November|December",
		short: "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
	},
	de: {
		long: "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
		short: "Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez",
		shortInDates: "Jan.|Feb.|März|Apr.|Mai|Juni|Juli|Aug.|Sept.|Okt.|Nov.|Dez.",
	},
	fr: {
		long: "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
		short: "janv.|févr.|mars|avr.|mai|juin|juil.|août|sept.|oct.|nov.|déc.",
	},
	es: {
		long: "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
		short: "ene|feb|mar|abr|may|jun|jul|ago|sept|oct|nov|dic",
	},
	pt: {
		long: "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
		short: "jan.|fev.|mar.|abr.|mai.|jun.|jul.|ago.|set.|out.|nov.|dez.",
	},
	it: {
		long: "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
		short: "gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic",
	},
	nl: {
		long: "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
		short: "jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec",
	},
	sv: {
		long: "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
		short: "jan.|feb.|mars|apr.|maj|juni|juli|aug.|sep.|okt.|nov.|dec.",
	},
	pl: {
		long: "styczeń|luty|marzec|kwiecień|maj|czerwiec|lipiec|sierpień|wrzesień|październik|listopad|grudzień",
		longInDates: "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia",
		short: "sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru",
	},
	tr: {
		long: "Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık",
		short: "Oca|Şub|Mar|Nis|May|Haz|Tem|Ağu|Eyl|Eki|Kas|Ara",
	},
	da: {
		long: "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
		short: "jan.|feb.|mar.|apr.|maj|jun.|jul.|aug.|sep.|okt.|nov.|dec.",
	},
	nb: {
		long: "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember",
		short: "jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des",
		shortInDates: "jan.|feb.|mars|apr.|mai|juni|juli|aug.|sep.|okt.|nov.|des.",
	},
	fi: {
		long: "tammikuu|helmikuu|maaliskuu|huhtikuu|toukokuu|kesäkuu|heinäkuu|elokuu|syyskuu|lokakuu|marraskuu|joulukuu",
		longInDates:
			"tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta|lokakuuta|marraskuuta|joulukuuta",
		short: "tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu",
		shortInDates: "1|2|3|4|5|6|7|8|9|10|11|12",
	},
	cs: {
		long: "leden|únor|březen|duben|květen|červen|červenec|srpen|září|říjen|listopad|prosinec",
		longInDates: "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
		short: "led|úno|bře|dub|kvě|čvn|čvc|srp|zář|říj|lis|pro",
		shortInDates: "1|2|3|4|5|6|7|8|9|10|11|12",
	},
	sk: {
		long: "január|február|marec|apríl|máj|jún|júl|august|september|október|november|december",
		longInDates: "januára|februára|marca|apríla|mája|júna|júla|augusta|septembra|októbra|novembra|decembra",
		short: "jan|feb|mar|apr|máj|jún|júl|aug|sep|okt|nov|dec",
		shortInDates: "1|2|3|4|5|6|7|8|9|10|11|12",
	},
	hu: {
		long: "január|február|március|április|május|június|július|augusztus|szeptember|október|november|december",
		short: "jan.|febr.|márc.|ápr.|máj.|jún.|júl.|aug.|szept.|okt.|nov.|dec.",
	},
	ro: {
		long: "ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie",
		short: "ian.|feb.|mar.|apr.|mai|iun.|iul.|aug.|sept.|oct.|nov.|dec.",
	},
	ru: {
		long: "январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь",
		longInDates: "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
		short: "янв.|февр.|март|апр.|май|июнь|июль|авг.|сент.|окт.|нояб.|дек.",
		shortInDates: "янв.|февр.|мар.|апр.|мая|июн.|июл.|авг.|сент.|окт.|нояб.|дек.",
	},
	uk: {
		long: "січень|лютий|березень|квітень|травень|червень|липень|серпень|вересень|жовтень|листопад|грудень",
		longInDates: "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
		short: "січ.|лют.|бер.|квіт.|трав.|черв.|лип.|серп.|вер.|жовт.|лист.|груд.",
	},
	el: {
		long: "Ιανουαρίου|Φεβρουαρίου|Μαρτίου|Απριλίου|Μαΐου|Ιουνίου|Ιουλίου|Αυγούστου|Σεπτεμβρίου|Οκτωβρίου|Νοεμβρίου|Δεκεμβρίου",
		short: "Ιαν|Φεβ|Μαρ|Απρ|Μαΐ|Ιουν|Ιουλ|Αυγ|Σεπ|Οκτ|Νοε|Δεκ",
	},
	ca: {
		long: "gener|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre",
		longInDates:
			"de gener|de febrer|de març|d’abril|de maig|de juny|de juliol|d’agost|de setembre|d’octubre|de novembre|de desembre",
		short: "gen.|febr.|març|abr.|maig|juny|jul.|ag.|set.|oct.|nov.|des.",
		shortInDates: "de gen.|de febr.|de març|d’abr.|de maig|de juny|de jul.|d’ag.|de set.|d’oct.|de nov.|de des.",
	},
	gl: {
		long: "xaneiro|febreiro|marzo|abril|maio|xuño|xullo|agosto|setembro|outubro|novembro|decembro",
		short: "xan.|feb.|mar.|abr.|maio|xuño|xul.|ago.|set.|out.|nov.|dec.",
	},
	et: {
		long: "jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|detsember",
		short: "jaan|veebr|märts|apr|mai|juuni|juuli|aug|sept|okt|nov|dets",
	},
	lv: {
		long: "janvāris|februāris|marts|aprīlis|maijs|jūnijs|jūlijs|augusts|septembris|oktobris|novembris|decembris",
		short: "janv.|febr.|marts|apr.|maijs|jūn.|jūl.|aug.|sept.|okt.|nov.|dec.",
	},
	lt: {
		long: "sausis|vasaris|kovas|balandis|gegužė|birželis|liepa|rugpjūtis|rugsėjis|spalis|lapkritis|gruodis",
		longInDates: "sausio|vasario|kovo|balandžio|gegužės|birželio|liepos|rugpjūčio|rugsėjo|spalio|lapkričio|gruodžio",
		short: "01|02|03|04|05|06|07|08|09|10|11|12",
	},
	sl: {
		long: "januar|februar|marec|april|maj|junij|julij|avgust|september|oktober|november|december",
		short: "jan.|feb.|mar.|apr.|maj|jun.|jul.|avg.|sep.|okt.|nov.|dec.",
	},
	hr: {
		long: "siječanj|veljača|ožujak|travanj|svibanj|lipanj|srpanj|kolovoz|rujan|listopad|studeni|prosinac",
		longInDates: "siječnja|veljače|ožujka|travnja|svibnja|lipnja|srpnja|kolovoza|rujna|listopada|studenoga|prosinca",
		short: "sij|velj|ožu|tra|svi|lip|srp|kol|ruj|lis|stu|pro",
	},
	"sr-Latn": {
		long: "januar|februar|mart|april|maj|jun|jul|avgust|septembar|oktobar|novembar|decembar",
		short: "jan|feb|mar|apr|maj|jun|jul|avg|sep|okt|nov|dec",
	},
	bg: {
		long: "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
		short: "01|02|03|04|05|06|07|08|09|10|11|12",
	},
	id: {
		long: "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember",
		short: "Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agu|Sep|Okt|Nov|Des",
	},
	ms: {
		long: "Januari|Februari|Mac|April|Mei|Jun|Julai|Ogos|September|Oktober|November|Disember",
		short: "Jan|Feb|Mac|Apr|Mei|Jun|Jul|Ogo|Sep|Okt|Nov|Dis",
	},
	ar: {
		long: "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
	},
	"ar-SY": {
		long: "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول",
	},
	"ar-MA": {
		long: "يناير|فبراير|مارس|أبريل|ماي|يونيو|يوليوز|غشت|شتنبر|أكتوبر|نونبر|دجنبر",
	},
	"ar-TN": {
		long: "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
	},
	"ar-DZ": {
		long: "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
	},
	fa: {
		long: "ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر",
	},
	he: {
		long: "ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר",
		short: "ינו׳|פבר׳|מרץ|אפר׳|מאי|יוני|יולי|אוג׳|ספט׳|אוק׳|נוב׳|דצמ׳",
	},
	hi: {
		long: "जनवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर",
		short: "जन॰|फ़र॰|मार्च|अप्रैल|मई|जून|जुल॰|अग॰|सित॰|अक्टू॰|नव॰|दिस॰",
	},
	ko: {
		long: "1월|2월|3월|4월|5월|6월|7월|8월|9월|10월|11월|12월",
	},
	vi: {
		long: "Tháng 1|Tháng 2|Tháng 3|Tháng 4|Tháng 5|Tháng 6|Tháng 7|Tháng 8|Tháng 9|Tháng 10|Tháng 11|Tháng 12",
		longInDates: "tháng 1|tháng 2|tháng 3|tháng 4|tháng 5|tháng 6|tháng 7|tháng 8|tháng 9|tháng 10|tháng 11|tháng 12",
		shortInDates: "thg 1|thg 2|thg 3|thg 4|thg 5|thg 6|thg 7|thg 8|thg 9|thg 10|thg 11|thg 12",
	},
};

export const MONTH_LANGUAGES: readonly string[] = Object.keys(NAMES);

/** Twelve names each; none for a language that is not listed. Norwegian is Bokmål. */
export function monthNames(language: string): Record<keyof Names, readonly string[]> {
	const {
		long = "",
		short = long,
		longInDates = long,
		shortInDates = short,
	} = NAMES[language === "no" ? "nb" : language] ?? {};
	const split = (names: string) => (names === "" ? [] : names.split("|"));
	return { long: split(long), short: split(short), longInDates: split(longInDates), shortInDates: split(shortInDates) };
}
