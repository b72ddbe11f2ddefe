/** The part of d3-color, which comes without types, that is used here. */
declare module "d3-color" {
	/** Null for what is no colour. */
	export function rgb(specifier: string): {
		readonly r: number;
		readonly g: number;
		readonly b: number;
		readonly opacity: number;
	};
}

/** The part of cssomnom that is used here: its own types change those of a browser's document everywhere. */
declare module "cssomnom/parse" {
	export interface CssStyle extends Iterable<string> {
		getPropertyValue(property: string): string;
		getPropertyPriority(property: string): string;
	}
	export interface CssRule {
		/** As numbered by the CSS Object Model: 1 style, 3 import, 4 media, 7 keyframes. */
		readonly type: number;
		readonly selectorText?: string;
		readonly style?: CssStyle;
		readonly media?: { readonly mediaText: string };
		readonly cssRules?: Iterable<CssRule>;
	}
	export function parse(css: string): { readonly cssRules: Iterable<CssRule> };
}
