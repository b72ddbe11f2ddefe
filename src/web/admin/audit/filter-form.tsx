import { useState } from "preact/hooks";
import { adminTexts } from "../texts/index.ts";
import { ACTIONS, GROUPS, type Group, isGroup } from "./actions.ts";
import { type Actor, idFor } from "./who.ts";

/** How it ended, in the place of "begun, and ended" of each change. */
const ENDED = "ok,partial,failed,denied";

/** `action`: a group or an action of the log. */
export const FIRST_FILTER = { action: "changes" as string, outcome: ENDED, actor: "", about: "", since: "", until: "" };
export type Filter = typeof FIRST_FILTER;

const midnight = (day: string): string | null => (day === "" ? null : new Date(`${day}T00:00:00`).toISOString());

/** As the API takes it. */
export function queryOf({ action, since, until, ...rest }: Filter): Readonly<Record<string, string | null>> {
	const actions = isGroup(action) ? GROUPS[action].join(",") : action;
	const named = Object.entries({ action: actions, ...rest }).map(([name, value]) => [name, value.trim() || null]);
	return { ...Object.fromEntries(named), since: midnight(since), until: midnight(until) };
}

interface Props {
	readonly begin: Filter;
	readonly actors: readonly Actor[];
	readonly onSearch: (filter: Filter) => void;
}

export function FilterForm({ begin, actors, onSearch }: Props) {
	const t = adminTexts.value.audit;
	const [filter, setFilter] = useState<Filter>(begin);
	const set = (name: keyof Filter) => (event: { currentTarget: { value: string } }) =>
		setFilter({ ...filter, [name]: event.currentTarget.value });
	const day = (name: "since" | "until") => (
		<label class="field">
			{t[name]}
			<input type="date" value={filter[name]} onInput={set(name)} />
		</label>
	);
	return (
		<form
			class="panel filters"
			onSubmit={(event) => {
				event.preventDefault();
				onSearch({ ...filter, actor: idFor(filter.actor, actors) });
			}}
		>
			<ActionPicker value={filter.action} onChange={(action) => setFilter({ ...filter, action })} />
			<label class="field">
				{t.outcome}
				<select value={filter.outcome} onChange={set("outcome")}>
					<option value={ENDED}>{t.ended}</option>
					<option value="">{t.anyOutcome}</option>
					{Object.entries(t.outcomes).map(([name, text]) => (
						<option key={name} value={name}>
							{text}
						</option>
					))}
				</select>
			</label>
			<label class="field">
				{t.actor}
				<input type="search" list="audit-actors" value={filter.actor} onInput={set("actor")} />
				<datalist id="audit-actors">
					{actors.map(({ id, name }) => (
						<option key={id} value={name} />
					))}
				</datalist>
			</label>
			<label class="field">
				{t.about}
				<input type="search" value={filter.about} onInput={set("about")} />
			</label>
			{day("since")}
			{day("until")}
			<button type="submit" class="primary">
				{t.search}
			</button>
		</form>
	);
}

function ActionPicker({ value, onChange }: { value: string; onChange: (value: string) => void }) {
	const { audit: t, auditLog } = adminTexts.value;
	const actions = ACTIONS.toSorted((one, other) => auditLog.actions[one].localeCompare(auditLog.actions[other]));
	return (
		<label class="field">
			{t.action}
			<select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
				<optgroup label={t.group}>
					{(Object.keys(GROUPS) as Group[]).map((name) => (
						<option key={name} value={name}>
							{auditLog.groups[name]}
						</option>
					))}
				</optgroup>
				<optgroup label={t.single}>
					{actions.map((name) => (
						<option key={name} value={name}>
							{auditLog.actions[name]}
						</option>
					))}
				</optgroup>
			</select>
		</label>
	);
}
