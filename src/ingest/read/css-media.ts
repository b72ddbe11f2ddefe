/** When a part of a style sheet holds: on a screen, on a screen of another size or kind, on paper only. */
export type Holding = "always" | "never" | "maybe" | "paper";

/** A desktop's window, in pixels. */
const WIDTH = 1280;
const WIDTHS = /^\(\s*(min|max)-width\s*:\s*([\d.]+)\s*(px|r?em)\s*\)$/;

function feature(text: string): Holding {
	const [, bound, number, unit] = WIDTHS.exec(text) ?? [];
	if (bound === undefined) return "maybe";
	const width = Number(number) * (unit === "px" ? 1 : 16);
	return (bound === "min" ? WIDTH >= width : WIDTH <= width) ? "always" : "never";
}

function query(text: string): Holding {
	const [first = "", ...rest] = text
		.trim()
		.toLowerCase()
		.replace(/^only\s+/, "")
		.split(/\s+and\s+/);
	if (first === "print") return "paper";
	const features = /^(?:all|screen)?$/.test(first) ? rest : [first, ...rest];
	const holding = features.map(feature);
	return holding.includes("never") ? "never" : holding.includes("maybe") ? "maybe" : "always";
}

/** What a list of media says; an empty one says all. */
export function mediaHolding(text: string): Holding {
	const all = text.split(",").map(query);
	const best = (["always", "maybe", "paper"] as const).find((one) => all.includes(one));
	return best ?? "never";
}
