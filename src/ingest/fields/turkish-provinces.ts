import { fold } from "../../analysis/fold.ts";

const TURKISH_PROVINCES = new Set(
	"adana adiyaman afyonkarahisar agri aksaray amasya ankara antalya ardahan artvin aydin balikesir bartin batman bayburt bilecik bingol bitlis bolu burdur bursa canakkale cankiri corum denizli diyarbakir duzce edirne elazig erzincan erzurum eskisehir gaziantep giresun gumushane hakkari hatay igdir isparta istanbul izmir kahramanmaras karabuk karaman kars kastamonu kayseri kilis kirikkale kirklareli kirsehir kocaeli konya kutahya malatya manisa mardin mersin mugla mus nevsehir nigde ordu osmaniye rize sakarya samsun sanliurfa siirt sinop sirnak sivas tekirdag tokat trabzon tunceli usak van yalova yozgat zonguldak".split(
		" ",
	),
);

const DISTRICT = /\p{Lu}[\p{L} ]*?\s?\/\s?(\p{Lu}\p{L}+)(?!\p{L})/gu;

/** Street and province of a Turkish address that ends in district and province. */
export function readTurkishAddress(text: string): { address?: string; city: string } | null {
	const match = /^(.*?)[\s,]*\/\s?(\p{Lu}\p{L}+)$/u.exec(text.trim());
	if (match === null || !TURKISH_PROVINCES.has(fold(match[2] ?? ""))) return null;
	const address = match[1] ?? "";
	return { ...(/\d/.test(address) ? { address } : {}), city: match[2] ?? "" };
}

/** "Kadıköy / İstanbul": in Turkey the district stands before the province. */
export const withoutDistrict = (text: string): string =>
	text.replace(DISTRICT, (both, province: string) => (TURKISH_PROVINCES.has(fold(province)) ? province : both));
