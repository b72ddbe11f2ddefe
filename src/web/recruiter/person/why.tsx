import type { Explanation } from "../../../domain/hit.ts";
import { decimal } from "../../shell/format.ts";
import type { WordsOfParts } from "../search/clauses.ts";
import { recruiterTexts } from "../texts/index.ts";
import { reasonOf, warningsOf } from "../texts/say.ts";

/** The contributions, and their sum: it is the score. */
export function Why({ explanation, words }: { explanation: Explanation; words: WordsOfParts }) {
	const t = recruiterTexts.value;
	const { score, contributions, missing, profile } = explanation;
	const most = Math.max(...contributions.map(({ points }) => Math.abs(points)), Number.MIN_VALUE);
	const notes = [
		...(missing.length > 0 ? [t.notFound(missing.map(words).join(", "))] : []),
		...warningsOf(explanation),
	];
	return (
		<div class="why">
			<table>
				<thead>
					<tr>
						<th scope="col">{t.points}</th>
						<th scope="col" class="bar">
							<span class="hidden">{t.share}</span>
						</th>
						<th scope="col">{t.reason}</th>
					</tr>
				</thead>
				<tbody>
					{contributions.map((contribution, index) => {
						const { points, pool, feature } = contribution;
						return (
							<tr key={`${feature}${index}`}>
								<td class="points">{`${points < 0 ? "−" : "+"}${decimal(Math.abs(points))}`}</td>
								<td class={`bar${points < 0 ? " minus" : pool === "network" ? " network" : ""}`}>
									<span style={{ width: `${(Math.abs(points) / most) * 100}%` }} />
								</td>
								<td>{reasonOf(contribution, words)}</td>
							</tr>
						);
					})}
				</tbody>
				<tfoot>
					<tr>
						<td class="points">{decimal(score)}</td>
						<td class="bar" />
						<th scope="row">
							{t.sum} <span class="muted">({profile})</span>
						</th>
					</tr>
				</tfoot>
			</table>
			{notes.map((note) => (
				<p key={note} class="note small">
					{note}
				</p>
			))}
		</div>
	);
}
