import type { Hit } from "../../../domain/hit.ts";
import { date, decimal, number, percent, placeName } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { keyOf, roleOf } from "../person-ref.ts";
import type { WordsOfParts } from "../search/clauses.ts";
import { recruiterTexts } from "../texts/index.ts";
import { reasonOf, warningsOf } from "../texts/say.ts";
import { Marked } from "./marked.tsx";

interface Props {
	readonly hit: Hit;
	/** The list does not tell who anybody is. */
	readonly blind: boolean;
	/** Parts of the query in the words that were typed. */
	readonly words: WordsOfParts;
	readonly open: boolean;
	readonly selected: boolean;
	readonly onOpen: () => void;
	readonly onSelect: (extend: boolean) => void;
}

/** A click beside every control opens the person, unless it ended a selection of text. For keys and readers there is the name. */
function opensCard({ target }: MouseEvent): boolean {
	const onControl = target instanceof Element && target.closest("button, a, input, label, summary") !== null;
	return !onControl && (getSelection()?.isCollapsed ?? true);
}

/** A person in the list: who, where from, what matches, what to doubt. */
export function Card({ hit, blind, words, open, selected, onOpen, onSelect }: Props) {
	const t = recruiterTexts.value;
	const name = hit.name ?? (blind ? t.noName : t.noNameKnown);
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: keys open a person by the name, and by Enter in the list
		<article
			class={`hit${open ? " open" : ""}${hit.marks?.viewed != null ? " viewed" : ""}${hit.marks?.hidden === true ? " is-hidden" : ""}`}
			data-key={keyOf(hit)}
			data-rank={hit.rank}
			tabindex={-1}
			onClick={(event) => {
				if (opensCard(event)) onOpen();
			}}
			aria-label={t.personAt(number(hit.rank), name)}
		>
			<label class="pick">
				<input
					type="checkbox"
					checked={selected}
					aria-label={t.select(name)}
					onClick={(event) => onSelect(event.shiftKey)}
				/>
			</label>
			<div class="hit-body">
				<header>
					<h3>
						<button type="button" class="name" aria-expanded={open} onClick={onOpen}>
							{name}
						</button>
					</h3>
					<span class={`badge ${hit.origin}`}>{t.origins[hit.origin]}</span>
					<Marks hit={hit} />
					<span class="score" title={t.scoreHint}>
						{decimal(hit.score)}
					</span>
				</header>
				<Role hit={hit} />
				<Facts hit={hit} words={words} />
				<Reasons hit={hit} words={words} />
				<Highlights hit={hit} />
				<Doubts hit={hit} />
			</div>
		</article>
	);
}

function Marks({ hit: { marks } }: { hit: Hit }) {
	const t = recruiterTexts.value;
	if (marks === undefined) return null;
	return (
		<>
			{marks.contacted !== null && <span class="badge good">{t.contacted}</span>}
			{marks.hidden && <span class="badge warn">{t.hiddenMark}</span>}
			{marks.projects.map(({ id, name }) => (
				<span key={id} class="badge">
					{name}
				</span>
			))}
			{marks.tags.map((tag) => (
				<span key={tag} class="badge">
					#{tag}
				</span>
			))}
		</>
	);
}

function Role({ hit }: { hit: Hit }) {
	const { title, company } = roleOf(hit);
	if (title === null && company === null) return null;
	const text = title !== null && company !== null ? recruiterTexts.value.at(title, company) : (title ?? company);
	return <p class="role">{text}</p>;
}

function Facts({ hit: { location, years, updatedAt, explanation }, words }: Pick<Props, "hit" | "words">) {
	const t = recruiterTexts.value;
	const whole = years === null ? null : Math.floor(years);
	const away = explanation?.contributions.find(({ feature }) => feature === "distance");
	const distance = away === undefined ? undefined : reasonOf(away, words);
	const place = location === null ? null : placeName(location);
	return (
		<p class="facts">
			{place !== null && <span>{distance === undefined ? place : `${place} (${distance})`}</span>}
			{whole !== null && <span>{t.years(whole, number(whole))}</span>}
			<span>{t.updated(date(updatedAt))}</span>
		</p>
	);
}

const SHOWN_REASONS = 6;

/** A part that names its field, as the ones of a job do: `title:Java` as “Title Java”. */
function partOf(clause: string, words: WordsOfParts): string {
	const kinds = recruiterTexts.value.clauseKinds as Readonly<Record<string, string>>;
	const [whole, field = "", word] = /^([a-z]+):(.+)$/.exec(words(clause)) ?? [words(clause)];
	return kinds[field] === undefined ? whole : `${kinds[field]} ${word}`;
}

/** What speaks for the person, each part of the query once, the weightiest first; and what is missing. */
function Reasons({ hit: { explanation, skills }, words }: Pick<Props, "hit" | "words">) {
	const t = recruiterTexts.value;
	if (explanation === null) return <Chips of={skills.slice(0, SHOWN_REASONS)} />;
	const points = new Map<string, number>();
	for (const { clause, points: some } of explanation.contributions) {
		if (clause !== undefined && some > 0) points.set(clause, (points.get(clause) ?? 0) + some);
	}
	const lacking = new Set(explanation.missing);
	const found = [...points]
		.filter(([clause]) => !lacking.has(clause))
		.toSorted(([, a], [, b]) => b - a)
		.slice(0, SHOWN_REASONS);
	if (found.length + explanation.missing.length === 0) return <Chips of={skills.slice(0, SHOWN_REASONS)} />;
	return (
		<ul class="reasons" aria-label={t.why}>
			{found.map(([clause, some]) => (
				<li key={clause} class="found" title={t.pointsOf(decimal(some))}>
					<Icon name="check" />
					{partOf(clause, words)}
				</li>
			))}
			{explanation.missing.slice(0, SHOWN_REASONS).map((clause) => (
				// What is only related to a part brings points, and the part itself is not there.
				<li key={clause} class={points.has(clause) ? "related" : "missing"}>
					<span class="hidden">{points.has(clause) ? t.onlyRelated : t.missing}</span>
					{`${points.has(clause) ? "≈ " : ""}${partOf(clause, words)}`}
				</li>
			))}
		</ul>
	);
}

const Chips = ({ of }: { of: readonly string[] }) =>
	of.length === 0 ? null : (
		<ul class="reasons">
			{of.map((skill) => (
				<li key={skill}>{skill}</li>
			))}
		</ul>
	);

const SHOWN_HIGHLIGHTS = 3;

/** The same words are shown once, in however many jobs, or in both records of a person, they stand. */
function Highlights({ hit: { highlights, skills, explanation } }: { hit: Hit }) {
	const t = recruiterTexts.value;
	const different = new Map<string, Hit["highlights"][number]>();
	for (const one of highlights) {
		const words = `${one.field === "skill"} ${one.text
			.toLowerCase()
			.replace(/[^\p{L}\p{N}]+/gu, " ")
			.trim()}`;
		if (!different.has(words)) different.set(words, one);
	}
	const skill = [...different.values()].filter(({ field }) => field === "skill").length;
	const shown = [...different.values()].filter(({ field }) => field !== "skill").slice(0, SHOWN_HIGHLIGHTS);
	const others = skills.slice(0, 8);
	const fields = t.fields as Readonly<Record<string, string>>;
	return (
		<dl class="highlights">
			{shown.map(({ field, text, spans }) => (
				<div key={`${field}${text}`}>
					<dt>{fields[field] ?? field}</dt>
					<dd>
						<Marked text={text} spans={spans} />
					</dd>
				</div>
			))}
			{(skill > 0 || explanation !== null) && others.length > 0 && (
				<div>
					<dt>{t.skills}</dt>
					<dd>{<SkillLine skills={others} marked={highlights} />}</dd>
				</div>
			)}
		</dl>
	);
}

function SkillLine({ skills, marked }: { skills: readonly string[]; marked: Hit["highlights"] }) {
	const matches = new Map(marked.filter(({ field }) => field === "skill").map(({ text, spans }) => [text, spans]));
	return (
		<>
			{skills.map((skill, index) => (
				<span key={skill}>
					{index > 0 && ", "}
					<Marked text={skill} spans={matches.get(skill) ?? []} />
				</span>
			))}
		</>
	);
}

/** What to know before trusting the place, and a record that was read with less than certainty. */
function Doubts({ hit: { explanation } }: { hit: Hit }) {
	const t = recruiterTexts.value;
	if (explanation === null) return null;
	const confidence = explanation.contributions.find(({ feature }) => feature === "parseConfidence")?.value ?? 1;
	const doubts = [...warningsOf(explanation), ...(confidence < 0.8 ? [t.unsure(percent(confidence))] : [])];
	if (doubts.length === 0) return null;
	return (
		<ul class="doubts">
			{doubts.map((doubt) => (
				<li key={doubt}>
					<Icon name="warning" />
					{doubt}
				</li>
			))}
		</ul>
	);
}
