import type { ComponentChildren } from "preact";

/** A column that the rows can be sorted by. */
export interface SortedHead {
	readonly name: string;
	/** null: by another column. */
	readonly sorted: "ascending" | "descending" | null;
	readonly onSort: () => void;
}

interface Props {
	/** Of the table, for screen readers. */
	readonly label: string;
	readonly heads: readonly (string | SortedHead)[];
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
					{heads.map((head) => (
						<Head key={typeof head === "string" ? head : head.name} head={head} />
					))}
				</tr>
			</thead>
			<tbody>{children}</tbody>
		</table>
	</section>
);

function Head({ head }: { head: string | SortedHead }) {
	if (typeof head === "string") return <th scope="col">{head}</th>;
	const { name, sorted, onSort } = head;
	return (
		<th scope="col" aria-sort={sorted ?? "none"}>
			<button type="button" class="plain sort" onClick={onSort}>
				{name} <span aria-hidden="true">{sorted === null ? "↕" : sorted === "ascending" ? "↑" : "↓"}</span>
			</button>
		</th>
	);
}
