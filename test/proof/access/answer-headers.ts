import type { Answer } from "../served/served.ts";

/** What every answer with data has to say to a browser, written out: that two answers have the same headers says nothing of which they are. */
const WANTED: Readonly<Record<string, string>> = {
	"cache-control": "no-store",
	"content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
	"x-content-type-options": "nosniff",
	"x-frame-options": "DENY",
	"referrer-policy": "no-referrer",
	"cross-origin-resource-policy": "same-origin",
	"cross-origin-opener-policy": "same-origin",
	"permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
};
/** Lets the page of another origin read. */
const FORBIDDEN = /^(?:access-control-allow-.*|server|x-powered-by)$/;

/** @returns what is wrong, null if nothing */
export function headersFault({ headers }: Answer): string | null {
	const wrong = Object.entries(WANTED).flatMap(([name, wanted]) => {
		const told = headers.filter(([one]) => one === name).map(([, value]) => value);
		return told.length === 1 && told[0] === wanted ? [] : [`${name}: ${told.join(" and ") || "nothing"}`];
	});
	const more = headers.filter(([name]) => FORBIDDEN.test(name)).map(([name, value]) => `${name}: ${value}`);
	return [...wrong, ...more].join("; ") || null;
}
