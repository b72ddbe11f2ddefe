import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { toast } from "./toasts.tsx";

interface Props {
	readonly button: ComponentChildren;
	/** What it does; it names a button that shows no text. */
	readonly label?: string;
	readonly isIcon?: boolean;
	readonly class?: string;
	readonly align?: "start" | "end";
	/** Why it cannot be opened. The button can be reached all the same, and says it. */
	readonly barred?: string | undefined;
	/** What opens; `close` shuts it and gives the focus back. */
	readonly children: (close: () => void) => ComponentChildren;
}

/** A button that opens a small panel below it. Escape and a click elsewhere shut it. */
export function Menu({
	button,
	label,
	isIcon = false,
	class: name = "plain",
	align = "start",
	barred,
	children,
}: Props) {
	const id = useId();
	const [open, setOpen] = useState(false);
	const root = useRef<HTMLDivElement>(null);
	const trigger = useRef<HTMLButtonElement>(null);
	const close = () => {
		setOpen(false);
		trigger.current?.focus();
	};
	useLayoutEffect(() => {
		if (!open) return;
		// It grows when what it shows has been fetched.
		const panel = root.current?.querySelector<HTMLElement>(".menu-panel") as HTMLElement;
		const resized = new ResizeObserver(() => keepInSight(panel));
		resized.observe(panel);
		keepInSight(panel);
		root.current?.querySelector<HTMLElement>(".menu-panel :is(a[href], button, input, select, textarea)")?.focus();
		const outside = (event: Event) => {
			const target = event.target as Node;
			// A click on a word within gives the focus to what holds the menu: that is not elsewhere.
			const isAround = event.type === "focusin" && target.contains(root.current);
			if (!isAround && root.current?.contains(target) === false) setOpen(false);
		};
		document.addEventListener("pointerdown", outside);
		document.addEventListener("focusin", outside);
		return () => {
			resized.disconnect();
			document.removeEventListener("pointerdown", outside);
			document.removeEventListener("focusin", outside);
		};
	}, [open]);
	const onKeyDown = (event: KeyboardEvent) => {
		if (!open) return;
		if (event.key === "Escape") {
			event.preventDefault();
			close();
		} else if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(root.current, event);
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: what is typed in the controls within comes by here
		<div class={`menu ${align}`} ref={root} onKeyDown={onKeyDown}>
			<button
				ref={trigger}
				type="button"
				class={name}
				aria-disabled={barred === undefined ? undefined : true}
				aria-label={isIcon ? label : undefined}
				title={barred ?? label}
				aria-expanded={open}
				aria-controls={open ? id : undefined}
				onClick={() => (barred === undefined ? setOpen(!open) : toast(barred))}
			>
				{button}
			</button>
			{open && (
				<div class="menu-panel" id={id}>
					{children(close)}
				</div>
			)}
		</div>
	);
}

/** Pixels between a panel and the edge of what it must stay in. */
const EDGE = 8;

/** The window, or what scrolls around it: beyond that it is cut off. */
function keepInSight(panel: HTMLElement): void {
	panel.style.setProperty("--shift", "0px");
	const { left, right } = panel.getBoundingClientRect();
	let around = panel.parentElement;
	while (around !== null && getComputedStyle(around).overflowX === "visible") around = around.parentElement;
	const bounds = (around ?? document.documentElement).getBoundingClientRect();
	const most = Math.min(document.documentElement.clientWidth, bounds.right) - EDGE;
	const shift = Math.min(0, most - right);
	const least = Math.max(0, bounds.left) + EDGE;
	panel.style.setProperty("--shift", `${shift + Math.max(0, least - left - shift)}px`);
}

function walk(root: HTMLElement | null, event: KeyboardEvent): void {
	const target = event.target as HTMLElement;
	if (target.matches("input[type=range], textarea, select, [role=combobox]")) return;
	const stops = [...(root?.querySelectorAll<HTMLElement>(".menu-panel :is(a[href], button, input)") ?? [])];
	const step = event.key === "ArrowDown" ? 1 : -1;
	event.preventDefault();
	stops.at((stops.indexOf(target) + step + stops.length) % stops.length)?.focus();
}
