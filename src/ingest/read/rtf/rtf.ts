import type { ReadDocument } from "../../layout/line.ts";
import type { FileLimits } from "../../limits.ts";
import { decodePage } from "../code-pages.ts";
import { type Rgb, WHITE } from "../contrast.ts";
import { addRun, CharacterBudget, emptyParts, layOutFlow, paragraphOf } from "../flow-document.ts";
import { TableRows } from "../table-rows.ts";
import { readSeen, type UnseenText } from "../unseen-text.ts";
import { colourTable, hasShadedCells, hasShapes } from "./colours.ts";
import { type GroupState, plainCharacters, plainParagraph, sightIn, startState, type Target } from "./state.ts";
import { CHARACTER_STYLES, RtfStyles } from "./style-sheet.ts";
import { type RtfSink, walkRtf } from "./tokens.ts";
import {
	APART,
	CHARACTERS,
	CHARSET_PAGES,
	ENCODING_PAGES,
	HOLDERS,
	KNOWN_STARRED,
	LEFT_OUT,
	SYMBOL_CHARSET,
} from "./words.ts";

/** Of a hundred of the width of a letter. */
const LEAST_WIDTH = 10;
const GROUND_WORD = /^(?:chcbpat|highlight|cb|cbpat|chshdng|shading)$/;

const newTarget = (): Target => ({ rows: new TableRows(), runs: [], marked: false });

interface Colours {
	/** By number; null for the reader's choice. */
	readonly table: readonly (Rgb | null)[];
	/** What text stands on, outside of tables and in them; null where it cannot be known. */
	readonly page: Rgb | null;
	readonly cells: Rgb | null;
}

/** Turns the words of the file into paragraphs and tables. */
class RtfReader implements RtfSink {
	readonly parts = emptyParts();
	readonly #body = newTarget();
	readonly #budget: CharacterBudget;
	readonly #groups: GroupState[] = [];
	#state: GroupState = { ...startState(this.#body), owner: false };
	/** Bytes of the code page that wait for the rest of their character. */
	#pending: number[] = [];
	/** What is still to be left out after a Unicode character. */
	#skip = 0;
	#page = 1252;
	readonly #charsets = new Map<number, number>();
	readonly #styles = new RtfStyles();
	readonly #colours: Colours;
	readonly #unseen: UnseenText;

	constructor({ colours, unseen, limits }: { colours: Colours; unseen: UnseenText; limits: FileLimits }) {
		this.#colours = colours;
		this.#unseen = unseen;
		this.#budget = new CharacterBudget(limits);
	}

	open(): void {
		this.#flush();
		this.#skip = 0;
		this.#groups.push(this.#state);
		this.#state = { ...this.#state, owner: false, starred: false };
	}

	close(): void {
		this.#flush();
		this.#skip = 0;
		const ended = this.#state;
		this.#state = this.#groups.pop() ?? this.#state;
		if (ended.owner) this.#finish(ended);
	}

	symbol(character: string): void {
		if (character === "*") {
			this.#state.starred = true;
			return;
		}
		if (character === "\n" || character === "\r") this.word("par", null);
		else this.word(character, null);
	}

	bytes(content: Uint8Array): void {
		if (this.#state.destination === "left-out" || this.#state.destination === "none") return;
		const rest = this.#skip > 0 ? content.subarray(Math.min(this.#skip, content.length)) : content;
		this.#skip -= content.length - rest.length;
		this.#budget.spend(rest.length);
		for (const byte of rest) this.#pending.push(byte);
	}

	word(name: string, parameter: number | null): void {
		this.#flush();
		if (this.#skip > 0 && name !== "u") {
			this.#skip -= 1;
			return;
		}
		const { starred } = this.#state;
		this.#state.starred = false;
		if (this.#state.destination === "left-out") return;
		if (this.#openDestination(name, starred)) return;
		if (this.#state.destination === "font-table" || this.#state.destination === "style-sheet")
			this.#define(name, parameter);
		else if (!this.#paragraphWord(name, parameter)) this.#characterWord(name, parameter);
	}

	end(): void {
		this.#flush();
		const open = new Set([this.#state, ...this.#groups].filter((state) => state.owner));
		for (const state of open) this.#finish(state);
		this.#endParagraph(this.#body);
		this.parts.body.push(...this.#body.rows.end());
	}

	/** True for a word that says what its group holds. */
	#openDestination(name: string, starred: boolean): boolean {
		const state = this.#state;
		const apart = APART[name];
		if (LEFT_OUT.has(name) || (starred && !KNOWN_STARRED.has(name))) state.destination = "left-out";
		else if (name === "listtext" || name === "pntext") {
			state.target.marked = true;
			state.destination = "left-out";
		} else if (name === "upr") Object.assign(state, { outer: state.destination, destination: "none" });
		else if (name === "ud") state.destination = state.outer;
		else if (HOLDERS.has(name)) state.destination = "none";
		else if (apart !== undefined) {
			const target = newTarget();
			Object.assign(state, { destination: "text", target, owner: true, ...plainParagraph(), ...plainCharacters() });
			this.#owned.set(target, apart);
		} else if (name === "field") state.field = { instruction: "" };
		else if (name === "fldinst") state.destination = "instruction";
		else if (name === "fldrslt" || name === "result") {
			state.destination = "text";
			state.link = linkOf(state.field?.instruction ?? "") ?? state.link;
		} else if (name === "fonttbl") state.destination = "font-table";
		else if (name === "stylesheet") state.destination = "style-sheet";
		else return false;
		return true;
	}
	readonly #owned = new Map<Target, (typeof APART)[string]>();

	#define(name: string, parameter: number | null): void {
		const state = this.#state;
		const fonts = state.destination === "font-table";
		if (name === (fonts ? "f" : "s")) state.defines = parameter ?? 0;
		else if (fonts && name === "fcharset") this.#charsets.set(state.defines, parameter ?? 0);
		else if (!fonts && (name === "ds" || name === "ts")) state.defines = -1;
		else if (!fonts && name === "cs") state.defines = CHARACTER_STYLES + (parameter ?? 0);
		else if (!fonts && state.defines >= 0) this.#styles.define(state.defines, name, parameter);
	}

	#paragraphWord(name: string, parameter: number | null): boolean {
		const state = this.#state;
		const { target } = state;
		const on = parameter !== 0;
		switch (name) {
			case "par":
			case "sect":
			case "page":
				if (state.destination === "text") this.#endParagraph(target);
				return true;
			case "pard":
				Object.assign(state, plainParagraph());
				return true;
			case "intbl":
				state.depth = Math.max(state.depth, 1);
				return true;
			case "itap":
				state.depth = Math.max(parameter ?? 0, 0);
				return true;
			case "outlinelevel":
				state.outline = (parameter ?? 8) < 6 ? (parameter ?? 0) + 1 : 0;
				return true;
			case "s":
				Object.assign(state, this.#styles.stateOf(parameter ?? 0, this.#colours.table));
				return true;
			case "ls":
				state.list = on;
				return true;
			default:
				return this.#tableWord(name);
		}
	}

	#tableWord(name: string): boolean {
		const { target, depth } = this.#state;
		const at = name.startsWith("nest") ? Math.max(depth, 2) : 1;
		if (name === "cell" || name === "nestcell") {
			this.#endParagraph(target, at);
			target.rows.endCell(at);
		} else if (name === "row" || name === "nestrow") {
			this.#endParagraph(target, at);
			target.rows.endRow(at);
		} else return false;
		return true;
	}

	#characterWord(name: string, parameter: number | null): void {
		const state = this.#state;
		if (name === "b") state.bold = parameter !== 0;
		else if (name === "fs") state.size = Math.max(0, (parameter ?? 24) / 2);
		else if (name === "f") state.font = parameter ?? 0;
		else if (name === "cf") state.colour = this.#colours.table[parameter ?? 0] ?? null;
		else if (name === "cs") Object.assign(state, this.#styles.sightOf(parameter ?? 0, this.#colours.table));
		else if (name === "charscalex") state.narrow = (parameter ?? 100) < LEAST_WIDTH;
		else if (GROUND_WORD.test(name)) this.#shade(name, parameter ?? 0);
		else if (name === "v" || name === "deleted") state.hidden = parameter !== 0;
		else if (name === "plain") Object.assign(state, plainCharacters());
		else if (name === "uc") state.fallback = Math.max(0, Math.min(parameter ?? 1, 16));
		else if (name === "u" && parameter !== null) {
			this.#add(String.fromCharCode(parameter & 0xffff));
			this.#skip = state.fallback;
		} else if (name === "ansicpg" && parameter !== null && parameter > 0) this.#page = parameter;
		else if (name in ENCODING_PAGES) this.#page = ENCODING_PAGES[name] as number;
		else if (name in CHARACTERS) this.#add(CHARACTERS[name] as string);
	}

	/** A colour under text; under a pattern it is not known. */
	#shade(name: string, number: number): void {
		const { table } = this.#colours;
		const colour =
			number === 0 ? undefined : name.endsWith("shdng") || name === "shading" ? null : (table[number] ?? null);
		if (number === 0 && /sh/.test(name)) return;
		if (name === "cbpat" || name === "shading") this.#state.paragraphShade = colour;
		else this.#state.shade = colour;
	}

	#flush(): void {
		if (this.#pending.length === 0) return;
		const bytes = Uint8Array.from(this.#pending);
		this.#pending = [];
		const charset = this.#charsets.get(this.#state.font) ?? 1;
		if (charset === SYMBOL_CHARSET) this.#add(Array.from(bytes, pictureSign).join(""));
		else this.#add(decodePage(bytes, CHARSET_PAGES[charset] ?? this.#page));
	}

	#add(text: string): void {
		const { destination, field, bold, size, font, link, target } = this.#state;
		if (destination === "instruction" && field !== null) field.instruction += text;
		if (destination === "style-sheet" && this.#state.defines >= 0) this.#styles.addName(this.#state.defines, text);
		const { page, cells } = this.#colours;
		const sight = sightIn(this.#state, this.#state.depth > 0 ? cells : page);
		if (destination !== "text" || this.#unseen.leavesOut(text, sight)) return;
		addRun(target.runs, text, { bold, size, font: String(font), ...(link === undefined ? {} : { link }) });
	}

	#endParagraph(target: Target, depth = this.#state.depth): void {
		const { runs, marked } = target;
		target.runs = [];
		target.marked = false;
		if (runs.length === 0) return;
		target.rows.add(paragraphOf(runs, this.#state.outline, marked || this.#state.list), depth);
	}

	#finish(state: GroupState): void {
		const place = this.#owned.get(state.target);
		if (place === undefined) return;
		this.#owned.delete(state.target);
		this.#endParagraph(state.target, state.depth);
		this.parts[place].push(state.target.rows.end());
	}
}

/** Signs of picture fonts have no meaning of their own; as private-use characters they count as ornament. */
const pictureSign = (byte: number): string => (byte <= 0x20 ? " " : String.fromCharCode(0xf000 + byte));

const linkOf = (instruction: string): string | undefined =>
	/^\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]+)"/i.exec(instruction)?.[1];

/**
 * Text of a Rich Text file. Objects and pictures are not opened. A file that ends too early is read as far as it goes.
 * @throws TributaryError file-too-complex, no-text-layer
 */
export function readRtf(bytes: Uint8Array, limits: FileLimits): ReadDocument {
	const rtf = Buffer.from(bytes).toString("latin1");
	const page = hasShapes(rtf) ? null : WHITE;
	const colours = { table: colourTable(rtf), page, cells: hasShadedCells(rtf) ? null : page };
	return readSeen((unseen) => {
		const reader = new RtfReader({ colours, unseen, limits });
		const open = walkRtf(bytes, reader, limits);
		reader.end();
		const document = layOutFlow(reader.parts, limits);
		return open === 0 ? document : { ...document, flags: new Set([...document.flags, "partial"]) };
	});
}
