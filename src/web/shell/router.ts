import { signal } from "@preact/signals";

/**
 * Where the page is, in the fragment of the address: `#/recruiter/search?q=java`. Back, forward, reload and bookmarks work, and no query ever
 * reaches a server's or a proxy's log, as it would in a path.
 */
export interface Address {
	/** `["recruiter", "search"]` */
	readonly path: readonly string[];
	readonly query: URLSearchParams;
}

function parse(fragment: string): Address {
	const [path = "", query = ""] = fragment.replace(/^#\/?/, "").split(/\?(.*)/s);
	return { path: path.split("/").filter(Boolean).map(decode), query: new URLSearchParams(query) };
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

/** For a link: `href(["recruiter", "search"], {q: "java"})`. */
export function href(path: readonly string[], query: URLSearchParams | Readonly<Record<string, string>> = {}): string {
	const text = new URLSearchParams(query).toString();
	return `#/${path.map(encodeURIComponent).join("/")}${text === "" ? "" : `?${text}`}`;
}

export const address = signal<Address>(parse(location.hash));

window.addEventListener("hashchange", () => {
	address.value = parse(location.hash);
});

/** @param replace without a step that "back" would lead to */
export function go(
	path: readonly string[],
	query: URLSearchParams | Readonly<Record<string, string>> = {},
	{ replace = false } = {},
): void {
	const to = href(path, query);
	if (to === location.hash) return;
	if (replace) history.replaceState(null, "", to);
	else history.pushState(null, "", to);
	address.value = parse(to);
}
