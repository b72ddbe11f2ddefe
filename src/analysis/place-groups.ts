import { placeKey } from "./place-names.ts";

/** Countries that have a name together, by ISO 3166-1 alpha-2. */

const UNION = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE";
const EUROPE = `${UNION} AL AD AX BA BY CH FO GB GG GI IM IS JE LI MC MD ME MK NO RS RU SJ SM UA VA XK`;
const MIDDLE_EAST = "AE BH EG IL IQ IR JO KW LB OM PS QA SA SY TR YE";
const AFRICA =
	"AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW";
const OCEANIA = "AS AU CK FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS";
const EAST_ASIA = "BD BN BT CN HK ID IN JP KH KP KR LA LK MM MN MO MV MY NP PH PK SG TH TL TW VN";
const ASIA = `${EAST_ASIA} ${MIDDLE_EAST.replace("EG ", "")} AF AM AZ CY GE KG KZ RU TJ TM UZ`;
const CENTRAL_AMERICA = "BZ CR GT HN MX NI PA SV";
const SOUTH_AMERICA = "AR BO BR CL CO EC FK GF GY PE PY SR UY VE";
const CARIBBEAN = "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI";
const NORTH_AMERICA = "US CA MX";

/** Names as they are written, and the countries. */
const GROUPS: readonly (readonly [names: string, codes: string])[] = [
	["DACH|D-A-CH|DACH region|DACH-Region", "DE AT CH"],
	["Benelux|Benelux countries", "BE NL LU"],
	["Nordics|Nordic countries|Nordische Länder|pays nordiques|países nórdicos", "DK FI IS NO SE"],
	["Scandinavia|Skandinavien|Scandinavie|Escandinavia", "DK NO SE"],
	["Baltics|Baltic states|Baltikum|pays baltes|países bálticos", "EE LV LT"],
	["Balkans|Balkan|Western Balkans", "AL BA BG HR ME MK RS SI XK"],
	["EU|European Union|Europäische Union|Union européenne|Unión Europea", UNION],
	["EEA|European Economic Area|EWR", `${UNION} IS LI NO`],
	["Europe|Europa", EUROPE],
	["Middle East|Naher Osten|Moyen-Orient|Oriente Medio", MIDDLE_EAST],
	["GCC|Gulf states|Golfstaaten", "AE BH KW OM QA SA"],
	["MENA", `${MIDDLE_EAST} DZ LY MA TN`],
	["EMEA", `${EUROPE} ${MIDDLE_EAST} ${AFRICA}`],
	["Africa|Afrika|Afrique|África", AFRICA],
	["Asia|Asien|Asie", ASIA],
	["Southeast Asia|South East Asia|Südostasien", "BN ID KH LA MM MY PH SG TH TL VN"],
	["APAC|Asia Pacific|Asia-Pacific", `${EAST_ASIA} ${OCEANIA}`],
	["Oceania|Ozeanien|Océanie|Oceanía", OCEANIA],
	["North America|Nordamerika|Amérique du Nord|Norteamérica|América del Norte", NORTH_AMERICA],
	["South America|Südamerika|Amérique du Sud|Sudamérica|América del Sur", SOUTH_AMERICA],
	[
		"LATAM|Latin America|Lateinamerika|Amérique latine|América Latina",
		`${SOUTH_AMERICA} ${CENTRAL_AMERICA} CU DO HT PR`,
	],
	["Americas", `${NORTH_AMERICA} ${SOUTH_AMERICA} ${CENTRAL_AMERICA} ${CARIBBEAN} GL`],
];

interface PlaceGroup {
	/** As it is written first in the list. */
	readonly name: string;
	readonly countries: readonly string[];
}

const byKey = new Map<string, PlaceGroup>();
const spellings = new Set<string>();
for (const [names, codes] of GROUPS) {
	const all = names.split("|");
	const group = { name: all[0] ?? "", countries: [...new Set(codes.split(" "))] };
	for (const name of all) {
		byKey.set(placeKey(name), group);
		spellings.add(name);
	}
}

/** The countries that a name stands for where a place is asked for. */
export const placeGroup = (name: string): PlaceGroup | undefined => byKey.get(placeKey(name));

/** Whether a name in a text is that of countries as it is written: in small letters a Dach is a roof. */
export const isGroupWritten = (name: string): boolean => spellings.has(name);
