import { selectAll } from "css-select";
import { type CssRule, type CssStyle, parse } from "cssomnom/parse";
import type { parseDocument } from "htmlparser2";
import { type Holding, mediaHolding } from "./css-media.ts";
import { selectorsOf } from "./css-selectors.ts";

type Node = ReturnType<typeof parseDocument>["children"][number];
export type Element = Extract<Node, { readonly attribs: unknown }>;

interface Declaration {
	readonly property: string;
	readonly value: string;
	readonly rank: number;
}

/** What style sheets and its own style say of one element. */
export interface Declared {
	/** By property; shorthands are taken apart. */
	readonly values: ReadonlyMap<string, string>;
	/** Properties that may be something else: under a pointer, in another window. */
	readonly unsure: ReadonlySet<string>;
}

/** Only what tells whether text is seen. */
const LOOKED_AT =
	/^(?:color|background-(?:color|image|clip)|-webkit-(?:background-clip|text-fill-color|text-stroke.*)|display|visibility|font-size|opacity|position|left|right|top|bottom|margin-(?:left|top)|text-indent|clip|clip-path|transform|width|height|max-width|max-height|overflow-[xy]|z-index|text-shadow|animation|animation-name|transition|transition-property|filter|mix-blend-mode|color-scheme)$/;
const COLOURS = /color|background|clip|shadow/;
const IMPORTANT = 2 ** 42;
const INLINE = 2 ** 40;
/** Characters of all sheets, and elements times selectors, beyond which they are not read: reading them costs too long. */
const MAX_SHEETS = 200_000;
const MAX_CHECKS = 3_000_000;
const [STYLE, IMPORT, KEYFRAMES] = [1, 3, 7];

function declarations(style: CssStyle, base: number): Declaration[] {
	return [...style]
		.filter((property) => LOOKED_AT.test(property))
		.map((property) => ({
			property,
			value: style.getPropertyValue(property).trim().toLowerCase(),
			rank: base + (style.getPropertyPriority(property) === "important" ? IMPORTANT : 0),
		}));
}

interface Found {
	readonly sure: Declaration[];
	readonly unsure: Set<string>;
}

/** The style sheets of a page, laid on its elements. */
export class StyleSheets {
	/** Something was not read: it may say anything. */
	isWhole = true;
	/** What stands before or behind an element has a ground of its own. */
	hasGroundsBeside = false;
	readonly #nodes: Node[];
	readonly #found = new Map<Element, Found>();
	readonly #inline = new Map<string, Declaration[]>();
	#checks = 0;
	#elements: number | undefined;

	constructor(nodes: Node[]) {
		this.#nodes = nodes;
		try {
			this.#read();
		} catch {
			this.isWhole = false;
		}
	}

	of(element: Element): Declared {
		const found = this.#found.get(element);
		const own = element.attribs.style === undefined ? [] : this.#styleOf(element.attribs.style);
		const all = [...(found?.sure ?? []), ...own].sort((one, other) => one.rank - other.rank);
		return { values: new Map(all.map(({ property, value }) => [property, value])), unsure: found?.unsure ?? new Set() };
	}

	#styleOf(css: string): Declaration[] {
		const known = this.#inline.get(css);
		if (known !== undefined) return known;
		let own: Declaration[] = [];
		try {
			const [rule] = parse(`x{${css.slice(0, MAX_SHEETS)}}`).cssRules;
			if (rule?.style !== undefined) own = declarations(rule.style, INLINE);
		} catch {
			this.isWhole = false;
		}
		this.#inline.set(css, own);
		return own;
	}

	#read(): void {
		let size = 0;
		for (const sheet of selectAll("style", this.#nodes) as Element[]) {
			const text = sheet.children.map((child) => ("data" in child ? child.data : "")).join("");
			size += text.length;
			if (size > MAX_SHEETS) this.isWhole = false;
			if (!this.isWhole) return;
			// A comment around a sheet hid it from browsers of long ago.
			this.#rules(parse(text.replace(/<!--|-->/g, "")).cssRules, mediaHolding(sheet.attribs.media ?? ""));
		}
	}

	#rules(rules: Iterable<CssRule>, holding: Holding): void {
		for (const rule of rules) {
			if (holding === "never" || !this.isWhole) return;
			const { type, selectorText, style, media, cssRules = [] } = rule;
			const inner = [...cssRules];
			// Rules in rules are not worked out.
			if (type === IMPORT || (type === STYLE && inner.length > 0)) this.isWhole = false;
			else if (type === STYLE)
				this.#rule(selectorText ?? "", style === undefined ? [] : declarations(style, 0), holding);
			else if (type !== KEYFRAMES) {
				const isOf = holding !== "always" ? holding : media === undefined ? "maybe" : mediaHolding(media.mediaText);
				this.#rules(inner, isOf);
			}
		}
	}

	#rule(text: string, stated: readonly Declaration[], holding: Holding): void {
		const kept = holding === "paper" ? stated.filter(({ property }) => !COLOURS.test(property)) : stated;
		if (kept.length === 0) return;
		const selectors = selectorsOf(text);
		if (selectors === null) return;
		if (selectors.isBeside && kept.some(({ property }) => property.startsWith("background")))
			this.hasGroundsBeside = true;
		this.#checks += this.#count * selectors.of.length;
		if (this.#checks > MAX_CHECKS) this.isWhole = false;
		for (const { css, specificity, isSure } of this.isWhole ? selectors.of : []) {
			const elements = selectAll(css, this.#nodes) as Element[];
			for (const element of elements) this.#add(element, kept, { specificity, isSure: isSure && holding === "always" });
		}
	}

	#add(element: Element, stated: readonly Declaration[], rule: { specificity: number; isSure: boolean }): void {
		const found = this.#found.get(element) ?? { sure: [], unsure: new Set<string>() };
		this.#found.set(element, found);
		for (const one of stated) {
			if (rule.isSure) found.sure.push({ ...one, rank: one.rank + rule.specificity });
			else found.unsure.add(one.property);
		}
	}

	/** Elements of the page, about. */
	get #count(): number {
		this.#elements ??= selectAll("*", this.#nodes).length;
		return this.#elements;
	}
}
