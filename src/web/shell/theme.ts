import { effect, signal } from "@preact/signals";

/** Light or dark: as the system says until somebody chooses. */
export type Theme = "light" | "dark";

const KEY = "tributary.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

const chosen = signal(localStorage.getItem(KEY));
const systemDark = signal(system.matches);
system.addEventListener("change", () => {
	systemDark.value = system.matches;
});

export const theme = (): Theme => {
	if (chosen.value === "light" || chosen.value === "dark") return chosen.value;
	return systemDark.value ? "dark" : "light";
};

export function toggleTheme(): void {
	const next = theme() === "dark" ? "light" : "dark";
	localStorage.setItem(KEY, next);
	chosen.value = next;
}

/** Keeps the document's `data-theme`, which the tokens of the style sheets follow. */
export function installTheme(): void {
	effect(() => {
		document.documentElement.dataset.theme = theme();
	});
}
