import type { PlotOptions } from "@observablehq/plot";
import { useEffect, useRef } from "preact/hooks";
import { language } from "../../shell/language.ts";
import type { RunResult } from "../model.ts";

type Plots = typeof import("@observablehq/plot");
export type Drawing = (plot: Plots, result: RunResult) => PlotOptions;

/**
 * A picture of a run. The library comes when the first one is drawn. What it shows also stands in a table: a screen reader is told the
 * title only.
 */
export function Picture({ title, result, drawing }: { title: string; result: RunResult; drawing: Drawing }) {
	const host = useRef<HTMLDivElement>(null);
	useEffect(() => {
		let gone = false;
		void import("@observablehq/plot").then((plot) => {
			if (gone || host.current === null) return;
			const drawn = plot.plot({ ...drawing(plot, result), width: Math.min(host.current.clientWidth || 640, 860) });
			// The policy of the page lets no style stand inside of a document: the rules are in plots.css.
			for (const style of drawn.querySelectorAll("style")) style.remove();
			// To a screen reader it is one picture; its parts have no roles that could bear names.
			for (const part of drawn.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
			drawn.setAttribute("role", "img");
			drawn.setAttribute("aria-label", title);
			host.current.replaceChildren(drawn);
		});
		return () => {
			gone = true;
		};
	}, [result, language.value]);
	return (
		<figure class="picture">
			<figcaption>{title}</figcaption>
			<div class="plot-host" ref={host} />
		</figure>
	);
}
