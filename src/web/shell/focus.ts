/**
 * Where the focus goes when the row of a list that has it is removed: to the row after it, else before it, else elsewhere.
 * @param within something in the row; asked before the row goes
 */
export function neighbourOf(within: HTMLElement, elsewhere: () => HTMLElement | null): HTMLElement | null {
	const row = within.closest("li");
	const other = row?.nextElementSibling ?? row?.previousElementSibling;
	return other?.querySelector<HTMLElement>("a, button") ?? elsewhere();
}
