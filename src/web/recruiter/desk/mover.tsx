import { useRef } from "preact/hooks";
import { Icon } from "../../shell/icons.tsx";
import { recruiterTexts } from "../texts/index.ts";

interface Props {
	readonly of: string;
	/** From 0. */
	readonly place: number;
	readonly count: number;
	/** @param to place from 0 among the others */
	readonly onMove: (to: number) => void;
}

/** Where the pointer would let go of the row, marked by a line. */
interface Target {
	readonly row: HTMLElement;
	readonly place: number;
}

/** Moves a row of a list: dragged by its handle, by the arrow keys on it, and by a press of a button where neither can be done. */
export function Mover({ of, place, count, onMove }: Props) {
	const t = recruiterTexts.value;
	const target = useRef<Target | null>(null);
	const mark = (next: Target | null) => {
		target.current?.row.classList.remove("drop-above", "drop-below");
		next?.row.classList.add(next.place > place ? "drop-below" : "drop-above");
		target.current = next;
	};
	const onPointerMove = (event: PointerEvent) => {
		if (!(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) return;
		const row = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>("[data-place]");
		mark(row == null ? null : { row, place: Number(row.dataset.place) });
	};
	const letGo = (event: PointerEvent) => {
		const to = target.current?.place;
		mark(null);
		if (event.type === "pointerup" && to !== undefined && to !== place) move(to);
	};
	const move = (to: number) => {
		onMove(to);
		// The row is drawn anew at its place; the focus goes with it.
		const again = () => document.querySelector<HTMLElement>(`[data-place="${to}"] .mover-handle`)?.focus();
		requestAnimationFrame(() => requestAnimationFrame(again));
	};
	const onKeyDown = (event: KeyboardEvent) => {
		const steps: Readonly<Record<string, number>> = {
			ArrowUp: place - 1,
			ArrowDown: place + 1,
			Home: 0,
			End: count - 1,
		};
		const to = steps[event.key];
		if (to === undefined) return;
		event.preventDefault();
		event.stopPropagation();
		if (to >= 0 && to < count) move(to);
	};
	return (
		<div class="mover">
			<button
				type="button"
				class="plain icon mover-handle"
				aria-label={t.moveHandle(of)}
				title={t.moveHint}
				onKeyDown={onKeyDown}
				onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
				onPointerMove={onPointerMove}
				onPointerUp={letGo}
				onPointerCancel={letGo}
			>
				<Icon name="grip" />
			</button>
			<button
				type="button"
				class="plain icon"
				aria-label={t.moveUp(of)}
				disabled={place === 0}
				onClick={() => onMove(place - 1)}
			>
				<Icon name="up" />
			</button>
			<button
				type="button"
				class="plain icon"
				aria-label={t.moveDown(of)}
				disabled={place === count - 1}
				onClick={() => onMove(place + 1)}
			>
				<Icon name="chevron" />
			</button>
		</div>
	);
}
