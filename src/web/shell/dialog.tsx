import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icons.tsx";
import { shellTexts } from "./texts/index.ts";
import { ToastsInDialog } from "./toasts.tsx";

interface Props {
	readonly title: string;
	readonly onClose: () => void;
	readonly children: ComponentChildren;
	/** Buttons at its foot. */
	readonly actions?: ComponentChildren;
	readonly wide?: boolean;
}

const FIELD = "form :is(input:not([type=checkbox], [type=radio], [type=file]), textarea)";

/** A modal dialog: the browser keeps the focus in it, closes it with Escape, and gives the focus back. */
export function Dialog({ title, onClose, children, actions, wide = false }: Props) {
	const id = useId();
	const dialog = useRef<HTMLDialogElement>(null);
	const isGone = useRef(false);
	// At once: a key that is pressed meanwhile is meant for it.
	useLayoutEffect(() => {
		const before = document.activeElement;
		const shown = dialog.current;
		shown?.showModal();
		// Who opens a form wants to fill it in.
		shown?.querySelector<HTMLElement>(FIELD)?.focus();
		return () => {
			// What lies under a modal dialog takes no focus: who takes it away without closing it has it closed.
			isGone.current = true;
			shown?.close();
			if (before instanceof HTMLElement && before.isConnected) before.focus();
		};
	}, []);
	return (
		<dialog
			ref={dialog}
			class={wide ? "dialog wide" : "dialog"}
			aria-labelledby={id}
			onClose={() => isGone.current || onClose()}
		>
			<header>
				<h2 id={id}>{title}</h2>
				<button
					type="button"
					class="plain icon"
					aria-label={shellTexts.value.close}
					onClick={() => dialog.current?.close()}
				>
					<Icon name="close" />
				</button>
			</header>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than the screen is scrolled by keys, too */}
			<div class="dialog-body" tabIndex={0}>
				{children}
			</div>
			<ToastsInDialog />
			{actions !== undefined && <footer class="actions">{actions}</footer>}
		</dialog>
	);
}
