import { Parser } from "htmlparser2";

/** Tags that a job description may have; of others only the text stays, and no attribute of any. */
const KEPT: ReadonlySet<string> = new Set(["b", "strong", "u", "i", "br", "p", "ul", "li"]);
/** Tags whose content is no text. */
const DROPPED: ReadonlySet<string> = new Set(["script", "style", "template", "noscript", "iframe", "object", "svg"]);
const BREAKS: ReadonlySet<string> = new Set(["br", "p", "ul", "li", "div", "h1", "h2", "h3", "h4", "tr", "ol"]);

/** A job description in the few tags that are kept, and as plain text. */
export function readDescription(description: string): { readonly html: string; readonly text: string } {
	let html = "";
	let text = "";
	let dropping = 0;
	const parser = new Parser({
		onopentag: (name) => {
			if (DROPPED.has(name)) dropping++;
			if (dropping > 0) return;
			if (KEPT.has(name)) html += `<${name}>`;
			if (BREAKS.has(name)) text += name === "li" ? "\n- " : "\n";
		},
		ontext: (part) => {
			if (dropping > 0) return;
			html += part.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
			text += part;
		},
		onclosetag: (name) => {
			if (DROPPED.has(name)) dropping = Math.max(0, dropping - 1);
			else if (dropping === 0 && KEPT.has(name) && name !== "br") html += `</${name}>`;
		},
	});
	parser.end(description);
	return {
		html,
		text: text
			.replaceAll(/[ \t]+/g, " ")
			.replaceAll(/ ?\n[\n ]*/g, "\n")
			.trim(),
	};
}
