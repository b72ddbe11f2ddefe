import type { Hit } from "../../../domain/hit.ts";
import type { WhyAboveResponse } from "../../../domain/reasons.ts";
import { api } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { decimal, number, placeName } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { Show } from "../../shell/states.tsx";
import type { Asked } from "../asked.ts";
import { nameOfPerson, roleOf } from "../person-ref.ts";
import type { Source } from "../results/workbench.tsx";
import type { WordsOfParts } from "../search/clauses.ts";
import { recruiterTexts } from "../texts/index.ts";
import { reasonOf } from "../texts/say.ts";
import { sharedSkills } from "./shared-skills.ts";
import { listOf } from "./why-not.tsx";

interface Props {
	readonly pair: readonly [Hit, Hit];
	/** Parts of the query in the words that were typed. */
	readonly words: WordsOfParts;
	readonly asked: Asked;
	readonly lists: Source["lists"];
	readonly onClose: () => void;
}

/** Two people side by side, and why one stands above the other. */
export function Compare({ pair, words, asked, lists, onClose }: Props) {
	const t = recruiterTexts.value;
	const [a, b] = pair.toSorted((one, other) => one.rank - other.rank) as [Hit, Hit];
	const [nameA, nameB] = [a.name ?? `${number(a.rank)}.`, b.name ?? `${number(b.rank)}.`];
	const shared = sharedSkills(a, b);
	const rows: [string, (hit: Hit) => preact.ComponentChildren][] = [
		[t.rank, ({ rank }) => number(rank)],
		[t.sum, ({ score }) => decimal(score)],
		[t.facets.origin, ({ origin }) => <span class={`badge ${origin}`}>{t.origins[origin]}</span>],
		[t.facets.title, (hit) => roleOf(hit).title],
		[t.facets.company, (hit) => roleOf(hit).company],
		[t.facets.location, ({ location }) => location && placeName(location)],
		[t.facets.years, ({ years }) => (years === null ? null : t.years(Math.floor(years), number(Math.floor(years))))],
		[
			t.skills,
			({ skills }) =>
				skills.length > 0 && (
					<ul class="skill-list">
						{skills.map((skill) => (
							<li key={skill} class={shared.has(skill) ? "shared" : undefined}>
								{skill}
							</li>
						))}
					</ul>
				),
		],
		[t.lacks, ({ explanation }) => explanation?.missing.map(words).join(", ")],
	];
	// What neither of them has is nothing to compare.
	const cells = rows
		.map(([title, cell]) => [title, cell(a), cell(b)] as const)
		.filter(([, one, other]) => one || other);
	return (
		<Dialog title={t.compareTitle(nameA, nameB)} onClose={onClose} wide>
			<table class="compare">
				<thead>
					<tr>
						<td />
						<th scope="col">{nameA}</th>
						<th scope="col">{nameB}</th>
					</tr>
				</thead>
				<tbody>
					{cells.map(([title, one, other]) => (
						<tr key={title}>
							<th scope="row">{title}</th>
							<td>{one}</td>
							<td>{other}</td>
						</tr>
					))}
				</tbody>
			</table>
			{lists !== null && <Above a={a} b={b} words={words} asked={asked} lists={lists} names={[nameA, nameB]} />}
		</Dialog>
	);
}

const sideOf = (side: WhyAboveResponse["differences"][number]["a"], words: WordsOfParts): string =>
	side === null ? "–" : `${side.contributions.map((one) => reasonOf(one, words)).join("; ")} (${decimal(side.points)})`;

interface AboveProps extends Pick<Props, "asked" | "words"> {
	readonly a: Hit;
	readonly b: Hit;
	readonly lists: NonNullable<Source["lists"]>;
	readonly names: readonly [string, string];
}

function Above({ a, b, words, asked, lists, names }: AboveProps) {
	const t = recruiterTexts.value;
	const found = useResource("above", (signal) =>
		api.post<WhyAboveResponse>(
			"/v1/search/why-above",
			{ ...listOf(asked, lists), a: nameOfPerson(a), b: nameOfPerson(b) },
			{ signal },
		),
	);
	return (
		<section class="record-section">
			<h3>{t.whyAbove}</h3>
			<Show of={found}>
				{({ differences, difference }) => (
					<>
						<p>{t.aboveBy(names[0], names[1], decimal(difference))}</p>
						<table class="differences">
							<thead>
								<tr>
									<th scope="col">{t.difference}</th>
									<th scope="col">{names[0]}</th>
									<th scope="col">{names[1]}</th>
								</tr>
							</thead>
							<tbody>
								{differences
									.filter((one) => one.difference !== 0)
									.map((one, index) => (
										<tr key={`${one.feature}${index}`}>
											<td class="points">{`${one.difference < 0 ? "−" : "+"}${decimal(Math.abs(one.difference))}`}</td>
											<td>{sideOf(one.a, words)}</td>
											<td>{sideOf(one.b, words)}</td>
										</tr>
									))}
							</tbody>
							<tfoot>
								<tr>
									<td class="points">{decimal(difference)}</td>
									<th scope="row" colSpan={2}>
										{t.differenceSum}
									</th>
								</tr>
							</tfoot>
						</table>
					</>
				)}
			</Show>
		</section>
	);
}
