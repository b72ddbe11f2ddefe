import { number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { Partial } from "../../shell/states.tsx";
import { recruiterTexts } from "../texts/index.ts";

interface Props {
	readonly count: number;
	/** What holds the marks. */
	readonly sheet: { readonly current: HTMLElement | null };
	/** Selector of the first mark of each place. */
	readonly marks: string;
}

/** How many places are marked, and a way from one to the next. */
export function MarkedPlaces({ count, sheet, marks: selector }: Props) {
	const t = recruiterTexts.value;
	const toNext = (step: 1 | -1) => {
		const marks = [...(sheet.current?.querySelectorAll(selector) ?? [])];
		const now = marks.findIndex((mark) => mark.classList.contains("at"));
		marks[now]?.classList.remove("at");
		// The first of all, or before it the last.
		const next = marks.at(now < 0 ? (step === 1 ? 0 : -1) : (now + step) % marks.length);
		next?.classList.add("at");
		next?.scrollIntoView({ block: "center" });
	};
	if (count === 0) return <Partial>{t.nothingMarked}</Partial>;
	return (
		<p class="text-places small">
			<span>{t.placesMarked(count, number(count))}</span>
			<button type="button" class="plain icon" aria-label={t.placeBefore} onClick={() => toNext(-1)}>
				<Icon name="up" />
			</button>
			<button type="button" class="plain icon" aria-label={t.placeAfter} onClick={() => toNext(1)}>
				<Icon name="chevron" />
			</button>
		</p>
	);
}
