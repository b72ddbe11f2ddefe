import type { FileLimits } from "../limits.ts";
import { fromHex, type Rgb } from "./contrast.ts";
import { headingLevel } from "./flow-document.ts";
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
	colour?: Rgb | null;
	ground?: Rgb | null;
}

export interface OdtStyle {
	readonly bold: boolean;
	readonly size: number;
	readonly font: string;
	readonly hidden: boolean;
	readonly colour: Rgb | null;
	readonly ground: Rgb | null;
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
	if (attributes["style:use-window-font-color"] === "true") style.colour = null;
	else if (colour !== undefined) style.colour = fromHex(colour.slice(1));
	if (attributes["fo:text-shadow"] !== undefined || attributes["style:text-outline"] === "true") style.colour = null;
}

/** A colour that lies under text; none where it is seen through. */
function readGround(style: StatedStyle, attributes: Readonly<Record<string, string>>): void {
	const colour = attributes["fo:background-color"];
	if (colour !== undefined && colour !== "transparent") style.ground = fromHex(colour.slice(1));
	if (/^(?:bitmap|gradient|hatch)$/.test(attributes["draw:fill"] ?? "")) style.ground = null;
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
					if (/^(?:style|loext):[a-z-]+-properties$/.test(name) && open !== null) readGround(open, attributes);
					// A picture that lies under text.
					if (name === "style:background-image" && "xlink:href" in attributes && open !== null) open.ground = null;
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
	paragraph(name: string, ground: Rgb | null): OdtStyle {
		const known = this.#resolved.get(name);
		if (known !== undefined) return { ...known, ground: this.ground("paragraph", name, ground) };
		const chain = this.#chain("paragraph", name);
		const base: OdtStyle = { bold: false, size: 0, font: "", hidden: false, colour: null, ground, heading: 0 };
		const style = chain.reduce(
			(above, stated) => ({ ...apply(above, stated), heading: headingLevel(stated.name) || above.heading }),
			base,
		);
		this.#resolved.set(name, style);
		return style;
	}

	/** What a style of a table, row, cell, section or paragraph lays under its text. @param around what lies under it */
	ground(family: string, name: string, around: Rgb | null): Rgb | null {
		const stated = this.#chain(family, name).findLast(({ ground }) => ground !== undefined)?.ground;
		return stated === undefined ? around : stated;
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
	colour: stated.colour === undefined ? above.colour : stated.colour,
	ground: stated.ground === undefined ? above.ground : stated.ground,
	heading: above.heading,
});
