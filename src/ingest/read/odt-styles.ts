import type { FileLimits } from "../limits.ts";
import { fromHex } from "./contrast.ts";
import { headingLevel } from "./flow-document.ts";
import { isLight } from "./unseen-text.ts";
import { walkXml } from "./xml.ts";

/** Styles of an OpenDocument text (ODF 1.3 part 3, 16.2): each names its parent, and states only what differs. */

interface StatedStyle {
	readonly name: string;
	readonly parent: string;
	bold?: boolean;
	/** Points, or with `percent` a part of the parent's size. */
	size?: number;
	percent?: number;
	font?: string;
	hidden?: boolean;
	light?: boolean;
}

export interface OdtStyle {
	readonly bold: boolean;
	readonly size: number;
	readonly font: string;
	readonly hidden: boolean;
	readonly light: boolean;
	readonly heading: number;
}

/** Longer chains of parents go in a circle. */
const MAX_PARENTS = 30;

const key = (family: string, name: string): string => `${family}:${name}`;

function readText(style: StatedStyle, attributes: Readonly<Record<string, string>>): void {
	const weight = attributes["fo:font-weight"];
	if (weight !== undefined) style.bold = weight === "bold" || Number(weight) >= 600;
	const size = /^([\d.]+)(pt|%)$/.exec(attributes["fo:font-size"] ?? "");
	if (size?.[2] === "pt") style.size = Number(size[1]);
	else if (size !== null) style.percent = Number(size[1]) / 100;
	const font = attributes["style:font-name"] ?? attributes["fo:font-family"];
	if (font !== undefined) style.font = font;
	if (attributes["text:display"] === "none") style.hidden = true;
	const colour = attributes["fo:color"];
	if (attributes["style:use-window-font-color"] === "true") style.light = false;
	else if (colour !== undefined) style.light = isLight(fromHex(colour.slice(1)));
}

export class OdtStyles {
	readonly #stated = new Map<string, StatedStyle>();
	readonly #resolved = new Map<string, OdtStyle>();

	/** Adds the styles that one part of the package states. */
	read(xml: string, limits: FileLimits): void {
		let open: StatedStyle | null = null;
		walkXml(
			xml,
			{
				open: (name, attributes) => {
					if (name === "style:text-properties" && open !== null) readText(open, attributes);
					if (name !== "style:style" && name !== "style:default-style") return undefined;
					const family = attributes["style:family"] ?? "";
					const own = attributes["style:name"] ?? "";
					open = {
						name: attributes["style:display-name"] ?? own,
						parent: attributes["style:parent-style-name"] ?? "",
					};
					this.#stated.set(key(family, own), open);
					return () => {
						open = null;
					};
				},
				text: () => {},
			},
			limits,
		);
	}

	/** What a style comes to. For text outside of a span the paragraph's own style is the ground it stands on. */
	paragraph(name: string): OdtStyle {
		const known = this.#resolved.get(name);
		if (known !== undefined) return known;
		const chain = this.#chain("paragraph", name);
		const base: OdtStyle = { bold: false, size: 0, font: "", hidden: false, light: false, heading: 0 };
		const style = chain.reduce(
			(above, stated) => ({ ...apply(above, stated), heading: headingLevel(stated.name) || above.heading }),
			base,
		);
		this.#resolved.set(name, style);
		return style;
	}

	/** A span's style on top of the text around it. */
	span(name: string, around: OdtStyle): OdtStyle {
		return this.#chain("text", name, { withDefault: false }).reduce(apply, around);
	}

	/** From the farthest parent down to the style itself. */
	#chain(family: string, name: string, options = { withDefault: true }): StatedStyle[] {
		const chain: StatedStyle[] = [];
		let at = this.#stated.get(key(family, name));
		while (at !== undefined && chain.length < MAX_PARENTS) {
			chain.unshift(at);
			at = at.parent === "" ? undefined : this.#stated.get(key(family, at.parent));
		}
		const ground = this.#stated.get(key(family, ""));
		if (options.withDefault && ground !== undefined && !chain.includes(ground)) chain.unshift(ground);
		return chain;
	}
}

const apply = (above: OdtStyle, stated: StatedStyle): OdtStyle => ({
	bold: stated.bold ?? above.bold,
	size: stated.size ?? (stated.percent === undefined ? above.size : above.size * stated.percent),
	font: stated.font ?? above.font,
	hidden: stated.hidden ?? above.hidden,
	light: stated.light ?? above.light,
	heading: above.heading,
});
