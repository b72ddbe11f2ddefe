/**
 * Where the focus goes when the row of a list that has it is removed: to the row after it, else before it, else elsewhere.
 * @param within something in the row; asked before the row goes
 */
export function neighbourOf(within: HTMLElement, elsewhere: () => HTMLElement | null): HTMLElement | null {
	const row = within.closest("li");
	const other = row?.nextElementSibling ?? row?.previousElementSibling;
	return other?.querySelector<HTMLElement>("a, button") ?? elsewhere();
}

/** What cannot be used for a moment. */
const LOCKED = ":disabled, [inert] *";

/**
 * Whoever works by keys or listens is not sent back to the top of the page when what had the focus goes, or could not be used for a
 * moment: the focus comes back to it, or to the dialog or the view around it.
 */
export function keepFocus(): void {
	let last: HTMLElement | null = null;
	document.addEventListener("focusin", ({ target }) => {
		last = target instanceof HTMLElement ? target : null;
	});
	document.addEventListener("focusout", ({ target }) => {
		// Of what is removed it is told before it goes; what is there after that was left, by a click beside it, and that is meant.
		queueMicrotask(() => {
			if (target instanceof HTMLElement && target === last && target.isConnected && !target.matches(LOCKED))
				last = null;
		});
	});
	document.addEventListener("pointerdown", () => {
		if (document.activeElement === document.body) last = null;
	});
	const restore = () => {
		if (last === null || document.activeElement !== document.body || last.matches(LOCKED)) return;
		const around = document.querySelector<HTMLElement>("dialog[open] .dialog-body") ?? document.getElementById("main");
		(last.isConnected ? last : around)?.focus({ preventScroll: true });
	};
	const changes = { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled", "inert"] };
	new MutationObserver(restore).observe(document.body, changes);
}
