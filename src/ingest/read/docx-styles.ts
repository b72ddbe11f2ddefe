import type { FileLimits } from "../limits.ts";
import type { ThemeColours } from "./docx-colours.ts";
import { type Attributes, contourLook, fillLook, type Look, lookOf } from "./docx-looks.ts";
import { walkXml } from "./xml.ts";

/** What a style of a table says of one of its parts: its first row, or others (columns, bands, the last row). */
type Region = "all" | "first" | "other";
type Looks = Readonly<Partial<Record<Region, Look>>>;

interface Style {
	parent: string;
	looks: Looks;
}

const NO_STYLE: Style = { parent: "", looks: {} };
/** Longer chains of parents go in a circle. */
const MAX_PARENTS = 30;

/** Styles of a DOCX by their id. */
export class DocxStyles {
	readonly #styles = new Map<string, Style>();
	readonly #theme: ThemeColours;
	#plain: Look = {};
	#normal = "";
	/** The style that is being read, its part, and the effect on its letters. */
	#open: Style | null = null;
	#region: Region = "all";
	#effect = "";

	/** @param xml the part of the styles; empty where the file has none */
	constructor(xml: string, theme: ThemeColours, limits: FileLimits) {
		this.#theme = theme;
		const open = (name: string, attributes: Attributes) => this.#element(name, attributes);
		if (xml !== "") walkXml(xml, { open, text: () => {} }, limits);
	}

	/** Of text whose paragraph names no style. @param table what the style of the table says of its text */
	normal(table: Look): Look {
		return { ...this.#plain, ...table, ...this.of(this.#normal) };
	}

	/** What a style and its parents say. */
	of(id: string): Look {
		return this.table(id).all;
	}

	/** What the style of a table and its parents say of its parts. */
	table(id: string): Record<Region, Look> {
		const chain: Looks[] = [];
		let style = this.#styles.get(id);
		while (style !== undefined && chain.length < MAX_PARENTS) {
			chain.unshift(style.looks);
			style = this.#styles.get(style.parent);
		}
		const all = (region: Region): Look => Object.assign({}, ...chain.map((looks) => looks[region])) as Look;
		return { all: all("all"), first: all("first"), other: all("other") };
	}

	#element(name: string, attributes: Attributes): (() => void) | undefined {
		switch (name) {
			case "w:style":
				return this.#style(attributes);
			case "w:tblStylePr":
				this.#region =
					attributes["w:type"] === "wholeTable" ? "all" : attributes["w:type"] === "firstRow" ? "first" : "other";
				return () => {
					this.#region = "all";
				};
			case "w14:textFill":
			case "w14:textOutline":
			case "w14:shadow":
			case "w14:glow":
				this.#effect = name;
				return () => {
					this.#effect = "";
				};
			case "w:basedOn":
				if (this.#open !== null) this.#open.parent = attributes["w:val"] ?? "";
				return undefined;
			default:
				this.#property(name, attributes);
				return undefined;
		}
	}

	#style(attributes: Attributes): () => void {
		const id = attributes["w:styleId"] ?? "";
		this.#open = { ...NO_STYLE };
		this.#styles.set(id, this.#open);
		if (attributes["w:type"] === "paragraph" && attributes["w:default"] === "1") this.#normal = id;
		return () => {
			this.#open = null;
		};
	}

	#property(name: string, attributes: Attributes): void {
		const read = this.#effect === "" ? lookOf : this.#effect === "w14:textFill" ? fillLook : contourLook;
		const look = read(name, attributes, this.#theme);
		const style = this.#open;
		if (style === null) this.#plain = { ...this.#plain, ...look };
		else style.looks = { ...style.looks, [this.#region]: { ...style.looks[this.#region], ...look } };
	}
}
