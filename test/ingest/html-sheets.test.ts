import { expect, test } from "vitest";
import { FILE_LIMITS } from "../../src/ingest/limits.ts";
import { readHtml } from "../../src/ingest/read/html.ts";

/** Whether the word is left out, and flagged. */
const isLeftOut = (css: string, content: string): boolean => {
	const page = `<html><head><style>${css}</style></head><body><p>Python</p>${content}</body></html>`;
	const { lines, flags } = readHtml(Buffer.from(page), FILE_LIMITS);
	const isShown = lines.some((line) => line.text.includes("Rust"));
	expect(flags.has("hidden-text")).toBe(!isShown);
	return !isShown;
};
const own = (style: string): string => `<p style="${style}">Rust</p>`;
const named = '<p class="x y" id="i">Rust</p>';

test.each<[string, string, string]>([
	["by its class", ".x{display:none}", named],
	["by its identifier", "#i{visibility:hidden}", named],
	["by its element", "aside{display:none}", "<aside>Rust</aside>"],
	["by what it stands in", "section > .x{color:white}", `<section>${named}</section>`],
	["white by its class", ".x{color:#fff}", named],
	["white where something else is dark", "h1{background:#203040}", `<h1>Python</h1>${own("color:white")}`],
	["of one pixel by its class", ".x{font:1px Arial}", named],
	["by the stronger of two rules", "#i{display:none} .x{display:block}", named],
	["by the later of two rules", ".x{display:block} .y{display:none}", named],
	["by what is important", ".x{display:none!important}", '<p class="x" style="display:block">Rust</p>'],
	["by a sheet that is broken further on", ".x{display:none} } .y{color:", named],
	["in a window as wide as it is", "@media (min-width:600px){.x{display:none}}", named],
	["beside the page", "", own("position:absolute;left:-9999px")],
	["beside the page by its indent", "", own("text-indent:-9999px")],
	["without room", "", own("height:0;overflow:hidden")],
	["cut away", "", own("clip-path:inset(100%)")],
	["shrunk to nothing", "", own("transform:scale(0)")],
	["transparent", "", own("color:transparent")],
	["with an alpha of nothing", "", own("color:rgba(0,0,0,0)")],
	["nearly transparent", "", own("opacity:0.01")],
	["white by hue", "", own("color:hsl(0,0%,100%)")],
	["white by percents", "", own("color:rgb(100% 100% 100%)")],
	["nearly white by name", "", own("color:snow")],
	["of the colour of its ground", "", own("color:#222;background:#222")],
	["a part of what is around it", "", own("font-size:0.05em")],
	["in a box whose title says nothing", "", "<details><summary>.</summary>Rust</details>"],
	["in a hidden row", ".x{display:none}", '<table><tr class="x"><td>Rust</td></tr></table>'],
])("nobody sees text of a page %s", (_, css, content) => {
	expect(isLeftOut(css, content)).toBe(true);
});

test.each<[string, string, string]>([
	["white in what is dark", ".s{background:#223;color:#fff}", '<div class="s">Rust</div>'],
	["white in a dark row", "tr{background:#223;color:#fff}", "<table><tr><td>Rust</td></tr></table>"],
	["white on a gradient", ".s{background:linear-gradient(#223,#445);color:#fff}", '<div class="s">Rust</div>'],
	["on screens only", "@media print{.x{display:none}}", named],
	["on paper only", ".x{display:none} @media print{.x{display:block}}", named],
	["in another window", "@media (max-width:600px){.x{display:none}}", named],
	["under a pointer", ".x{display:none} section:hover .x{display:block}", `<section>${named}</section>`],
	["by the stronger of two rules", "#i{display:block} .x{display:none}", named],
	["that is visible in what is not", ".s{visibility:hidden} .x{visibility:visible}", `<div class="s">${named}</div>`],
	["that comes into sight", "@keyframes in{to{opacity:1}} .x{opacity:0;animation:in 1s forwards}", named],
	["cut out of a gradient", ".x{background:linear-gradient(red,blue);background-clip:text;color:transparent}", named],
	["white with a shadow", ".x{color:white;text-shadow:0 0 2px black}", named],
	["beside its picture", ".x{text-indent:-9999px;background:url(name.png)}", named],
	[
		"white over what is dark and lies elsewhere",
		".s{position:absolute;background:#223} .x{color:#fff}",
		`<div class="s"></div>${named}`,
	],
	["white where something has a ground before it", ".x{color:#fff} .x::before{content:'';background:#223}", named],
	["white where sheets are fetched", "@import url(x.css); .x{color:#fff}", named],
	["white in a colour that is not worked out", ".x{color:var(--ink)}", named],
	["too tall for its room", "", own("height:0")],
	["in a box that can be opened", "", "<details><summary>More</summary>Rust</details>"],
	[
		"for the ear beside a sign for the eye",
		".x{position:absolute;left:-9999px}",
		'<p><span aria-hidden="true">*</span><span class="x">Rust</span></p>',
	],
])("text of a page is seen: %s", (_, css, content) => {
	expect(isLeftOut(css, content)).toBe(false);
});

test("a page of many rules and elements is read in bounded work", () => {
	const css = Array.from({ length: 4000 }, (_, index) => `.c${index}{color:#fff}`).join("");
	expect(isLeftOut(css, `${"<i>a</i>".repeat(3000)}<p class="c1">Rust</p>`)).toBe(false);
	expect(isLeftOut(".x{a:(".repeat(20_000), '<p class="x">Rust</p>')).toBe(false);
});
