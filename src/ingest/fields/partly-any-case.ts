/**
 * A group within which letters stand for themselves alone, as ECMAScript 2025 writes it. V8 (13.6, of Node 24) mixes up which parts of a pattern
 * such groups hold for once a process has compiled 16 MB of patterns and does so with less care: `/(?:at|(?-i:chez|CHEZ))/iu` finds "Chez".
 * So no pattern that is run has any.
 */
const EXACT = "(?-i:";

/** What is taken as a whole: a class, an escape, the beginning of a group, any sign. */
const TOKEN = /\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u[0-9A-Fa-f]{4}|\\.|\(\?-i:|\(\?<?[=!]|\(\?<\w+>|\(\?:|./gsu;
const IN_CLASS = /\\[pP]\{[^}]*\}|\\u[0-9A-Fa-f]{4}|\\.|./gsu;

/** A letter in both its cases, where each is one sign. */
const cases = (sign: string): string =>
	[...new Set([sign, sign.toLowerCase(), sign.toUpperCase()])].filter((one) => [...one].length === 1).join("");

const CASED: ReadonlySet<string> = new Set(["\\p{Lu}", "\\p{Ll}"]);
const EITHER = "\\p{Lu}\\p{Ll}";

const inClass = (token: string): string => (CASED.has(token) ? EITHER : token.startsWith("\\") ? token : cases(token));

function inAnyCase(token: string): string {
	if (CASED.has(token)) return `[${EITHER}]`;
	if (token.startsWith("[")) return `[${token.slice(1, -1).replace(IN_CLASS, inClass)}]`;
	const both = [...token].length === 1 ? cases(token) : token;
	return both === token ? token : `[${both}]`;
}

/**
 * A pattern whose letters stand for either case but within `(?-i:…)`.
 * @param source with classes that have no ranges of letters, and no `\P{Lu}`
 * @param flags without `i`, with `u`
 */
export function partlyAnyCase(source: string, flags: string): RegExp {
	/** Of each group that is open, whether it is exact. */
	const open: boolean[] = [];
	const written = source.replace(TOKEN, (token) => {
		const isExact = open.at(-1) === true;
		if (token === ")") open.pop();
		else if (token.startsWith("(")) open.push(isExact || token === EXACT);
		if (token === EXACT) return "(?:";
		return isExact || token.startsWith("(") ? token : inAnyCase(token);
	});
	return new RegExp(written, flags);
}
