import { begun } from "../../analysis/completion.ts";
import type { Recognizer } from "../../analysis/recognizer.ts";
import { formKey } from "../../analysis/vocabulary.ts";
import type { Suggestion, SuggestRequest, SuggestResponse } from "../../domain/suggestion.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { type AnyScope, isTextScope } from "../query/scope-name.ts";
import { type AtCaret, type Begun, readCaret } from "./caret.ts";
import { insertionOf } from "./insertion.ts";
import { TypingLog } from "./typing-log.ts";

/** Completes what somebody types from the tenant's own people, and from nothing else. */
export interface Suggestions {
	/**
	 * Names and words that complete what stands at the caret, the likeliest first.
	 * @throws TributaryError `audit-unavailable` · `store-unavailable`
	 */
	suggest(scope: Scope, request: SuggestRequest): Promise<SuggestResponse>;
	/** Writes down what is not in the log yet. */
	close(): Promise<void>;
}

export function createSuggestions({ recognizer }: { readonly recognizer: Recognizer }): Suggestions {
	const log = new TypingLog();
	return {
		suggest: (scope, request) => log.record(scope, request.q, () => run(recognizer, scope, request)),
		close: () => log.close(),
	};
}

type NamedKind = Exclude<Suggestion["kind"], "word">;
const NAMED: readonly NamedKind[] = ["title", "skill", "company", "city"];

/** Scopes in which only names of some kind make sense. In the others, words are completed. */
const KINDS_IN: Readonly<Partial<Record<AnyScope, readonly NamedKind[]>>> = {
	title: ["title"],
	"current-title": ["title"],
	"past-title": ["title"],
	skill: ["skill"],
	company: ["company"],
	"current-company": ["company"],
	"past-company": ["company"],
	location: ["city"],
	near: ["city"],
	tag: ["tag"],
	stage: ["stage"],
	source: ["source"],
};
/** A tenant has few of these: all of them are shown before a letter is written. */
const SHORT_LISTS: ReadonlySet<NamedKind> = new Set(["tag", "stage", "source"]);

/** Scopes of values and numbers hold no words, and those of names none that are no names. */
const isOpenToWords = (scope: AnyScope | null): boolean =>
	scope === null || (isTextScope(scope) && KINDS_IN[scope] === undefined);

/** A single letter begins too many words to say anything. */
const SHORTEST_WORD = 2;
/** Asked of each kind beyond those shown: some are the same in other letters. */
const SPARE = 5;

interface Found {
	readonly kind: Suggestion["kind"];
	readonly text: string;
	readonly people: number;
	readonly from: Begun;
	/** The folded text that was begun. */
	readonly prefix: string;
}

async function run(
	recognizer: Recognizer,
	scope: Scope,
	{ q, at, limit, blind }: SuggestRequest,
): Promise<SuggestResponse> {
	const caret = readCaret(q, at ?? q.length);
	const kinds = kindsAt(caret, blind === true);
	const size = limit + SPARE;
	const [named, synonyms] = await Promise.all([
		Promise.all(caret.begun.flatMap((from) => kinds.map((kind) => completions(scope, kind, from, size)))),
		kinds.includes("skill") ? byOtherName(recognizer, scope, caret.begun) : [],
	]);
	const names = distinct([...synonyms, ...named.flat()].toSorted(likeliestFirst));
	// Words come last, and those that begin with few letters take long to count.
	const hasRoom = blind !== true && names.length < limit && isOpenToWords(caret.scope);
	const words = hasRoom ? await wordsFor(scope, caret.begun.at(-1), size) : [];
	return {
		suggestions: distinct([...names, ...words])
			.slice(0, limit)
			.map((one) => suggestionOf(one, caret, recognizer)),
	};
}

/** Who writes a tag may name somebody in it, as in a note. */
function kindsAt({ scope }: AtCaret, blind: boolean): readonly NamedKind[] {
	const kinds = scope === null ? NAMED : (KINDS_IN[scope] ?? []);
	return blind ? kinds.filter((kind) => kind !== "tag") : kinds;
}

async function completions({ store }: Scope, kind: NamedKind, from: Begun, size: number): Promise<Found[]> {
	const prefix = begun(from.text);
	if (prefix === "" && !SHORT_LISTS.has(kind)) return [];
	const values = await store.suggest(prefix, size, { facet: kind });
	return values.map(({ word, documents }) => ({ kind, text: word, people: documents, from, prefix }));
}

/** `k8s` is a name of Kubernetes: it is shown where people have that. */
async function byOtherName({ vocabulary }: Recognizer, { store }: Scope, written: readonly Begun[]): Promise<Found[]> {
	for (const from of written) {
		const skill = vocabulary.skillByForm(from.text);
		if (skill === undefined) continue;
		const values = await store.suggest(begun(skill.label), SPARE, { facet: "skill" });
		const exact = values.find(({ word }) => word === skill.label);
		const prefix = formKey(from.text);
		if (exact !== undefined) return [{ kind: "skill", text: exact.word, people: exact.documents, from, prefix }];
	}
	return [];
}

async function wordsFor({ store }: Scope, from: Begun | undefined, size: number): Promise<Found[]> {
	const prefix = from === undefined ? "" : begun(from.text);
	if (from === undefined || prefix.includes(" ") || prefix.length < SHORTEST_WORD) return [];
	const words = await store.suggest(prefix, size);
	return words
		.filter(({ word }) => !/[:@/]/.test(word))
		.map(({ word, documents }) => ({ kind: "word", text: word, people: documents, from, prefix }));
}

/** The one that takes up more of what was written; that begins with it; that more people have. */
function likeliestFirst(one: Found, other: Found): number {
	const starts = ({ text, prefix }: Found) => (formKey(text).startsWith(prefix) ? 0 : 1);
	return (
		other.prefix.length - one.prefix.length ||
		starts(one) - starts(other) ||
		other.people - one.people ||
		NAMED.indexOf(one.kind as NamedKind) - NAMED.indexOf(other.kind as NamedKind) ||
		(one.text < other.text ? -1 : 1)
	);
}

/** Names that differ in case or accents only are one; a word that is a name already is not told again. */
function distinct(found: readonly Found[]): Found[] {
	const seen = new Set<string>();
	return found.filter(({ kind, text }) => {
		const name = formKey(text);
		if (seen.has(`${kind} ${name}`) || (kind === "word" && NAMED.some((other) => seen.has(`${other} ${name}`))))
			return false;
		seen.add(`${kind} ${name}`);
		return true;
	});
}

const suggestionOf = ({ kind, text, people, from }: Found, caret: AtCaret, { vocabulary }: Recognizer): Suggestion => ({
	kind,
	text,
	people,
	insert: insertionOf(kind, text, caret, vocabulary),
	span: from.span,
});
