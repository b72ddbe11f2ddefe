/** Shapes, pictures and pages of a DOCX that text may stand on: what colour they have is not looked at. */

/** Word shows the colour of a page in one view and not in others. */
const BEHIND = /z-index:\s*-|<v:background\b|<w:background\b(?![^>]* w:color="(?:FFFFFF|auto)")/i;
/** Of a header or footer: all of it lies behind the text of the page. */
const MARGIN = /<w:(?:hdr|ftr)\b/;
const VML = /<v:(?:rect|roundrect|oval|shape)\b/;
const ANCHOR = "<wp:anchor";
const IS_BEHIND = /^[^>]*behindDoc="(?:1|true)"/;
const PAINT = /<(?:a|wps|pic|c|dgm|v):(?:blip|solidFill|gradFill|pattFill|blipFill|fillRef|chart|relIds)\b/;
const EXTENT = /<wp:extent\b[^>]*>/;
/** A side of a shape that no line of text stands on, in EMU: 5 points. */
const LEAST_SIDE = 5 * 12_700;

/** A drawing that has colour, and room for text on it. */
function isGround(anchor: string): boolean {
	const [extent = ""] = EXTENT.exec(anchor) ?? [];
	const sides = [...extent.matchAll(/\bc[xy]="(\d+)"/g)].map((side) => Number(side[1]));
	return PAINT.test(anchor) && sides.every((side) => side >= LEAST_SIDE);
}

export function hasShapeBehind(xml: string): boolean {
	const isMargin = MARGIN.test(xml);
	if (BEHIND.test(xml) || (isMargin && VML.test(xml))) return true;
	return xml
		.split(ANCHOR)
		.slice(1)
		.some((rest) => (isMargin || IS_BEHIND.test(rest)) && isGround(rest.split("</wp:anchor>", 1)[0] ?? ""));
}
