import type { Level, Span } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { amountEnd, rangeOf } from "./amount.ts";
import { type CharacterKind, excludes, hasContent, kindAt, LEVEL_SIGNS, levelOf, PLAIN_SIGNS } from "./characters.ts";
import { QUERY_LIMITS, refusal } from "./limits.ts";
import { type LintLog, quoted } from "./lint.ts";
import { phoneEnd } from "./phone.ts";
import { type AnyScope, isRangeScope, scopeNamed } from "./scope-name.ts";
import { joinedBySlash, jointAt } from "./slash.ts";
import { distanceOf, marksOf, sayWeightApart, slopOf, tailsAhead } from "./tails.ts";
import type { LeafToken, Token } from "./token.ts";
import { isOfWeb, readScope, readSigns, readWord, sayColonApart, sayLeading, startOfWord } from "./word.ts";
import { runEnd, withoutEndings } from "./word-ending.ts";

/** Cuts a query into tokens in one pass from left to right; each character is looked at a bounded number of times. */
export function tokensOf(text: string, log: LintLog): Token[] {
	const lexer = new Lexer(text, log);
	while (lexer.step());
	lexer.finish();
	return lexer.tokens;
}

const OPERAND: ReadonlySet<CharacterKind> = new Set(["letter", "quote", "open"]);
/** A number behind a plus: "+5 years" requires nothing. */
const NUMBER = /\d+(?![\p{L}\p{N}])/uy;
/** NEAR as a search engine of the web has it. */
const AROUND = /(?:AROUND|NEAR) ?\( ?(\d{1,11}) ?\)/y;

class Lexer {
	readonly tokens: Token[] = [];
	readonly #text: string;
	readonly #log: LintLog;
	#at = 0;
	/** A slash between spaces, behind a word: `java / kotlin`. */
	#slash: Span | null = null;
	/** A bar directly behind a word: `java|kotlin`. */
	#bar: Span | null = null;
	/** The scope that holds at the reading place, one for each open bracket and one for the whole. */
	readonly #scopes: (AnyScope | null)[] = [null];

	constructor(text: string, log: LintLog) {
		this.#text = text;
		this.#log = log;
	}

	/** Reads what begins at the next character. False at the end. */
	step(): boolean {
		if (this.#at >= this.#text.length) return false;
		const kind = this.#kind(this.#at);
		if (this.#amount() || this.#phone()) return true;
		if (kind === "space" || kind === "separator") this.#at += 1;
		else if (kind === "invalid") this.#invalid();
		else if (kind === "quote") this.#phrase();
		else if (kind === "open" || kind === "close") this.#bracket(kind);
		else if (kind === "sign") this.#sign();
		else if (!this.#around()) this.#word();
		return true;
	}

	#around(): boolean {
		AROUND.lastIndex = this.#at;
		const [written, number] = AROUND.exec(this.#text) ?? [];
		if (written === undefined || this.#behindScope(this.#at)) return false;
		const span = { start: this.#at, end: this.#at + written.length };
		this.#add({ kind: "near", distance: distanceOf(Number(number), span, this.#log), span });
		this.#at = span.end;
		return true;
	}

	#kind(at: number): CharacterKind {
		return at < this.#text.length ? kindAt(this.#text, at) : "space";
	}

	/** At the end of the text. */
	finish(): void {
		this.#bar = null;
		if (this.#slash !== null) readSigns("/", this.#slash, this.#log);
		this.#slash = null;
	}

	#add(token: Token): void {
		const bar = this.#bar;
		this.#bar = null;
		const isJoined = this.#slash !== null || bar?.end === token.span.start;
		const joined = isJoined ? joinedBySlash(this.tokens.at(-1), token) : null;
		if (bar !== null && joined === null)
			this.tokens.push({ kind: "operator", operator: "or", written: "sign", span: bar });
		if (joined === null) {
			this.finish();
			this.tokens.push(token);
			return;
		}
		this.#slash = null;
		this.tokens[this.tokens.length - 1] = joined;
	}

	#invalid(): void {
		const start = this.#at;
		while (this.#kind(this.#at) === "invalid" && this.#at < this.#text.length) this.#at += 1;
		const message = say`Characters that cannot be seen are read as a space.`;
		this.#log.add("ignored", "invisible-characters", { start, end: this.#at }, message);
	}

	/** From quote to quote, of whatever shape. Without a second quote the first means nothing: the words stay words. */
	#phrase(): void {
		const start = this.#at;
		let end = start + 1;
		while (end < this.#text.length && this.#kind(end) !== "quote") end += 1;
		this.#lookAlike(start, '"');
		this.#at = start + 1;
		if (end >= this.#text.length) {
			const message = say`This quote is never closed and is ignored. Put a second quote behind the phrase.`;
			this.#log.add("ambiguous", "unclosed-quote", { start, end: start + 1 }, message);
			return;
		}
		this.#lookAlike(end, '"');
		this.#at = end + 1;
		const { tails, end: after } = tailsAhead(this.#text, this.#at, this.#log);
		this.#at = after;
		const slop = slopOf(tails, { start: end + 1, end: after }, this.#log);
		this.#addPhrase({ start, end: end + 1 }, { ...slop, ...marksOf(tails) });
		this.#starBehind();
	}

	#addPhrase(span: Span, rest: Partial<LeafToken>): void {
		let inside = "";
		for (let at = span.start + 1; at < span.end - 1; at++) {
			inside += this.#kind(at) === "invalid" ? " " : this.#text.charAt(at);
		}
		const text = inside.replace(/\s+/g, " ").trim();
		this.#limit(text, span);
		if (hasContent(text)) this.#add({ kind: "phrase", text, ...rest, span });
		else this.#log.add("ignored", "empty-phrase", span, say`There is no word between these quotes; they are ignored.`);
	}

	/** A phone number is looked for as one, whatever its signs and spaces mean elsewhere. */
	#phone(): boolean {
		const start = this.#at;
		if (!/[+(\d]/.test(this.#text.charAt(start))) return false;
		const end = phoneEnd(this.#text, start);
		if (end === null) return false;
		const text = this.#text.slice(start, end).replace(/\s+/g, " ");
		this.#log.add("understood", "phone-number", { start, end }, say`${quoted(text)} is read as a phone number.`);
		const { tails, end: after } = tailsAhead(this.#text, end, this.#log);
		this.#add({ kind: "phrase", text, ...marksOf(tails), span: { start, end } });
		this.#at = after;
		return true;
	}

	/** Numbers where the scope takes numbers: they have signs that mean something else elsewhere. */
	#amount(): boolean {
		const scope = this.#scopeHere();
		const start = this.#at;
		if (!isRangeScope(scope)) return false;
		const end = amountEnd(this.#text, start);
		if (end === null || rangeOf(scope, this.#text.slice(start, end)) === null) return false;
		const { tails, end: after } = tailsAhead(this.#text, end, this.#log);
		this.#add({ kind: "amount", text: this.#text.slice(start, end), ...marksOf(tails), span: { start, end } });
		this.#at = after;
		return true;
	}

	#scopeHere(): AnyScope | null {
		const last = this.tokens.at(-1);
		return last?.kind === "scope" ? last.scope : (this.#scopes.at(-1) ?? null);
	}

	#bracket(kind: "open" | "close"): void {
		const span = { start: this.#at, end: this.#at + 1 };
		this.#lookAlike(this.#at, kind === "open" ? "(" : ")");
		this.#at += 1;
		if (kind === "open") {
			this.#scopes.push(this.#scopeHere());
			this.#add({ kind, span });
			return;
		}
		if (this.#scopes.length > 1) this.#scopes.pop();
		const { tails, end } = tailsAhead(this.#text, this.#at, this.#log);
		if (tails.tilde !== undefined) this.#noSuchOperator("~", { start: this.#at, end });
		this.#at = end;
		this.#add({ kind, ...marksOf(tails), span });
		this.#starBehind();
	}

	/** A star behind a quote or bracket. */
	#starBehind(): void {
		if (!/[*＊]/.test(this.#text.charAt(this.#at))) return;
		this.#noSuchOperator("*", { start: this.#at, end: this.#at + 1 });
		this.#at += 1;
	}

	#noSuchOperator(sign: string, span: Span): void {
		this.#log.add("ignored", "no-such-operator", span, say`${quoted(sign)} has no meaning here and is ignored.`);
	}

	/** Signs before a word. Alone, a dash is only a dash. */
	#sign(): void {
		const start = this.#at;
		while (this.#kind(this.#at) === "sign") this.#at += 1;
		const span = { start, end: this.#at };
		const signs = this.#text.slice(start, this.#at);
		const levels = new Set([...signs].map(levelOf).filter((level) => level !== null));
		if (!OPERAND.has(this.#kind(this.#at))) {
			if (levels.size > 0 ? !this.#isPercent(span) : this.#isAtEdge(span)) this.#noSuchOperator(signs, span);
		} else if (/[–—]/.test(signs) && /\d/.test(this.#text.charAt(this.#at))) {
			const message = say`The dash ${quoted(signs)} is read as a mere dash. To leave the word out, write - or NOT before it.`;
			this.#log.add("ambiguous", "dash", span, message);
		} else if ([...signs].some(excludes)) {
			if (signs !== "-") this.#log.add("understood", "look-alike", span, say`${quoted(signs)} is read as NOT.`);
			this.#add({ kind: "operator", operator: "not", written: "sign", span });
		} else this.#level(levels, signs, span);
	}

	/** "100 %". */
	#isPercent({ start, end }: Span): boolean {
		return (
			/^[%％]$/.test(this.#text.slice(start, end)) && /\d\s*$/.test(this.#text.slice(Math.max(0, start - 5), start))
		);
	}

	/** Between words a dash parts them; where there is nothing on one side it was to do something. */
	#isAtEdge({ start, end }: Span): boolean {
		return this.tokens.length === 0 ? this.#text.slice(0, start).trim() === "" : this.#text.slice(end).trim() === "";
	}

	#level(levels: ReadonlySet<Level>, signs: string, span: Span): void {
		const [level] = levels;
		NUMBER.lastIndex = this.#at;
		const isNumber = NUMBER.test(this.#text);
		if (isNumber && level === "strong" && this.tokens.length > 0) sayWeightApart(signs, span, this.#log);
		if (level === undefined || (level === "must" && isNumber)) {
			const message = say`${quoted(signs)} before a number is ignored. To require the number put it in brackets.`;
			this.#log.add("ignored", "no-such-operator", span, message);
			return;
		}
		if (levels.size > 1) {
			const message = say`${quoted(signs)} says two things; the first is read.`;
			this.#log.add("ambiguous", "two-signs", span, message);
		} else if (signs.length > 1) {
			const message = say`${quoted(signs)} is read as ${LEVEL_SIGNS[level]}`;
			this.#log.add("understood", "look-alike", span, message);
		}
		this.#add({ kind: "level", level, span });
	}

	#word(): void {
		const start = this.#at;
		if (this.#joint(start)) return;
		const end = runEnd(this.#text, start);
		const run = this.#text.slice(start, end);
		const skipped = startOfWord(run);
		this.#at = end;
		if (run === "/" && this.tokens.at(-1)?.kind === "term") {
			this.finish();
			this.#slash = { start, end };
		} else if (skipped === run.length) {
			if (/^[:：]$/u.test(run) && sayColonApart(this.tokens.at(-1), this.#text, start, this.#log)) return;
			const token = readSigns(run, { start, end }, this.#log);
			if (token !== null) this.#add(token);
		} else {
			const leading = run.slice(0, skipped);
			if (/[*?~＊？～]/.test(leading)) sayLeading(leading, { start, end: start + skipped }, this.#log);
			if (/^[:：]/u.test(leading)) sayColonApart(this.tokens.at(-1), this.#text, start, this.#log);
			this.#at = start + skipped;
			if (!this.#phone()) this.#wordFrom(start + skipped, end);
		}
	}

	/** `java|kotlin`, `java&&kotlin`: operators of other search systems between words without spaces. */
	#joint(start: number): boolean {
		const signs = jointAt(this.#text, start);
		if (signs === null) return false;
		this.#at = start + signs.length;
		const span = { start, end: this.#at };
		const token = readSigns(signs, span, this.#log);
		const last = this.tokens.at(-1);
		if (signs !== "&&" && signs !== "＆＆" && last?.kind === "term" && last.span.end === start) this.#bar = span;
		else if (token !== null) this.#add(token);
		return true;
	}

	#wordFrom(start: number, end: number): void {
		const run = this.#text.slice(start, end);
		const span = { start, end };
		this.#at = end;
		this.#limit(run, span);
		if (isOfWeb(run)) {
			this.#ofWeb(run, span);
			return;
		}
		const followed = this.#kind(end) === "quote" || this.#kind(end) === "open";
		const ahead = readScope(run, start, followed, this.#log);
		if (ahead === null) {
			const word = withoutEndings(run, span, this.#log);
			const token = readWord(word, span, this.#behindScope(start), this.#log);
			if (token !== null) this.#add(token);
			return;
		}
		if (ahead.scope !== null) this.#add(this.#widened(ahead.scope, { start, end: ahead.end }));
		this.#at = ahead.end;
	}

	/** Ignored with the signs before it, which would be those of the next word. */
	#ofWeb(run: string, span: Span): void {
		this.finish();
		for (;;) {
			const last = this.tokens.at(-1);
			if (last?.kind !== "level" && !(last?.kind === "operator" && last.operator === "not")) break;
			this.tokens.pop();
		}
		this.#log.add("ignored", "web-operator", span, say`${quoted(run)} chooses pages of the web and is ignored.`);
	}

	/** "current title:" with a space is the scope current-title; the word before it is part of its name. */
	#widened(scope: AnyScope, span: Span): Token {
		const before = this.tokens.at(-1);
		const isWord = before?.kind === "term" && /^(?:current|past)$/i.test(before.text) && this.#slash === null;
		const wider = isWord && !this.#isScoped(before) ? scopeNamed(`${before.text}-${scope}`) : null;
		if (wider === null || before === undefined) return { kind: "scope", scope, span };
		this.tokens.pop();
		const whole = { start: before.span.start, end: span.end };
		this.#log.add("understood", "scope-of-two-words", whole, say`Read as ${wider}:`);
		return { kind: "scope", scope: wider, span: whole };
	}

	#isScoped(token: Token): boolean {
		return this.tokens.at(-1) === token && this.tokens.at(-2)?.kind === "scope";
	}

	#behindScope(at: number): boolean {
		const last = this.tokens.at(-1);
		return last?.kind === "scope" && last.span.end === at;
	}

	#limit(text: string, span: Span): void {
		if (text.length <= QUERY_LIMITS.length) return;
		const problem = `A word or phrase has ${text.length} characters; at most ${QUERY_LIMITS.length} are read.`;
		throw refusal({ code: "word-too-long", span, problem, cure: "Shorten it." });
	}

	#lookAlike(at: number, sign: string): void {
		const written = this.#text.charAt(at);
		if (PLAIN_SIGNS.has(written)) return;
		this.#log.add("understood", "look-alike", { start: at, end: at + 1 }, say`${quoted(written)} is read as ${sign}`);
	}
}
