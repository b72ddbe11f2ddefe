import type { Span } from "../../domain/query.ts";
import { type CharacterKind, excludes, hasContent, kindAt, PLAIN_SIGNS } from "./characters.ts";
import { QUERY_LIMITS, refusal } from "./limits.ts";
import { type LintLog, quoted } from "./lint.ts";
import { phoneEnd } from "./phone.ts";
import type { Token } from "./token.ts";
import { readScope, readSigns, readWord, startOfWord } from "./word.ts";

/** Cuts a query into tokens in one pass from left to right; each character is looked at a bounded number of times. */
export function tokensOf(text: string, log: LintLog): Token[] {
	const lexer = new Lexer(text, log);
	while (lexer.step());
	lexer.finish();
	return lexer.tokens;
}

const IN_WORD: ReadonlySet<CharacterKind> = new Set(["letter", "sign"]);
const OPERAND: ReadonlySet<CharacterKind> = new Set(["letter", "quote", "open"]);
/** Weights and distances of other query languages, directly behind a quote or bracket. */
const TAIL = /[~^*]\d{0,4}/y;

class Lexer {
	readonly tokens: Token[] = [];
	readonly #text: string;
	readonly #log: LintLog;
	#at = 0;
	/** A slash between spaces, behind a word: `java / kotlin`. */
	#slash: Span | null = null;

	constructor(text: string, log: LintLog) {
		this.#text = text;
		this.#log = log;
	}

	/** Reads what begins at the next character. False at the end. */
	step(): boolean {
		if (this.#at >= this.#text.length) return false;
		const kind = this.#kind(this.#at);
		if (this.#phone()) return true;
		if (kind === "space" || kind === "separator") this.#at += 1;
		else if (kind === "invalid") this.#invalid();
		else if (kind === "quote") this.#phrase();
		else if (kind === "open" || kind === "close") this.#bracket(kind);
		else if (kind === "sign") this.#sign();
		else this.#word();
		return true;
	}

	#kind(at: number): CharacterKind {
		return at < this.#text.length ? kindAt(this.#text, at) : "space";
	}

	/** At the end of the text. */
	finish(): void {
		if (this.#slash !== null) readSigns("/", this.#slash, this.#log);
		this.#slash = null;
	}

	#add(token: Token): void {
		const joined = this.#slash === null ? null : joinedBySlash(this.tokens.at(-1), token);
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
		const message = "Characters that cannot be seen are read as a space.";
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
			const message = "This quote is never closed and is ignored. Put a second quote behind the phrase.";
			this.#log.add("ambiguous", "unclosed-quote", { start, end: start + 1 }, message);
			return;
		}
		this.#lookAlike(end, '"');
		this.#at = end + 1;
		this.#addPhrase({ start, end: end + 1 });
		this.#tail();
	}

	#addPhrase(span: Span): void {
		let inside = "";
		for (let at = span.start + 1; at < span.end - 1; at++) {
			inside += this.#kind(at) === "invalid" ? " " : this.#text.charAt(at);
		}
		const text = inside.replace(/\s+/g, " ").trim();
		this.#limit(text, span);
		if (hasContent(text)) this.#add({ kind: "phrase", text, span });
		else this.#log.add("ignored", "empty-phrase", span, "There is no word between these quotes; they are ignored.");
	}

	/** A phone number is looked for as one, whatever its signs and spaces mean elsewhere. */
	#phone(): boolean {
		const start = this.#at;
		if (!/[+(\d]/.test(this.#text.charAt(start))) return false;
		const end = phoneEnd(this.#text, start);
		if (end === null) return false;
		const text = this.#text.slice(start, end).replace(/\s+/g, " ");
		this.#log.add("understood", "phone-number", { start, end }, `${quoted(text)} is read as a phone number.`);
		this.#add({ kind: "phrase", text, span: { start, end } });
		this.#at = end;
		this.#tail();
		return true;
	}

	#bracket(kind: "open" | "close"): void {
		const span = { start: this.#at, end: this.#at + 1 };
		this.#lookAlike(this.#at, kind === "open" ? "(" : ")");
		this.#add({ kind, span });
		this.#at += 1;
		if (kind === "close") this.#tail();
	}

	#tail(): void {
		TAIL.lastIndex = this.#at;
		const tail = TAIL.exec(this.#text)?.[0];
		if (tail === undefined) return;
		const span = { start: this.#at, end: this.#at + tail.length };
		this.#log.add("ignored", "no-such-operator", span, `${quoted(tail)} has no meaning here and is ignored.`);
		this.#at = span.end;
	}

	/** Signs before a word. Alone, a dash is only a dash. */
	#sign(): void {
		const start = this.#at;
		while (this.#kind(this.#at) === "sign") this.#at += 1;
		const span = { start, end: this.#at };
		const signs = this.#text.slice(start, this.#at);
		if (!OPERAND.has(this.#kind(this.#at))) return;
		if (/[–—]/.test(signs)) {
			const message = `The dash ${quoted(signs)} is read as a mere dash. To leave the word out, write - or NOT before it.`;
			this.#log.add("ambiguous", "dash", span, message);
		} else if ([...signs].some(excludes)) {
			if (signs !== "-") this.#log.add("understood", "look-alike", span, `${quoted(signs)} is read as NOT.`);
			this.#add({ kind: "operator", operator: "not", written: "sign", span });
		} else {
			const message = `${quoted(signs)} has no meaning here and is ignored. To require a part, join it with AND.`;
			this.#log.add("ignored", "no-such-operator", span, message);
		}
	}

	#word(): void {
		const start = this.#at;
		let end = start;
		while (end < this.#text.length && IN_WORD.has(this.#kind(end))) end += 1;
		const run = this.#text.slice(start, end);
		const skipped = startOfWord(run);
		this.#at = end;
		if (run === "/" && this.tokens.at(-1)?.kind === "term") {
			this.finish();
			this.#slash = { start, end };
		} else if (skipped === run.length) {
			const token = readSigns(run, { start, end }, this.#log);
			if (token !== null) this.#add(token);
		} else {
			this.#at = start + skipped;
			if (!this.#phone()) this.#wordFrom(start + skipped, end);
		}
	}

	#wordFrom(start: number, end: number): void {
		const run = this.#text.slice(start, end);
		const span = { start, end };
		this.#at = end;
		this.#limit(run, span);
		const followed = this.#kind(end) === "quote" || this.#kind(end) === "open";
		const ahead = readScope(run, start, followed, this.#log);
		if (ahead === null) {
			const token = readWord(run, span, this.#behindScope(start), this.#log);
			if (token !== null) this.#add(token);
			return;
		}
		if (ahead.scope !== null) this.#add({ kind: "scope", scope: ahead.scope, span: { start, end: ahead.end } });
		this.#at = ahead.end;
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
		this.#log.add("understood", "look-alike", { start: at, end: at + 1 }, `${quoted(written)} is read as ${sign}`);
	}
}

/** Two words with a slash between them are one, spaces or not; null where one of them is no mere word. */
function joinedBySlash(before: Token | undefined, after: Token): Token | null {
	if (before?.kind !== "term" || after.kind !== "term") return null;
	const text = `${before.text}/${after.text}`;
	// What would be read otherwise when it is written without the spaces.
	if (text.length > QUERY_LIMITS.length || phoneEnd(text, 0) !== null) return null;
	return { kind: "term", text, span: { start: before.span.start, end: after.span.end } };
}
