import { BoundedCache } from "./bounded-cache.ts";
import { fold } from "./fold.ts";

/** Legal forms and words that a company's name is written with or without. */
const LEGAL = new Set(
	"gmbh mbh ag kg ohg ug se ev inc incorporated corp corporation llc llp lp ltd limited plc co company cie sa sas sarl sasu spa srl sl slu slp sau bv nv vof oy oyj ab as aps asa kft zrt spzoo sp zoo sro pty pvt pte ltda eireli sab cv de the and und et y e the group holding holdings gruppe groupe grupo international".split(
		" ",
	),
);
/** What stands in an employer's place and is no employer. */
const NOBODY = new Set(
	"freelance freelancer freelancing selfemployed selbstandig freiberuflich freiberufler autonomo independiente independant autoentrepreneur various verschiedene confidential vertraulich confidencial confidentiel unemployed selfstudy parttime ownbusiness private privat student none na unknown".split(
		" ",
	),
);

const cache = new BoundedCache<string>(20_000);

/** A company's name reduced to what all its spellings share, '' where it names no company: Acme Logistics GmbH & Co. KG is acmelogistics. */
export function employerKey(name: string): string {
	const known = cache.get(name);
	if (known !== undefined) return known;
	// Dots inside an abbreviation tie (S.L., B.V.), all else parts.
	const words = fold(name)
		.replace(/(?<=\b\p{L})\.(?=\p{L}\b|\s|$)/gu, "")
		.split(/[^\p{L}\p{N}\p{M}]+/u)
		.filter((word) => word !== "");
	const own = words.filter((word) => !LEGAL.has(word));
	const key = (own.length === 0 ? words : own).join("");
	const found = NOBODY.has(key) || NOBODY.has(words.join("")) ? "" : key;
	cache.set(name, found);
	return found;
}
