import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Keys of the views. Each says what it does, and `?` lists those that work now. */
export interface KeyBinding {
	/** As `KeyboardEvent.key` has it, with `Ctrl+`, `Alt+` or `Shift+` before names of keys: `/`, `j`, `Escape`, `Shift+ArrowDown`. */
	readonly key: string;
	readonly text: string;
	/** Also while somebody types in a field. */
	readonly inFields?: boolean;
	/** @returns false: not meant here, the next binding or the browser may have it */
	run(event: KeyboardEvent): unknown;
}

export interface KeyGroup {
	readonly title: string;
	readonly keys: readonly KeyBinding[];
}

interface Layer {
	readonly group: () => KeyGroup;
}

const layers = new Set<Layer>();

const OFF = "tributary.keys-off";
/** Keys of one character can be switched off (WCAG 2.1.4): who speaks to the computer types them without wanting to. */
export const singleKeys = signal(localStorage.getItem(OFF) === null);

export function setSingleKeys(on: boolean): void {
	if (on) localStorage.removeItem(OFF);
	else localStorage.setItem(OFF, "1");
	singleKeys.value = on;
}

/** What works now, what came last first. */
export const keyGroups = (): KeyGroup[] => [...layers].map(({ group }) => group()).toReversed();

/** Keys that work while the view is there. */
export function useKeys(title: string, keys: readonly KeyBinding[]): void {
	const latest = useRef<KeyGroup>({ title, keys });
	latest.current = { title, keys };
	useLayoutEffect(() => {
		const layer = { group: () => latest.current };
		layers.add(layer);
		return () => void layers.delete(layer);
	}, []);
}

const inField = (target: EventTarget | null): boolean =>
	target instanceof HTMLElement &&
	(target.matches("input:not([type=checkbox],[type=radio]), textarea, select") || target.isContentEditable);

function nameOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
	const shift = shiftKey && key.length > 1 ? "Shift+" : "";
	return `${ctrlKey || metaKey ? "Ctrl+" : ""}${altKey ? "Alt+" : ""}${shift}${key}`;
}

export function installKeyboard(): void {
	document.addEventListener("keydown", (event) => {
		if (event.defaultPrevented || event.isComposing) return;
		const name = nameOf(event);
		if (name.length === 1 && !singleKeys.value) return;
		// A dialog has the keyboard to itself; the browser closes it with Escape.
		if (document.querySelector("dialog[open]") !== null) return;
		const typing = inField(event.target);
		for (const { keys } of keyGroups()) {
			for (const binding of keys) {
				if (binding.key !== name || (typing && binding.inFields !== true)) continue;
				if (binding.run(event) === false) continue;
				event.preventDefault();
				return;
			}
		}
	});
}
