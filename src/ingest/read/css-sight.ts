import type { Declared, Element } from "./css-sheets.ts";
import type { HtmlPage } from "./html-page.ts";

/** Whether an element of an HTML page is shown at all. */

/** Pixels beside the page, at which nothing of an element is on it. */
const BESIDE = -999;
const PIXELS: Readonly<Record<string, number>> = {
	px: 1,
	pt: 1.33,
	em: 16,
	rem: 16,
	vw: 12.8,
	vh: 8,
	"%": 12.8,
	"": 1,
};
const LEAST_OPACITY = 0.05;

/** Pixels of a length; none of what is no number. */
function pixels(value = ""): number | undefined {
	const [, number, unit = ""] = /^(-?[\d.]+)([a-z%]*)$/.exec(value) ?? [];
	return number === undefined ? undefined : Number(number) * (PIXELS[unit] ?? 0);
}

type Values = Declared["values"];

const isBeside = (values: Values, names: readonly string[]): boolean =>
	names.some((name) => (pixels(values.get(name)) ?? 0) <= BESIDE);

/** Beside the page. What has a picture is that, with its text beside it for those who do not see it. */
function isOffPage(values: Values): boolean {
	if (values.get("background-image")?.includes("url(")) return false;
	const isPlaced = !/^(?:static)?$/.test(values.get("position") ?? "");
	if (isPlaced && isBeside(values, ["left", "right", "top", "bottom"])) return true;
	return isBeside(values, ["margin-left", "margin-top", "text-indent"]);
}

/** Cut away: no room, or a cut that leaves nothing. */
function isCut(values: Values): boolean {
	const cuts = ["overflow-x", "overflow-y"].some((name) => /^(?:hidden|clip)$/.test(values.get(name) ?? ""));
	const sides = ["width", "height", "max-width", "max-height"].map((name) => pixels(values.get(name)));
	if (cuts && sides.some((side) => side !== undefined && side <= 1)) return true;
	const isPlaced = /^(?:absolute|fixed)$/.test(values.get("position") ?? "");
	if (isPlaced && /^rect\((?:[01](?:px)?[\s,]*){4}\)$/.test(values.get("clip") ?? "")) return true;
	return /^(?:inset\((?:100|[5-9]\d)%\)|circle\(0)/.test(values.get("clip-path") ?? "");
}

const isShrunk = (values: Values): boolean =>
	/\bscale[xy]?\(\s*0*(?:\.0\d*)?\s*[,)]/.test(values.get("transform") ?? "") ||
	/\btranslate[xy]?\(\s*-\d{4,}px/.test(values.get("transform") ?? "");

function isTransparent(values: Values): boolean {
	const opacity = values.get("opacity") ?? "1";
	return Number.parseFloat(opacity) / (opacity.endsWith("%") ? 100 : 1) < LEAST_OPACITY;
}

/** Text that only programs read aloud, beside the same for the eye, which they do not. */
const isReadAloud = (node: Element): boolean =>
	(node.parent?.children ?? []).some((other) => "attribs" in other && other.attribs["aria-hidden"] === "true");

/** A box that is closed, and says nothing that one would open it for. */
function isShut({ name, attribs, children }: Element): boolean {
	if (name !== "details" || "open" in attribs) return false;
	const summary = children.find((child) => "attribs" in child && child.name === "summary");
	return summary !== undefined && !/[\p{L}\p{N}]/u.test(textIn(summary));
}

const textIn = (node: Element["children"][number]): string =>
	"data" in node ? node.data : "children" in node ? node.children.map(textIn).join("") : "";

/** Where nothing of an element and of all that is in it is seen. */
export function isOutOfSight(node: Element, { values, unsure }: Declared, page: HtmlPage): boolean {
	if ("hidden" in node.attribs && !values.has("display")) return true;
	const sure = new Map([...values].filter(([name]) => !unsure.has(name)));
	if (sure.get("display") === "none" || isShut(node)) return true;
	if (page.moves(sure)) return false;
	const unseen = isOffPage(sure) || isCut(sure);
	return (unseen && !isReadAloud(node)) || isShrunk(sure) || isTransparent(sure);
}
