import type { RetentionRule } from "../../../domain/retention.ts";
import { FormatField } from "../../shell/format-field.tsx";
import { Icon } from "../../shell/icons.tsx";
import { adminTexts } from "../texts/index.ts";

interface Props {
	readonly rule: RetentionRule;
	/** From 0. */
	readonly place: number;
	readonly count: number;
	readonly isReadOnly: boolean;
	/** null: take it away. */
	readonly onChange: (rule: RetentionRule | null) => void;
	readonly onMove: (to: number) => void;
}

type Outcome = NonNullable<RetentionRule["outcomes"]>[number];

/** One rule: whom it is about, and for how long these people are kept. A condition that is left open holds for everybody. */
export function RuleEditor({ rule, place, count, isReadOnly, onChange, onMove }: Props) {
	const t = adminTexts.value.retention;
	const change = (part: Partial<{ [Key in keyof RetentionRule]: RetentionRule[Key] | undefined }>) => {
		const { id, days, ...conditions } = { ...rule, ...part };
		const given = Object.entries(conditions).filter(([, value]) => value !== undefined);
		onChange({ id: id ?? "", ...Object.fromEntries(given), days: days ?? null });
	};
	const toggle = (outcome: Outcome, isOn: boolean) => {
		const outcomes = (rule.outcomes ?? []).filter((one) => one !== outcome).concat(isOn ? [outcome] : []);
		change({ outcomes: outcomes.length === 0 ? undefined : outcomes });
	};
	const list = (text: string) => {
		const values = text.split(/[,\n]/).flatMap((part) => part.trim() || []);
		return values.length === 0 ? undefined : values;
	};
	return (
		<fieldset class="rule" disabled={isReadOnly}>
			<legend class="hidden">{t.ruleOf(place + 1)}</legend>
			<div class="rule-head">
				<span class="step-number">{place + 1}</span>
				<FormatField
					label={t.ruleId}
					class="field rule-name"
					value={rule.id}
					format={/^[A-Za-z][A-Za-z0-9_-]{0,39}$/}
					says={t.ruleIdHint}
					onChange={(id) => change({ id })}
				/>
				<label class="field rule-days">
					{t.days}
					<input
						type="number"
						min={1}
						max={36500}
						value={rule.days ?? ""}
						required={rule.days !== null}
						disabled={rule.days === null}
						onInput={(event) => change({ days: Number(event.currentTarget.value) || 1 })}
					/>
				</label>
				<label class="check">
					<input
						type="checkbox"
						checked={rule.days === null}
						onChange={(event) => change({ days: event.currentTarget.checked ? null : 180 })}
					/>
					{t.forever}
				</label>
				<span class="rule-buttons">
					<button
						type="button"
						class="plain icon"
						aria-label={t.earlier(place + 1)}
						disabled={place === 0}
						onClick={() => onMove(place - 1)}
					>
						<Icon name="up" />
					</button>
					<button
						type="button"
						class="plain icon"
						aria-label={t.later(place + 1)}
						disabled={place === count - 1}
						onClick={() => onMove(place + 1)}
					>
						<Icon name="chevron" />
					</button>
					<button type="button" class="plain icon" aria-label={t.removeRule(rule.id)} onClick={() => onChange(null)}>
						<Icon name="trash" />
					</button>
				</span>
			</div>
			<div class="rule-conditions">
				<fieldset>
					<legend>{t.outcome}</legend>
					<div class="rule-outcomes">
						{(Object.keys(t.outcomes) as Outcome[]).map((outcome) => (
							<label key={outcome} class="check">
								<input
									type="checkbox"
									checked={rule.outcomes?.includes(outcome) === true}
									onChange={(event) => toggle(outcome, event.currentTarget.checked)}
								/>
								{t.outcomes[outcome]}
							</label>
						))}
					</div>
				</fieldset>
				<div class="filters">
					<label class="field">
						{t.countries}
						<input
							defaultValue={(rule.countries ?? []).join(", ")}
							placeholder={t.anybody}
							onChange={(event) => change({ countries: list(event.currentTarget.value.toUpperCase()) })}
						/>
					</label>
					<label class="field">
						{t.sources}
						<input
							defaultValue={(rule.sources ?? []).join(", ")}
							placeholder={t.anybody}
							onChange={(event) => change({ sources: list(event.currentTarget.value) })}
						/>
					</label>
					<label class="field">
						{t.origin}
						<select
							value={rule.origin ?? ""}
							onChange={(event) =>
								change({ origin: (event.currentTarget.value || undefined) as RetentionRule["origin"] })
							}
						>
							<option value="">{t.anybody}</option>
							<option value="ats-only">{t.atsOnly}</option>
							<option value="matched">{t.matched}</option>
						</select>
					</label>
					<label class="field">
						{t.contacted}
						<select
							value={rule.contacted === undefined ? "" : String(rule.contacted)}
							onChange={({ currentTarget: { value } }) =>
								change({ contacted: value === "" ? undefined : value === "true" })
							}
						>
							<option value="">{t.anybody}</option>
							<option value="true">{t.wasContacted}</option>
							<option value="false">{t.notContacted}</option>
						</select>
					</label>
				</div>
			</div>
		</fieldset>
	);
}
