import { useState } from "preact/hooks";
import type { Expansion } from "../../../domain/hit.ts";
import type { Clause, Interpretation } from "../../../domain/interpretation.ts";
import type { ExpansionSource } from "../../../domain/query.ts";
import { number, percent } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { Menu } from "../../shell/menu.tsx";
import { address } from "../../shell/router.ts";
import { toast } from "../../shell/toasts.tsx";
import { type Asked, readAsked, toggled, writeAsked } from "../asked.ts";
import type { Answer } from "../results/people.ts";
import { recruiterTexts } from "../texts/index.ts";
import { labelOfClause } from "../texts/say.ts";
import { type Change, isCondition, rewritten, WEIGHTS } from "./clauses.ts";

interface Props {
	readonly answer: Answer;
	readonly asked: Asked;
	readonly onChange: (asked: Asked) => void;
}

/** What was understood, part by part: each can be changed, weighed, switched off; and what its words were widened to. */
export function UnderstoodChips({ answer, isOld, asked, onChange }: Props & { readonly isOld: boolean }) {
	const t = recruiterTexts.value;
	const { clauses } = answer.interpretation;
	return (
		<div class="parts" id="understood" inert={isOld}>
			<span class="muted small">{t.understood}</span>
			{clauses.length === 0 ? (
				answer.understood !== "" && <code>{answer.understood}</code>
			) : (
				<ul class="chips">
					{clauses.map((clause) => (
						<li key={clause.id}>
							<ClauseChip clause={clause} among={answer.interpretation} asked={asked} onChange={onChange} />
						</li>
					))}
				</ul>
			)}
			<Widened expansions={answer.expansions} asked={asked} onChange={onChange} />
		</div>
	);
}

/** Whether the same is still asked for in the list that is open. */
const isAsked = (asked: Asked): boolean =>
	writeAsked(readAsked(address.value.query)).toString() === writeAsked(asked).toString();

const ROLE_SIGNS: Readonly<Record<Clause["role"], string>> = { wanted: "", must: "★ ", required: "+ ", excluded: "− " };
const ROLES = ["wanted", "must", "required", "excluded"] as const;

function ClauseChip({
	clause,
	among,
	asked,
	onChange,
}: { clause: Clause; among: Interpretation } & Omit<Props, "answer">) {
	const t = recruiterTexts.value;
	const { id, kind, weight, query, enabled } = clause;
	const label = labelOfClause(clause, among.natural);
	// Who writes a condition without a sign demands it.
	const isDemand = isCondition(query);
	const role = isDemand && clause.role === "wanted" ? "required" : clause.role;
	const rewrite = (change: Change) => {
		const next = { ...asked, ...rewritten(among, asked, clause, change) };
		onChange(next);
		if (change !== null) return;
		toast(t.done.removed(label), () => onChange(asked), { holds: () => isAsked(next) });
		// What had the focus is gone. In the list the keys work, and so does the way back.
		document.getElementById("results")?.focus();
	};
	const toggle = () => onChange({ ...asked, disabled: toggled(asked.disabled, id) });
	// Nobody weighs in a sentence: there wishes beside what somebody is count for less by rule.
	const heavy = weight === 1 || among.natural ? "" : ` ×${number(weight)}`;
	// In a sentence the words say already that something is not wanted.
	const sign = among.natural && role === "excluded" ? "" : ROLE_SIGNS[role];
	const button = (
		<>
			{sign === "" && role === "excluded" ? null : <span class="chip-kind">{t.clauseKinds[kind]}</span>}
			<span class="chip-text">{`${sign}${label}${heavy}`}</span>
		</>
	);
	return (
		<Menu
			button={button}
			label={t.changePart(label)}
			class={`chip${enabled ? "" : " off"}${role === "excluded" ? " excluded" : ""}`}
		>
			{(close) => (
				<>
					<label class="check">
						<input
							type="checkbox"
							checked={enabled}
							onChange={() => {
								toggle();
								close();
							}}
						/>
						{t.partCounts}
					</label>
					<label class="menu-field">
						<span>{t.role}</span>
						<select
							value={role}
							onChange={({ currentTarget: { value } }) =>
								rewrite({ role: isDemand && value === "required" ? "wanted" : (value as Clause["role"]) })
							}
						>
							{ROLES.filter((one) => !isDemand || one !== "wanted").map((one) => (
								<option key={one} value={one}>
									{t.roles[one]}
								</option>
							))}
						</select>
					</label>
					{role !== "excluded" && (
						<label class="menu-field">
							<span>{t.weight}</span>
							<select
								value={String(weight)}
								onChange={(event) => rewrite({ weight: Number(event.currentTarget.value) })}
							>
								{[...new Set([...WEIGHTS, weight])]
									.toSorted((a, b) => a - b)
									.map((one) => (
										<option key={one} value={String(one)}>
											{`× ${number(one)}`}
										</option>
									))}
							</select>
						</label>
					)}
					<EditPart
						words={among.natural ? clause.text : query}
						onSave={(edited) => rewrite(edited === "" ? null : { words: edited })}
					/>
					<button type="button" class="plain" onClick={() => rewrite(null)}>
						<Icon name="trash" />
						{t.removePart}
					</button>
				</>
			)}
		</Menu>
	);
}

function EditPart({ words, onSave }: { words: string; onSave: (words: string) => void }) {
	const t = recruiterTexts.value;
	const [text, setText] = useState(words);
	return (
		<form
			class="menu-field"
			onSubmit={(event) => {
				event.preventDefault();
				onSave(text.trim());
			}}
		>
			<label>
				<span>{t.edit}</span>
				<input value={text} onInput={(event) => setText(event.currentTarget.value)} spellcheck={false} />
			</label>
			<button type="submit">{t.apply}</button>
		</form>
	);
}

type Way = Expansion["ways"][number];

/** One source may have several ways, by what each is worth; it is switched as one. */
function bySource(ways: readonly Way[]): readonly Way[] {
	const found = new Map<string, Way>();
	for (const way of ways) {
		const before = found.get(way.source);
		const words = [...(before?.words ?? []), ...way.words];
		const people = (before?.people ?? 0) + way.people;
		found.set(way.source, { ...way, words, people, weight: Math.max(before?.weight ?? 0, way.weight) });
	}
	return [...found.values()];
}

/** What stands for the words of the query besides themselves, by source; each source and each word can be switched off. */
function Widened({ expansions, asked, onChange }: { expansions: readonly Expansion[] } & Omit<Props, "answer">) {
	const t = recruiterTexts.value;
	const words = new Set(expansions.flatMap((expansion) => expansion.words));
	const offCount = asked.off.length + asked.offTerms.length;
	if (words.size + offCount === 0) return null;
	const sources = t.sources as Readonly<Record<string, string>>;
	return (
		<Menu
			button={t.widened(words.size, number(words.size)) + (offCount > 0 ? ` · ${t.switchedOff(number(offCount))}` : "")}
			class="plain widened"
		>
			{() => (
				<div class="widened-panel">
					<p class="muted small">{t.widenedHint}</p>
					{expansions.map(({ clause, ways }) => (
						<section key={clause}>
							<h3>{clause}</h3>
							{bySource(ways).map(({ source, words: of, weight, people }) => (
								<div key={source} class="way">
									<label class="check">
										<input
											type="checkbox"
											checked
											onChange={() => onChange({ ...asked, off: toggled(asked.off, source as ExpansionSource) })}
										/>
										<span>
											{sources[source] ?? source}{" "}
											<span class="muted small">
												{percent(weight)} · {t.brings(people, number(people))}
											</span>
										</span>
									</label>
									<p class="words">
										{of.map((word) => (
											<button
												key={word}
												type="button"
												class="word"
												aria-label={t.withoutWord(word)}
												onClick={() => onChange({ ...asked, offTerms: toggled(asked.offTerms, word) })}
											>
												{word}
												<Icon name="close" />
											</button>
										))}
									</p>
								</div>
							))}
						</section>
					))}
					{offCount > 0 && (
						<section>
							<h3>{t.offNow}</h3>
							<p class="words">
								{asked.off.map((source) => (
									<button
										key={source}
										type="button"
										class="word"
										onClick={() => onChange({ ...asked, off: toggled(asked.off, source as ExpansionSource) })}
									>
										<Icon name="plus" />
										{sources[source] ?? source}
									</button>
								))}
								{asked.offTerms.map((word) => (
									<button
										key={word}
										type="button"
										class="word"
										onClick={() => onChange({ ...asked, offTerms: toggled(asked.offTerms, word) })}
									>
										<Icon name="plus" />
										{word}
									</button>
								))}
							</p>
						</section>
					)}
				</div>
			)}
		</Menu>
	);
}
