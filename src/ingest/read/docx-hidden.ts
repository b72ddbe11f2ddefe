const HIDDEN = /<w:vanish(?:\s*\/>|\s+w:val="(?:1|true|on)"\s*\/>)/;
const RUN_END = "</w:r>";

/** The XML of a body with the text of hidden runs taken out: who reads the page never sees it. */
export function withoutHiddenRuns(xml: string): string {
	if (!xml.includes("<w:vanish")) return xml;
	return xml
		.split(RUN_END)
		.map((part) => {
			const start = Math.max(part.lastIndexOf("<w:r>"), part.lastIndexOf("<w:r "));
			const run = start < 0 ? "" : part.slice(start);
			return HIDDEN.test(run) ? part.slice(0, start) + run.replace(/(<w:t(?: [^<>]*)?>)[^<]*/g, "$1") : part;
		})
		.join(RUN_END);
}
