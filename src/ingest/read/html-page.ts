import { type Rgb, WHITE } from "./contrast.ts";
import { type Declared, type Element, StyleSheets } from "./css-sheets.ts";

type Node = Element["children"][number];

/** A style sheet that would be fetched, or a page that is dark where its reader wants it. */
const UNREAD = /<link\b[^>]*\bstylesheet|color-scheme[^>;]*dark/i;
const PICTURES = new Set(["img", "picture", "svg", "canvas", "video", "iframe", "object", "embed", "image"]);
const isAbove = (values: Declared["values"]): boolean =>
	/^(?:absolute|fixed|sticky)$/.test(values.get("position") ?? "");

/** What is known of an HTML page as a whole. */
export class HtmlPage {
	readonly sheets: StyleSheets;
	/** Of text whose elements have none; null where it cannot be known. */
	readonly ground: Rgb | null;
	readonly #hasScripts: boolean;
	readonly #isAnimated: boolean;
	#hasPaint = false;

	constructor(nodes: Node[], html: string) {
		this.sheets = new StyleSheets(nodes);
		this.#hasScripts = /<script\b/i.test(html);
		this.#isAnimated = /@(?:-webkit-)?keyframes/i.test(html);
		const isCovered = this.#look(nodes, false);
		const isKnown = this.sheets.isWhole && !this.sheets.hasGroundsBeside && !UNREAD.test(html);
		this.ground = isKnown && !isCovered ? WHITE : null;
	}

	/** True for an element that lies on others, where some of them have colour. */
	isAfloat({ values, unsure }: Declared): boolean {
		const isMoved = ["margin-left", "margin-top"].some((name) => values.get(name)?.startsWith("-"));
		return this.#hasPaint && (isAbove(values) || isMoved || unsure.has("position"));
	}

	/** True for what comes into sight by itself, or by a script. */
	moves(values: Declared["values"]): boolean {
		const has = (name: string): boolean => !/^(?:none.*)?$/.test(values.get(name) ?? "");
		const isMoved = has("animation") || has("animation-name");
		return (isMoved && this.#isAnimated) || (this.#hasScripts && (has("transition") || has("transition-property")));
	}

	/** True where something that has colour lies on other elements, or under them. */
	#look(nodes: readonly Node[], isUnder: boolean): boolean {
		let covers = false;
		for (const node of nodes) {
			if (!("attribs" in node)) continue;
			const { values, unsure } = this.sheets.of(node);
			const inner =
				isUnder || isAbove(values) || unsure.has("position") || (values.get("z-index") ?? "").startsWith("-");
			const paints =
				PICTURES.has(node.name) ||
				[...values.keys(), ...unsure].some((name) => /^background-(?:color|image)$/.test(name)) ||
				node.attribs.bgcolor !== undefined ||
				node.attribs.background !== undefined;
			this.#hasPaint ||= paints;
			if (this.#look(node.children, inner) || (paints && inner)) covers = true;
		}
		return covers;
	}
}
