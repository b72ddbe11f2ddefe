import { fold } from "../fold.ts";

/**
 * Short and pet forms of given names. A line is a name with its other forms; a name may stand in several lines, and is then short
 * for either. Facts of each language, written down for this product.
 */
const LINES: Readonly<Record<string, string>> = {
	en: `
alexander alex alec sandy xander|alexandra alex sandra sandy lexi|andrew andy drew|anthony tony|barbara barb barbie babs
benjamin ben benny|bernard bernie|catherine katherine kathryn kate kathy cathy katie kitty|charles charlie chuck|charlotte charlie lottie
christine christina chris tina christy|christopher chris topher kit|cynthia cindy|daniel dan danny|david dave davy|deborah debbie deb
donald don donnie|dorothy dot dottie dolly|edward ed eddie ted ned|eleanor ellie nell nora|elizabeth liz beth lizzie betty eliza betsy lisa libby
emily em emmy|eugene gene|florence flo|frances fran fannie|francis frank|franklin frank|frederick fred freddie|gabriel gabe|geoffrey jeffrey geoff jeff
gerald gerry jerry|gregory greg|harold harry hal|helen nell nellie|henry harry hank|howard howie|isabella bella izzy|jacob jake|jacqueline jackie
james jim jimmy jamie|janet jan|jennifer jen jenny|jessica jess jessie|john jack johnny|jonathan jon jonny|joseph joe joey|joshua josh|judith judy
kenneth ken kenny|kimberly kim|lawrence larry laurie|leonard leo len lenny|lillian lily|louis lou|lucille lucy|margaret maggie meg peggy marge greta
martin marty|matthew matt|maximilian max|michael mike mick mickey|mitchell mitch|nathaniel nathan nate|natalie nat|nicholas nick nicky|nicole nicky niki
oliver ollie|olivia liv livvy|pamela pam|patricia pat patty trish tricia|patrick pat paddy|peter pete|philip phil|rebecca becky becca|raymond ray
richard rick dick rich ricky|robert rob bob bobby robbie bert|roger rodge|ronald ron ronnie|samantha sam|samuel sam sammy|sarah sally|stanley stan
stephanie steph|steven stephen steve|susan sue susie|suzanne sue suzy|terence terry|teresa theresa terry tess|theodore ted theo teddy|thomas tom tommy
timothy tim|valerie val|veronica ronnie|victor vic|victoria vicky tori|vincent vince vinny|virginia ginny|walter walt wally|wesley wes|william will bill billy willie liam
zachary zach|abigail abby gail|amanda mandy|angela angie|arthur art artie|calvin cal|clifford cliff|douglas doug|eric rick|ernest ernie|harriet hattie|josephine jo josie
joanna jo|kathleen kathy|leslie les|madeline maddie|melissa mel missy|melanie mel|mildred millie|nancy nan|penelope penny|priscilla cilla|rosemary rose rosie|russell russ|sebastian seb`,
	de: `
johannes hannes hans jan johann|johanna hanna|friedrich fritz fred|heinrich heinz heiner|wilhelm willi|joseph josef sepp jupp|georg jörg schorsch|maximilian max maxi
matthias matze mathias|michael michi micha|andreas andi|alexander alex sascha|sebastian basti|christian chris|christoph chris stoffel|thomas tom|stefan stephan steffen
ulrich uli|ulrike uli|wolfgang wolf|dietrich dieter|klaus nikolaus niklas|katharina kathi käthe katrin|elisabeth elli lisa lisbeth sissi else|margarete grete margret gretel
susanne susi sanne|barbara bärbel babsi|gertrud trude|magdalena lena leni|helene lena leni|franziska franzi|veronika vroni|theresa resi|angelika geli|ursula uschi
annemarie anne|brigitte gitte|gabriele gabi|manuela manu|manuel manu|tobias tobi|benjamin benni ben|philipp flip|florian flo|dominik domi|konstantin kosta|leonhard leo hardy|eduard edi|ludwig lutz wiggerl`,
	es: `
francisco paco pancho curro fran kiko|josé pepe chepe|josefa pepa|maría mari|manuel manolo manu lolo|manuela manoli|dolores lola|guadalupe lupe|concepción concha conchi
rosario charo|jesús chus|pilar pili|mercedes merche|ignacio nacho iñaki|eduardo edu lalo|enrique quique kike|antonio toño toni|antonia toñi|alberto beto berto|roberto beto
gregorio goyo|luis lucho|rafael rafa|santiago santi|sebastián sebas|vicente chente|isabel isa chabela|montserrat montse|milagros mila|consuelo chelo|teresa tere maite|gabriel gabi
guillermo memo guille|javier javi|jorge coque|alejandro ale alex jandro|alejandra ale|cristina cris|daniel dani|fernando nando fer|ricardo richi|sergio checo|beatriz bea|soledad sole|inmaculada inma|encarnación encarna|patricia patri`,
	fr: `
alexandre alex|alexandra alex|antoine toine|benjamin ben|bernard nanard|catherine cathy|christophe chris tophe|dominique dom|élisabeth babette lisa|françois fanfan|frédéric fred
frédérique fred|gabriel gaby|georges jojo|guillaume gui|jacqueline jackie|jean jeannot|jérôme jé|joséphine jo|laurent lolo|madeleine mado|margaux margot marguerite|marguerite margot
mathieu matthieu mat|maximilien max|maxime max|michel mich|nathalie nath|nicolas nico|philippe phil|sébastien seb|stéphane steph|stéphanie steph|thérèse tess|valérie val|véronique véro|vincent vince|emmanuel manu|emmanuelle manu|olivier oli|patrice pat|raphaël raph`,
	it: `
giuseppe beppe pino peppe|francesco franco checco|giovanni gianni vanni|giacomo mino|luigi gigi gino|salvatore totò turi|domenico mimmo|vincenzo enzo|lorenzo enzo renzo
alessandro sandro ale|alessandra sandra ale|filippo pippo|roberto berto|elisabetta betta lisa|francesca franca|giuseppina pina|caterina rina|teresa resi|antonio tonio nino|bartolomeo bortolo|raffaele lello|stefano ste|eleonora nora`,
	pt: `
francisco chico|josé zé|joão joca|antónio tó toninho|manuel manel|luís lula|eduardo edu dudu|maria mia|isabel bela|alexandre xande|alexandra xana|guilherme gui|gabriel biel|rafael rafa|fernando nando|roberto beto|ricardo rica|carolina carol|beatriz bia|mariana mari|joana jô|leonardo léo|henrique rick|tatiana tati|fernanda nanda|daniela dani`,
	nl: `
johannes jan hans joop|jacobus jaap koos|cornelis kees cor|willem wim pim|hendrik henk|petrus piet pieter|gerardus gerard gert|antonius ton toon|franciscus frans|nicolaas klaas nico|leonardus leo|theodorus theo dirk|maria marijke ria mieke|johanna hanneke anneke jo|elisabeth els bep lies|cornelia corrie nel|wilhelmina mien willy|catharina tineke trijntje|margaretha griet greet|matthijs thijs|bartholomeus bart|sebastiaan bas`,
	pl: `
aleksander olek alek|aleksandra ola|andrzej jędrek|anna ania anka|agnieszka aga|barbara basia|katarzyna kasia|małgorzata gosia|magdalena magda|joanna asia|elżbieta ela|krzysztof krzysiek|grzegorz grzesiek|tomasz tomek|piotr piotrek|paweł pawełek|jan janek|józef józek|jerzy jurek|stanisław staszek|tadeusz tadek|zbigniew zbyszek|wojciech wojtek|michał misiek|jakub kuba|maria maryla|ewa ewka|zofia zosia|teresa tereska`,
	ru: `
aleksandr sasha shura alex alexander|aleksandra sasha alexandra|aleksey alyosha lyosha alexey|anna anya|anastasia nastya|boris borya|dmitry dima mitya dmitri|ekaterina yekaterina katya catherine|elena yelena lena helen|evgeny yevgeny zhenya eugene|evgenia zhenya|galina galya|grigory grisha gregory|ivan vanya|irina ira|konstantin kostya|ksenia ksyusha|larisa lara|maria masha|mikhail misha michael|natalia natasha|nikolay kolya nicholas|oksana ksana|olga olya|pavel pasha paul|pyotr petya peter|roman roma|sergey seryozha serge|svetlana sveta|tatiana tanya|vasily vasya|vladimir volodya vova|vladislav vlad|yaroslav slava|vyacheslav slava|yulia yulya julia|yuri yura|fyodor fedya theodore|lyudmila lyuda`,
};

/** A folded name without the marks and letters that spellings differ in. */
const key = (name: string) => fold(name);

const groups: readonly (readonly string[])[] = Object.values(LINES).flatMap((lines) =>
	lines.split(/[|\n]/).flatMap((line) => (line.trim() === "" ? [] : [line.trim().split(/\s+/).map(key)])),
);

/** Lines that a name stands in. */
const linesOf = new Map<string, number[]>();
for (const [line, names] of groups.entries()) {
	for (const name of new Set(names)) linesOf.set(name, [...(linesOf.get(name) ?? []), line]);
}

/** Whether one name is a form of the other, or both are forms of a third. Takes folded names in Latin letters. */
export function areForms(one: string, other: string): boolean {
	const lines = linesOf.get(one);
	return lines !== undefined && (linesOf.get(other)?.some((line) => lines.includes(line)) ?? false);
}

/** The names that stand in the table, forms included: words that are known to be given names. */
export const isListedGivenName = (name: string): boolean => linesOf.has(name);

/**
 * One name for all that hang together by forms, for look-up: bob, robert and bert are "robert". Names that share a short form have
 * the same one, so it says "may be", never "is".
 */
export function representative(name: string): string {
	const line = linesOf.get(name)?.[0];
	return line === undefined ? name : (groups[root(line)]?.[0] ?? name);
}

const parents: number[] = groups.map((_, line) => line);
function root(line: number): number {
	let top = line;
	while (parents[top] !== top) top = parents[top] as number;
	return top;
}
for (const [first = 0, ...rest] of linesOf.values()) {
	for (const line of rest) {
		const [low, high] = [root(first), root(line)].toSorted((a, b) => a - b) as [number, number];
		parents[high] = low;
	}
}
