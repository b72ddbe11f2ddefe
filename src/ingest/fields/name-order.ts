import { fold } from "../../analysis/fold.ts";

/** Names by which it is told where the family name begins, and whether it stands first. As generally known; folded. */

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** Second given names of Spanish and Portuguese are given names themselves: "José Luis", "Ana Paula". */
const IBERIAN_GIVEN = words(
	`maria jose luis juan carlos antonio manuel miguel angel javier francisco jesus pedro pablo fernando alberto alejandro andres ramon rafael
	eduardo enrique ignacio inacio joaquin joaquim jorge julio marco marcos mario martin oscar raul ricardo roberto sergio vicente victor david daniel diego
	gabriel guillermo felipe ernesto esteban armando arturo cesar ivan emilio agustin bautista domingo santiago tomas joao paulo henrique eduarda augusto
	guilherme andre gustavo leonardo lucas mateus thiago tiago vinicius ana carmen isabel laura lucia cristina elena teresa rosa pilar beatriz alicia
	carolina paula patricia silvia sofia marta monica mercedes dolores concepcion josefa antonia luisa luz belen eugenia fernanda gabriela alejandra
	victoria valentina daniela claudia adriana andrea catarina helena ines joana juliana leticia luiza mariana margarida rita sara vitoria clara aparecida
	milagros rocio angeles guadalupe esther eva irene raquel susana yolanda`,
);
/** Behind "María del": of whom or what the Mary is, a part of the given name. */
const DEVOTIONS = words(
	`pilar carmen mar rosario luz rocio dolores angeles mercedes lourdes fatima cristo socorro consuelo paz nieves remedios soledad valle camino prado milagros
	jesus dios conceicao graca gracas lurdes ceu carmo dores gloria ajuda penha piedade assuncao belem guadalupe espirito amparo henar puy`,
);
const CHINESE_FAMILY = words(
	`wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo lin he gao luo zheng liang xie song tang deng han feng cao peng zeng xiao tian dong
	pan yuan cai jiang yu ye cheng su wei lu lyu ding ren shen yao zhong cui tan liao fan jin shi jia xia fu fang zou xiong bai meng qin qiu hou yin xue yan`,
);
const KOREAN_FAMILY = words(
	"kim lee park choi jung jeong kang cho yoon yun jang lim im shin han oh seo kwon hwang ahn song yoo hong jeon ko moon",
);
const VIETNAMESE_FAMILY = words("nguyen tran pham huynh hoang vo vu dang bui ngo duong truong dinh ly");
const HUNGARIAN_FAMILY = words(
	`nagy kovacs toth szabo horvath varga kiss molnar nemeth farkas balogh papp takacs juhasz lakatos meszaros olah simon racz fekete szilagyi torok feher
	balazs gal kis szucs kocsis orsos pinter fodor szalai sipos magyar lukacs gulyas biro kiraly katona laszlo jakab bogdan balog vincze hegedus`,
);
const HUNGARIAN_GIVEN = words(
	`laszlo istvan jozsef janos zoltan sandor gabor ferenc attila peter tamas zsolt tibor andras csaba imre lajos gyorgy balazs gyula mihaly karoly robert
	bela daniel adam krisztian miklos norbert bence david mate akos maria erzsebet katalin ilona eva anna zsuzsanna margit judit agnes julia andrea ildiko
	erika krisztina monika eszter timea gabriella edit anita zsofia dora reka nora viktoria boglarka`,
);

/** One syllable of Chinese in Latin letters. */
const SYLLABLE =
	"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:i?ang?|i?ao|u?ai|u?an|uang|eng?|ei?|ing?|i?ong|i?ou?|iu|ia|ie|in|ua|ue|ui|un|uo|u|v|i|er)";
const PINYIN = new RegExp(`^${SYLLABLE}(?:[-']?${SYLLABLE})?$`, "u");
const HYPHENED = /^\p{Lu}\p{Ll}+-\p{Ll}+$/u;
const VIETNAMESE_LETTERS = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/iu;

/** True where the family name stands first: Chinese, Korean, Vietnamese and Hungarian names in Latin letters. */
export function isFamilyFirst(name: string): boolean {
	const written = name.split(/\s+/);
	const folded = written.map((word) => fold(word));
	const [first = "", second = ""] = folded;
	const last = folded.at(-1) ?? "";
	if (
		folded.length === 2 &&
		HUNGARIAN_FAMILY.has(first) &&
		HUNGARIAN_GIVEN.has(second) &&
		!HUNGARIAN_FAMILY.has(second)
	)
		return true;
	if (VIETNAMESE_FAMILY.has(first) && !VIETNAMESE_FAMILY.has(last) && folded.length > 2)
		return VIETNAMESE_LETTERS.test(name) || first === "nguyen";
	if (folded.length === 2 && KOREAN_FAMILY.has(first) && HYPHENED.test(written[1] ?? "")) return true;
	return (
		folded.length === 2 &&
		CHINESE_FAMILY.has(first) &&
		!CHINESE_FAMILY.has(second) &&
		PINYIN.test(second) &&
		hasPinyinOnly(second)
	);
}

/** "Song Jin" may be a Korean, "Han Solo" is none: a given name of letters that Western names have, too, tells nothing. */
const hasPinyinOnly = (given: string): boolean =>
	/^(?:zh|x|q)|(?:ng|ao|ian|iao|ui|uo|ei)(?:$|[-'bpmfdtnlgkhjqxrzcsyw])/u.test(given);

/** Words of the given name that a Spanish or Portuguese name begins with, "María del Pilar" among them. */
export function iberianGiven(names: readonly string[]): number {
	const folded = names.map((word) => fold(word));
	let at = 1;
	while (at < names.length - 1) {
		const devotion = [1, 2].find(
			(more) =>
				/^(?:del?|do|das?|dos|los|las|la)$/u.test(folded[at] ?? "") &&
				(more === 1 || /^(?:los|las|la)$/u.test(folded[at + 1] ?? "")) &&
				DEVOTIONS.has(folded[at + more] ?? "") &&
				at + more < names.length - 1,
		);
		if (devotion !== undefined && IBERIAN_GIVEN.has(folded[at - 1] ?? "")) at += devotion + 1;
		else if (IBERIAN_GIVEN.has(folded[at - 1] ?? "") && IBERIAN_GIVEN.has(folded[at] ?? "")) at += 1;
		else break;
	}
	return at;
}

export const isIberianGiven = (word: string): boolean => IBERIAN_GIVEN.has(fold(word));
