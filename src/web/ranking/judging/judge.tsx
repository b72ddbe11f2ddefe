import { useState } from "preact/hooks";
import { announce } from "../../shell/announce.tsx";
import { api, at } from "../../shell/api.ts";
import { useFoot } from "../../shell/foot.ts";
import { number } from "../../shell/format.ts";
import { useKeys } from "../../shell/keyboard.ts";
import { useResource } from "../../shell/resource.ts";
import { Empty, Show } from "../../shell/states.tsx";
import { toastError } from "../../shell/toasts.tsx";
import { rankingTexts } from "../texts/index.ts";

export interface PairInList {
	readonly id: string;
	readonly query: string;
	readonly grade: number | null;
}

interface Line {
	readonly label: string;
	readonly text: string;
	readonly spans: readonly (readonly [number, number])[];
}

interface Pair {
	readonly id: string;
	readonly asked: string;
	readonly lines: readonly Line[];
}

const GRADES = [0, 1, 2, 3] as const;

/** Pair after pair; each grade is stored before the next pair comes, so that a judge stops and goes on when he wants. */
export function Judge({ corpus, pairs }: { corpus: string; pairs: readonly PairInList[] }) {
	const t = rankingTexts.value.judging;
	const [given, setGiven] = useState<ReadonlyMap<string, number>>(
		() => new Map(pairs.flatMap(({ id, grade }) => (grade === null ? [] : [[id, grade] as const]))),
	);
	const openFrom = (start: number, grades = given) => {
		const found = pairs.findIndex(({ id }, index) => index >= start && !grades.has(id));
		return found < 0 ? pairs.length : found;
	};
	const [place, setPlace] = useState(() => openFrom(0));
	const current = pairs[place];
	const pair = useResource(current?.id ?? null, () =>
		api.get<Pair>(at`/v1/ranking/corpora/${corpus}/judging/${current?.id ?? ""}`),
	);
	const give = async (grade: number) => {
		if (current === undefined) return;
		try {
			await api.put(at`/v1/ranking/corpora/${corpus}/judging/${current.id}`, { grade });
			const next = new Map(given).set(current.id, grade);
			setGiven(next);
			announce(`${grade} ${t.grades[grade] ?? ""}`);
			setPlace(openFrom(place + 1, next));
		} catch (error) {
			toastError(error as Error);
		}
	};
	const back = () => setPlace(Math.max(0, place - 1));
	const skip = () => setPlace(Math.min(pairs.length, place + 1));
	useKeys(t.keys, [
		...GRADES.map((grade) => ({ key: String(grade), text: t.grades[grade] ?? "", run: () => void give(grade) })),
		{ key: "s", text: t.skip, run: skip },
		{ key: "b", text: t.back, run: back },
	]);
	const progress = t.progress(number(given.size), number(pairs.length));
	return (
		<section class="panel judge" aria-label={t.keys}>
			<div class="page-head">
				<span class="small">
					<progress value={given.size} max={pairs.length} aria-label={progress} /> {progress}
				</span>
				<div class="actions">
					<button type="button" disabled={place === 0} onClick={back}>
						{t.back} <kbd>b</kbd>
					</button>
					<button type="button" disabled={current === undefined} onClick={skip}>
						{t.skip} <kbd>s</kbd>
					</button>
				</div>
			</div>
			{current === undefined ? (
				<Empty title={t.finished}>{t.finishedHint}</Empty>
			) : (
				<>
					<Show of={pair}>{(found) => <Reading pair={found} />}</Show>
					<Grades given={given.get(current.id)} give={give} />
				</>
			)}
		</section>
	);
}

function Grades({ given, give }: { given: number | undefined; give: (grade: number) => Promise<void> }) {
	const t = rankingTexts.value.judging;
	const bar = useFoot<HTMLFieldSetElement>();
	return (
		<fieldset class="grades" ref={bar}>
			<legend>{t.question}</legend>
			{GRADES.map((grade) => (
				<button
					key={grade}
					type="button"
					class="toggle-on"
					aria-pressed={given === grade}
					onClick={() => void give(grade)}
				>
					<kbd>{grade}</kbd> {t.grades[grade]}
				</button>
			))}
		</fieldset>
	);
}

function Reading({ pair }: { pair: Pair }) {
	const t = rankingTexts.value.judging;
	return (
		<div class="reading">
			<div class="asked">
				<h2 class="small muted">{t.asked}</h2>
				<p>{pair.asked}</p>
			</div>
			{pair.lines.length === 0 && <p class="muted">{t.gone}</p>}
			<dl class="resume-lines">
				{pair.lines.map(({ label, text, spans }, index) => (
					<div key={`${index} ${text}`}>
						<dt>{t.lines[label] ?? label}</dt>
						<dd>
							<Marked text={text} spans={spans} />
						</dd>
					</div>
				))}
			</dl>
		</div>
	);
}

function Marked({ text, spans }: { text: string; spans: Line["spans"] }) {
	let from = 0;
	const parts = spans.map(([start, end]) => {
		const plain = text.slice(from, start);
		from = end;
		return (
			<>
				{plain}
				<mark>{text.slice(start, end)}</mark>
			</>
		);
	});
	return (
		<>
			{parts}
			{text.slice(from)}
		</>
	);
}
