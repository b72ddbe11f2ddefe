import { texts } from "./texts.js";

/** Light or dark: as the system says until somebody chooses. */
const KEY = "tributary.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function apply() {
	document.documentElement.dataset.theme = localStorage.getItem(KEY) ?? (system.matches ? "dark" : "light");
}

export function installTheme(button) {
	apply();
	system.addEventListener("change", apply);
	button.title = texts.theme;
	button.setAttribute("aria-label", texts.theme);
	button.addEventListener("click", () => {
		localStorage.setItem(KEY, document.documentElement.dataset.theme === "dark" ? "light" : "dark");
		apply();
	});
}
