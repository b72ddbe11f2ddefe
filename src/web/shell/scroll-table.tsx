import type { ComponentChildren } from "preact";

interface Props {
	/** Of the table, for screen readers. */
	readonly label: string;
	readonly heads: readonly string[];
	/** Scrolls by itself from a height on that leaves room for what stands below. */
	readonly tall?: boolean;
	/** Of the table. */
	readonly class?: string | undefined;
	/** Rows. */
	readonly children: ComponentChildren;
}

/** A table that scrolls in itself where it is wider than the page, or longer than it may be. */
export const ScrollTable = ({ label, heads, tall = false, class: own, children }: Props) => (
	// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
	<section class={tall ? "scroll tall" : "scroll"} tabIndex={0} aria-label={label}>
		<table class={own === undefined ? "figures" : `figures ${own}`}>
			<thead>
				<tr>
					{heads.map((name) => (
						<th key={name} scope="col">
							{name}
						</th>
					))}
				</tr>
			</thead>
			<tbody>{children}</tbody>
		</table>
	</section>
);
