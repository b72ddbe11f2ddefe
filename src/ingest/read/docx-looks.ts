import type { FileLimits } from "../limits.ts";
import { fromHex, type Rgb, WHITE } from "./contrast.ts";
import { walkXml } from "./xml.ts";

/** A colour that text stands on; null where it cannot be known. */
export type Ground = Rgb | null;

/** Of what a DOCX says about text (ECMA-376-1, 17.3.2), what tells whether it is seen. What is not stated is absent. */
export interface Look {
	/** Null where Word chooses the colour, which is then told from its ground. */
	readonly colour?: Rgb | null;
	readonly ground?: Ground;
	readonly hidden?: boolean;
	/** Points. */
	readonly size?: number;
}

type Attributes = Readonly<Record<string, string>>;

const isOn = (attributes: Attributes): boolean => !["0", "false", "off"].includes(attributes["w:val"] ?? "1");

function shading(attributes: Attributes): Look {
	const pattern = attributes["w:val"] ?? "clear";
	const fill = fromHex(attributes["w:fill"] ?? "auto");
	if (pattern !== "clear" && pattern !== "nil") return { ground: null };
	return pattern === "nil" || fill === null ? {} : { ground: fill };
}

function highlight(name = "none"): Look {
	if (name === "none") return {};
	return { ground: name === "white" ? WHITE : null };
}

/** What one property says. */
export function lookOf(name: string, attributes: Attributes): Look {
	switch (name) {
		case "w:color":
			return { colour: fromHex(attributes["w:val"] ?? "") };
		case "w:shd":
			return shading(attributes);
		case "w:highlight":
			return highlight(attributes["w:val"]);
		case "w:vanish":
			return { hidden: isOn(attributes) };
		case "w:sz":
			return { size: Number(attributes["w:val"]) / 2 };
		default:
			return {};
	}
}

interface Style {
	parent: string;
	look: Look;
}

/** Longer chains of parents go in a circle. */
const MAX_PARENTS = 30;

/** Styles of a DOCX by their id. */
export class DocxLooks {
	readonly #styles = new Map<string, Style>();
	#plain: Look = {};
	#normal = "";

	/** @param xml the part of the styles; empty where the file has none */
	constructor(xml: string, limits: FileLimits) {
		let open: Style | null = null;
		const readProperty = (name: string, attributes: Attributes): void => {
			if (open === null) this.#plain = { ...this.#plain, ...lookOf(name, attributes) };
			else if (name === "w:basedOn") open.parent = attributes["w:val"] ?? "";
			else open.look = { ...open.look, ...lookOf(name, attributes) };
		};
		const handler = {
			open: (name: string, attributes: Attributes) => {
				if (name !== "w:style") {
					readProperty(name, attributes);
					return undefined;
				}
				const id = attributes["w:styleId"] ?? "";
				open = { parent: "", look: {} };
				this.#styles.set(id, open);
				if (attributes["w:type"] === "paragraph" && attributes["w:default"] === "1") this.#normal = id;
				return () => {
					open = null;
				};
			},
			text: () => {},
		};
		if (xml !== "") walkXml(xml, handler, limits);
	}

	/** Of text whose paragraph names no style. */
	get normal(): Look {
		return { ...this.#plain, ...this.of(this.#normal) };
	}

	/** What a style and its parents say. */
	of(id: string): Look {
		const chain: Look[] = [];
		let style = this.#styles.get(id);
		while (style !== undefined && chain.length < MAX_PARENTS) {
			chain.unshift(style.look);
			style = this.#styles.get(style.parent);
		}
		return Object.assign({}, ...chain) as Look;
	}
}
