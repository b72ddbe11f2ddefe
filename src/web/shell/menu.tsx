import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

interface Props {
	readonly button: ComponentChildren;
	/** What it does; it names a button that shows no text. */
	readonly label?: string;
	readonly isIcon?: boolean;
	readonly class?: string;
	readonly align?: "start" | "end";
	readonly disabled?: boolean;
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
	disabled = false,
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
		keepInWindow(root.current?.querySelector<HTMLElement>(".menu-panel"));
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
				disabled={disabled}
				aria-label={isIcon ? label : undefined}
				title={label}
				aria-expanded={open}
				aria-controls={open ? id : undefined}
				onClick={() => setOpen(!open)}
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

/** Pixels between a panel and the edge of the window. */
const EDGE = 8;

function keepInWindow(panel: HTMLElement | null | undefined): void {
	if (panel == null) return;
	const { left, right } = panel.getBoundingClientRect();
	const shift = Math.min(0, document.documentElement.clientWidth - EDGE - right) + Math.max(0, EDGE - left);
	panel.style.setProperty("--shift", `${shift}px`);
}

function walk(root: HTMLElement | null, event: KeyboardEvent): void {
	const target = event.target as HTMLElement;
	if (target.matches("input[type=range], textarea, select, [role=combobox]")) return;
	const stops = [...(root?.querySelectorAll<HTMLElement>(".menu-panel :is(a[href], button, input)") ?? [])];
	const step = event.key === "ArrowDown" ? 1 : -1;
	event.preventDefault();
	stops.at((stops.indexOf(target) + step + stops.length) % stops.length)?.focus();
}
