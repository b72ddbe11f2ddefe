/** How the same name comes to stand otherwise in another record. */
import type { Random } from "./random.ts";

/** Given names that people shorten, as they are called and as they are baptized; not all of them stand in any table. */
const CALLED: Readonly<Record<string, readonly string[]>> = {
	James: ["Jim", "Jimmy"],
	Michael: ["Mike", "Micha"],
	Robert: ["Bob", "Rob"],
	William: ["Bill", "Will"],
	David: ["Dave"],
	Richard: ["Rick"],
	Joseph: ["Joe"],
	Thomas: ["Tom"],
	Christopher: ["Chris"],
	Daniel: ["Dan", "Dani"],
	Matthew: ["Matt", "Matty"],
	Andrew: ["Andy", "Drew"],
	Elizabeth: ["Liz", "Beth"],
	Jennifer: ["Jen"],
	Patricia: ["Pat", "Trish"],
	Katherine: ["Kate"],
	Rebecca: ["Becky"],
	Stephanie: ["Steph"],
	Francisco: ["Paco", "Fran"],
	José: ["Pepe"],
	Manuel: ["Manolo"],
	Alejandro: ["Álex", "Ale"],
	Isabel: ["Isa"],
	Beatriz: ["Bea"],
	Matthias: ["Matze"],
	Andreas: ["Andi"],
	Wolfgang: ["Wolf"],
	Katharina: ["Kathi"],
	Susanne: ["Susi"],
	Nicolas: ["Nico"],
	Alexandre: ["Alex"],
	Catherine: ["Cathy"],
};

/** Family names to marry into. */
const MARRIED =
	"Ashdown Bellweather Kronberg Vandermeer Castellanos Lindqvist Okonkwo Petrossian Rautio Steinbach Tarrant Ulloa Whitlock Zielke Brandvold Delacroix Echeverría Fairbairn Grünwald Hathersage".split(
		" ",
	);

export const spellings = {
	/** Given names for a sibling. */
	twins: "Julian Nora Martin Elena Simon Clara Victor Marta Adrian Irene Lukas Sofia Oscar Helen Felix Paula".split(
		" ",
	),
} as const;

interface Script {
	/** In the script of the language. */
	readonly own: string;
	/** As people with this name write it in Latin letters. */
	readonly latin: readonly string[];
}

const script = (own: string, latin: string): Script => ({ own, latin: latin.split(" ") });

export const SCRIPTS: readonly { readonly given: readonly Script[]; readonly family: readonly Script[] }[] = [
	{
		given: [
			script("Александр", "Alexander Aleksandr Alexandr"),
			script("Юлия", "Yulia Julia Yuliya"),
			script("Сергей", "Sergey Sergei"),
			script("Дмитрий", "Dmitry Dmitri Dmitriy"),
			script("Екатерина", "Ekaterina Yekaterina"),
			script("Михаил", "Mikhail Michail"),
			script("Анастасия", "Anastasia Anastasiya"),
		],
		family: [
			script("Чернышевский", "Chernyshevsky Chernyshevskiy"),
			script("Воробьёв", "Vorobyov Vorobyev"),
			script("Жданов", "Zhdanov"),
			script("Щербаков", "Shcherbakov Scherbakov"),
			script("Гаврилюк", "Gavrilyuk Gavriluk"),
		],
	},
	{
		given: [
			script("Γιώργος", "Giorgos Yorgos"),
			script("Δημήτρης", "Dimitris"),
			script("Ελένη", "Eleni"),
			script("Κωνσταντίνος", "Konstantinos Constantinos"),
		],
		family: [
			script("Παπανικολάου", "Papanikolaou Papanicolaou"),
			script("Οικονόμου", "Oikonomou Economou"),
			script("Θεοδωράκης", "Theodorakis"),
		],
	},
	{
		given: [script("محمد", "Mohammed Muhammad Mohamed"), script("خالد", "Khalid Khaled"), script("سارة", "Sara Sarah")],
		family: [script("المصري", "Almasri"), script("حداد", "Haddad"), script("منصور", "Mansour Mansur")],
	},
];

type Change = (name: string, random: Random) => string | null;

/** Changes with their shares in a hundred; where one does not apply the name stays. */
const CHANGES: readonly (readonly [number, string, Change])[] = [
	[13, "typo", (name, random) => slip(name, random)],
	[7, "called", called],
	[5, "initial", (name) => name.replace(/^(\p{L})\S+ /u, "$1. ")],
	[4, "exchanged", (name, random) => exchange(name, random.chance(0.6))],
	[8, "plain letters", (name) => plain(name)],
	[4, "one family name", (name) => name.replace(/^(\S+ \S+)[ -]\S+$/u, "$1")],
	[
		4,
		"middle name",
		(name, random) => name.replace(" ", ` ${random.pick(["Maria", "Lee", "J.", "Anne", "K.", "Luis"])} `),
	],
];

/** @returns another spelling of a name, and what was done to it */
export function otherSpelling(name: string, gender: string, random: Random): { name: string; kind: string } {
	const married = gender === "female" ? 10 : 1;
	let at = random.int(0, 99);
	if (at < married) return { name: marry(name, random), kind: "married" };
	at -= married;
	for (const [share, kind, change] of CHANGES) {
		if (at < share) {
			const changed = change(name, random);
			return changed === null || changed === name ? { name, kind: "same name" } : { name: changed, kind };
		}
		at -= share;
	}
	return { name, kind: "same name" };
}

function marry(name: string, random: Random): string {
	const [given = "", ...family] = name.split(" ");
	const taken = random.pick(MARRIED);
	return random.chance(0.3) ? `${given} ${family.join(" ")}-${taken}` : `${given} ${taken}`;
}

function called(name: string, random: Random): string | null {
	const [given = "", ...rest] = name.split(" ");
	const forms = CALLED[given];
	return forms === undefined ? null : [random.pick(forms), ...rest].join(" ");
}

/** One letter left out, doubled, exchanged with the next, or replaced, anywhere but at the beginning of a word. */
function slip(name: string, random: Random): string {
	const places = [...name]
		.map((_, place) => place)
		.filter((place) => /\p{L}/u.test(name[place - 1] ?? "") && /\p{L}/u.test(name[place] ?? ""));
	if (places.length === 0) return name;
	const at = random.pick(places);
	const [before, letter, after] = [name.slice(0, at), name[at] ?? "", name.slice(at + 1)];
	return random.pick([
		before + after,
		before + letter + letter + after,
		`${before}${after.charAt(0)}${letter}${after.slice(1)}`,
		before + random.pick([..."aeinrst"]) + after,
	]);
}

function exchange(name: string, comma: boolean): string {
	const [given = "", ...family] = name.split(" ");
	return `${family.join(" ")}${comma ? "," : ""} ${given}`;
}

const plain = (name: string): string =>
	name
		.replaceAll("ä", "ae")
		.replaceAll("ö", "oe")
		.replaceAll("ü", "ue")
		.replaceAll("ß", "ss")
		.normalize("NFKD")
		.replace(/\p{M}/gu, "");
