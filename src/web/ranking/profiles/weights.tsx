import { number } from "../../shell/format.ts";
import type { Weights } from "../model.ts";
import { rankingTexts } from "../texts/index.ts";

type Group = "fields" | "features" | "expansion";
/** How far a slider goes. */
const MOST: Record<Group, number> = { fields: 10, features: 10, expansion: 1 };

export interface WeightsProps {
	readonly base: Weights;
	readonly value: Weights;
	readonly onChange: (value: Weights) => void;
}

/** A slider for each weight, with the number beside it. */
export function WeightSliders({ base, value, onChange }: WeightsProps) {
	const t = rankingTexts.value.profiles;
	const group = (name: Group, title: string) => (
		<fieldset class="sliders">
			<legend>{title}</legend>
			{Object.entries(value[name]).map(([key, weight]) => (
				<Slider
					key={key}
					name={t.names[key] ?? key}
					value={weight}
					before={base[name][key] ?? 0}
					most={MOST[name]}
					onChange={(next) => onChange({ ...value, [name]: { ...value[name], [key]: next } } as Weights)}
				/>
			))}
		</fieldset>
	);
	const single = (key: "coverage" | "coverageByIdf", most: number) => (
		<Slider
			name={t.names[key] ?? key}
			value={value[key]}
			before={base[key]}
			most={most}
			onChange={(next) => onChange({ ...value, [key]: next } as Weights)}
		/>
	);
	return (
		<>
			{group("fields", t.fields)}
			<fieldset class="sliders">
				<legend>{t.coverage}</legend>
				{single("coverage", 20)}
				{single("coverageByIdf", 1)}
			</fieldset>
			{group("features", t.features)}
			{group("expansion", t.expansion)}
		</>
	);
}

interface SliderProps {
	readonly name: string;
	readonly value: number;
	readonly before: number;
	readonly most: number;
	readonly onChange: (value: number) => void;
}

function Slider({ name, value, before, most, onChange }: SliderProps) {
	const least = Math.min(0, value, before);
	return (
		<label class={value === before ? "slider" : "slider changed"}>
			<span>{name}</span>
			<input
				type="range"
				min={least}
				max={Math.max(most, value, before)}
				step={most <= 1 ? 0.05 : 0.1}
				value={value}
				onInput={(event) => onChange(Number(event.currentTarget.value))}
			/>
			<output>{number(Number(value.toFixed(2)))}</output>
		</label>
	);
}

const sameWeights = (one: Record<string, unknown>, other: Record<string, unknown>) =>
	Object.keys(one).filter((key) => one[key] !== other[key]).length;

/** How many weights are other than they were. */
export const changedWeights = (base: Weights, value: Weights): number =>
	sameWeights(base.fields, value.fields) +
	sameWeights(base.features, value.features) +
	sameWeights(base.expansion, value.expansion) +
	(base.coverage === value.coverage ? 0 : 1) +
	(base.coverageByIdf === value.coverageByIdf ? 0 : 1);
