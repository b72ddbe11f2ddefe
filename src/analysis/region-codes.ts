/** What two or three capitals behind a city may stand for: "SC" for South Carolina and Santa Catarina, "TO" for Torino, Tocantins and Tonga. */
import { isCountryCode, namesOfRegion, regionByCode } from "./place-names.ts";

/** One thing that a code stands for. */
export interface CodeReading {
	readonly countryCode: string;
	/** What GeoNames calls the state or province (admin1); none where the code is that of a whole country. */
	readonly division?: string;
	/** Name of the state or province. */
	readonly region?: string;
}

/**
 * Codes that addresses have behind a city, by country and what GeoNames calls the state. Those of Italy are of its provinces: each
 * line of it has the provinces of a region. Those of the US and Canada are known with the names of their states.
 */
const CODES = `
IT|01 AQ CH PE TE|02 MT PZ|03 CS CZ KR RC VV|04 AV BN CE NA SA|05 BO FC FE MO PC PR RA RE RN|06 GO PN TS UD|07 FR LT RI RM VT
IT|08 GE IM SP SV|09 BG BS CO CR LC LO MB MI MN PV SO VA|10 AN AP FM MC PU|11 CB IS|12 AL AT BI CN NO TO VB VC|13 BA BR BT FG LE TA
IT|14 CA NU OR SS SU|15 AG CL CT EN ME PA RG SR TP|16 AR FI GR LI LU MS PI PO PT SI|17 BZ TN|18 PG TR|19 AO|20 BL PD RO TV VE VI VR
CH|AG AG|AI AI|AR AR|BE BE|BL BL|BS BS|FR FR|GE GE|GL GL|GR GR|JU JU|LU LU|NE NE|NW NW|OW OW|SG SG|SH SH|SO SO|SZ SZ|TG TG|TI TI|UR UR|VD VD|VS VS|ZG ZG|ZH ZH
AU|01 ACT|02 NSW|03 NT|04 QLD|05 SA|06 TAS|07 VIC|08 WA
`;
/** States with one code each, which are written with it nearly always. */
const STATES = `
BR|01 AC Acre|02 AL Alagoas|03 AP Amapá|04 AM Amazonas|05 BA Bahia|06 CE Ceará|07 DF Distrito Federal
BR|08 ES Espírito Santo|11 MS Mato Grosso do Sul|13 MA Maranhão|14 MT Mato Grosso|15 MG Minas Gerais|16 PA Pará|17 PB Paraíba
BR|18 PR Paraná|20 PI Piauí|21 RJ Rio de Janeiro|22 RN Rio Grande do Norte|23 RS Rio Grande do Sul|24 RO Rondônia|25 RR Roraima
BR|26 SC Santa Catarina|27 SP São Paulo|28 SE Sergipe|29 GO Goiás|30 PE Pernambuco|31 TO Tocantins
IN|02 AP Andhra Pradesh|03 AS Assam|07 DL Delhi|09 GJ Gujarat|10 HR Haryana|11 HP Himachal Pradesh|12 JK Jammu and Kashmir
IN|13 KL Kerala|16 MH Maharashtra|17 MN Manipur|19 KA Karnataka|23 PB Punjab|24 RJ Rajasthan|25 TN Tamil Nadu
IN|28 WB West Bengal|33 GA Goa|34 BR Bihar|35 MP Madhya Pradesh|36 UP Uttar Pradesh|37 CG Chhattisgarh|38 JH Jharkhand
IN|39 UK Uttarakhand|40 TG Telangana|40 TS Telangana
`;
/** GeoNames counts the provinces of Canada. */
const CANADIAN = new Map(
	"AB 01|BC 02|MB 03|NB 04|NL 05|NS 07|ON 08|PE 09|QC 10|SK 11|YT 12|NT 13|NU 14"
		.split("|")
		.map((pair) => pair.split(" ") as [string, string]),
);

const byCode = new Map<string, CodeReading[]>();
const rowsOf = (table: string): [string, string[]][] =>
	table
		.trim()
		.split("\n")
		.flatMap((line) => {
			const [countryCode = "", ...divisions] = line.split("|");
			return divisions.map((entry): [string, string[]] => [countryCode, entry.split(" ")]);
		});
function addReading(code: string, reading: CodeReading): void {
	byCode.set(code, [...(byCode.get(code) ?? []), reading]);
}
for (const [countryCode, [division = "", ...codes]] of rowsOf(CODES)) {
	for (const code of codes)
		addReading(code, { countryCode, division, region: namesOfRegion(countryCode, division)[0] ?? code });
}
for (const [countryCode, [division = "", code = "", ...words]] of rowsOf(STATES))
	addReading(code, { countryCode, division, region: words.join(" ") });

/** Everything a code may stand for. */
export function readingsOf(code: string): readonly CodeReading[] {
	const state = regionByCode(code);
	const american: CodeReading[] =
		state === undefined
			? []
			: [
					{
						countryCode: state.countryCode,
						division: CANADIAN.get(code) ?? code,
						region: state.name,
					},
				];
	const country: CodeReading[] = isCountryCode(code) ? [{ countryCode: code }] : [];
	return [...american, ...(byCode.get(code) ?? []), ...country];
}

/** True where a code stands for that region of some country. */
export const isCodeOf = (code: string, region: string): boolean =>
	readingsOf(code).some((reading) => reading.region === region);
