import { fold } from "../../analysis/fold.ts";

const TURKISH_PROVINCES = new Set(
	"adana adiyaman afyonkarahisar agri aksaray amasya ankara antalya ardahan artvin aydin balikesir bartin batman bayburt bilecik bingol bitlis bolu burdur bursa canakkale cankiri corum denizli diyarbakir duzce edirne elazig erzincan erzurum eskisehir gaziantep giresun gumushane hakkari hatay igdir isparta istanbul izmir kahramanmaras karabuk karaman kars kastamonu kayseri kilis kirikkale kirklareli kirsehir kocaeli konya kutahya malatya manisa mardin mersin mugla mus nevsehir nigde ordu osmaniye rize sakarya samsun sanliurfa siirt sinop sirnak sivas tekirdag tokat trabzon tunceli usak van yalova yozgat zonguldak".split(
		" ",
	),
);

const isProvince = (name = ""): boolean => TURKISH_PROVINCES.has(fold(name));

/** Street and province of a Turkish address that ends in district and province. */
export function readTurkishAddress(text: string): { address?: string; city: string } | null {
	const pair = /^(\p{Lu}\p{L}+),\s(\p{Lu}\p{L}+)$/u.exec(text.trim());
	// "Kadıköy, İstanbul": a district before its province.
	if (pair !== null && isProvince(pair[2]) && !isProvince(pair[1])) return { city: pair[2] ?? "" };
	// "Türkiye - Kocaeli - Gebze": the largest part first.
	const parts = text.trim().split(/\s*[-–,/]\s*/u);
	if (/^türkiye$/iu.test(parts[0] ?? "") && isProvince(parts[1])) return { city: parts[1] ?? "" };
	const match =
		/^(.*?)[\s,]*\/\s?(\p{Lu}\p{L}+)$/u.exec(text.trim()) ??
		// "Cumhuriyet Mah. 512. Sok. No:7 Denizli"
		/^(.*\b(?:mah|sok|sk|cad|cd|blv|bulv)\b.*\d.*?)[\s,]+(\p{Lu}\p{L}+)$/iu.exec(text.trim());
	if (match === null || !TURKISH_PROVINCES.has(fold(match[2] ?? ""))) return null;
	const address = match[1] ?? "";
	return { ...(/\d/.test(address) ? { address } : {}), city: match[2] ?? "" };
}

/** "Kadıköy / İstanbul" with no blanks around the stroke, which else parts what has nothing to do with each other. */
export const joinDistrict = (text: string): string =>
	text.replace(/\s+\/\s+(\p{Lu}\p{L}+)(?!\p{L})/gu, (both, province: string) =>
		TURKISH_PROVINCES.has(fold(province)) ? `/${province}` : both,
	);
