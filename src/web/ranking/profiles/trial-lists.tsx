import type { Contribution, Hit } from "../../../domain/hit.ts";
import { decimal, number } from "../../shell/format.ts";
import { isTranslated, saidIn } from "../../shell/said.ts";
import { Empty } from "../../shell/states.tsx";
import { shellTexts } from "../../shell/texts/index.ts";
import { rankingTexts } from "../texts/index.ts";

export interface Trial {
	readonly lists: readonly [TrialList, TrialList];
	readonly understood: string;
}

interface TrialList {
	readonly profile: string;
	readonly total: number;
	readonly hits: readonly Hit[];
}

const keyOf = ({ candidateId, profileId }: Hit): string => candidateId ?? profileId ?? "";

/** Where somebody stands in the other list: places that were gained; null where he is not in it. */
function movedOf(hit: Hit, other: TrialList): number | null {
	const there = other.hits.find((one) => keyOf(one) === keyOf(hit));
	return there === undefined ? null : there.rank - hit.rank;
}

/** Two lists beside each other, with how far each person moved and for what reasons he stands there. */
export function TrialLists({ trial, base }: { trial: Trial; base: string }) {
	const t = rankingTexts.value.profiles;
	const [before, after] = trial.lists;
	if (before.total === 0 && after.total === 0) return <Empty title={t.none} />;
	const moves = after.hits.map((hit) => movedOf(hit, before));
	const count = (test: (move: number) => boolean) => moves.filter((move) => move !== null && test(move)).length;
	return (
		<>
			<p class="muted small" role="status">
				{t.summary(
					count((move) => move > 0),
					count((move) => move < 0),
					moves.filter((move) => move === null).length,
				)}
			</p>
			<div class="trial">
				<List title={t.before(base)} list={before} other={null} />
				<List title={t.after} list={after} other={before} />
			</div>
		</>
	);
}

function List({ title, list, other }: { title: string; list: TrialList; other: TrialList | null }) {
	return (
		<section aria-label={title}>
			<h2>{title}</h2>
			<ol class="trial-list">
				{list.hits.map((hit) => (
					<Person key={keyOf(hit)} hit={hit} move={other === null ? undefined : movedOf(hit, other)} />
				))}
			</ol>
		</section>
	);
}

function Person({ hit, move }: { hit: Hit; move: number | null | undefined }) {
	const t = rankingTexts.value.profiles;
	const { rank, currentTitle, headline, location, years, score, explanation } = hit;
	const facts = [location, years === null ? null : t.years(number(Math.round(years)))].filter((part) => part !== null);
	return (
		<li class="panel trial-person">
			<span class="rank">{number(rank)}</span>
			<div class="trial-text">
				<strong>{currentTitle ?? headline ?? t.anonymous}</strong>
				<span class="muted small">{facts.join(" · ")}</span>
				<details>
					<summary class="small">
						{t.why} · {t.score(decimal(score))}
					</summary>
					<ul class="trial-reasons small">
						{(explanation?.contributions ?? []).map((one, index) => (
							<li key={`${index} ${one.text}`}>
								<span>{reasonOf(one)}</span>
								<span class={one.points < 0 ? "loss" : ""}>{decimal(one.points)}</span>
							</li>
						))}
					</ul>
				</details>
			</div>
			{move !== undefined && <Move places={move} />}
		</li>
	);
}

/** A reason as the API says it, or by the weight that it comes from: `Title now: “java” (Senior Java Developer)`. */
function reasonOf({ feature, clause, matched, words, text, said }: Contribution): string {
	if (said !== undefined || clause === undefined || !isTranslated()) return saidIn(said && [said], text);
	const { names } = rankingTexts.value.profiles;
	const found = [shellTexts.value.quoted(clause), matched, words === undefined ? undefined : `(${words})`];
	return `${names[feature.replace(/^match\./, "")] ?? names.coverage}: ${found.filter(Boolean).join(" ")}`;
}

function Move({ places }: { places: number | null }) {
	const t = rankingTexts.value.profiles.moved;
	if (places === null) return <span class="badge matched">{t.fresh}</span>;
	if (places === 0) return <span class="badge">{t.same}</span>;
	return places > 0 ? (
		<span class="badge good">▲ {t.up(places)}</span>
	) : (
		<span class="badge warn">▼ {t.down(-places)}</span>
	);
}
