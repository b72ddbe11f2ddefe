import type { LinkTarget } from "../layout/line.ts";
import { flowingText, type Line } from "../layout/line.ts";
import { type Found, found } from "./evidence.ts";

/** Both begin only where a run of an address's letters begins: from the middle of one nothing new is found. */
const EMAIL =
	/(?<![\p{L}\p{N}._%+'-])(?=[._%+'-]*[\p{L}\p{N}])[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu;
/** A line break or blank that a narrow column put into the address. */
const BROKEN = /(?<![\p{L}\p{N}._%+-])([\p{L}\p{N}._%+-]+)\s?@\s?([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,})/gu;

const tidy = (address: string): string => address.replace(/^['.]+|['.]+$/g, "");

/** E-mail addresses in the order of the text; addresses behind links come after those that are printed. */
export function findEmails(lines: readonly Line[], links: readonly LinkTarget[]): Found<string>[] {
	const emails: Found<string>[] = [];
	const add = (address: string, confidence: number, rule: string, line: Line | undefined): void => {
		const known = emails.some((email) => email.value.toLowerCase() === address.toLowerCase());
		if (!known && address.length <= 320)
			emails.push(found(address, confidence, rule, [line ?? { number: 1, page: 1 }]));
	};
	for (const [index, line] of lines.entries()) {
		if (!line.text.includes("@")) continue;
		const text = withRest(flowingText(line), lines[index + 1], line);
		for (const match of text.matchAll(EMAIL)) add(tidy(match[0]), 0.98, "an e-mail address", line);
		for (const match of text.matchAll(BROKEN))
			if (match[0].includes(" "))
				add(`${tidy(match[1] ?? "")}@${match[2]}`, 0.8, "an e-mail address with a blank in it", line);
	}
	for (const link of links) {
		const address = /^mailto:([^?]+)/i.exec(link.url)?.[1];
		if (address !== undefined && EMAIL.test(address))
			add(
				safeDecode(address),
				0.9,
				"address of a link",
				lines.find((line) => line.number === link.line),
			);
		EMAIL.lastIndex = 0;
	}
	return emails;
}

const COUNTRY_NAMES = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const GENERIC = new Set(
	"com org net edu gov mil int info biz name pro io ai co me dev app tech email online site xyz cloud agency design studio museum aero jobs eu uk".split(
		" ",
	),
);
const isTopLevel = (label: string): boolean =>
	GENERIC.has(label) || (label.length === 2 && COUNTRY_NAMES.of(label.toUpperCase()) !== undefined);

/** An address that a narrow column broke: it ends in no domain that exists, and a loose piece stands below. */
function withRest(text: string, next: Line | undefined, line: Line): string {
	const rest = next?.cells.length === 1 && next.stream === line.stream && next.gap < 1.4 ? next.text.trim() : "";
	const tail = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]*$/u.exec(text)?.[0];
	if (tail === undefined || !/^[a-z0-9][a-z0-9.-]{0,30}$/.test(rest)) return text;
	const ends = tail.split(".").at(-1)?.toLowerCase() ?? "";
	return tail.includes(".", tail.indexOf("@")) && isTopLevel(ends) ? text : text + rest;
}

function safeDecode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
