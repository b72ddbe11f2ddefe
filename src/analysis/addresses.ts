import { classAt, isWordClass, UNSPACED } from "./characters.ts";

/** RFC 5321 section 4.5.3.1: longest local part of an e-mail address. */
const LONGEST_LOCAL = 64;
/** RFC 1035 section 2.3.4. */
const LONGEST_DOMAIN = 253;

/**
 * Last labels that make two words with a dot between them a domain. Only ones that are not also common words at the start of
 * a sentence whose space was lost; an address with a scheme or `www.` may end in any.
 */
const TOP_LEVEL = new Set(
	"com org net edu gov mil int io ai dev app co tech cloud info biz xyz online site page blog design me eu uk us de ch fr es pt nl be dk fi se pl cz hu ro gr ru ua tr il in jp cn kr tw hk sg au nz ca mx br ar cl za ie lu li sk si bg hr".split(
		" ",
	),
);
/** Of these, words of a language: a domain only when a path follows. */
const ALSO_WORDS = new Set("me de es in us se be il co".split(" "));

const isLocal = (unit: number) =>
	(unit >= 48 && unit <= 57) || // 0-9
	(unit >= 65 && unit <= 90) ||
	(unit >= 97 && unit <= 122) ||
	unit === 0x2e || // .
	unit === 0x5f || // _
	unit === 0x2d || // -
	unit === 0x2b || // +
	unit === 0x25 || // %
	unit >= 0xc0;

/** Letters of any alphabet with spaces: internationalized names (RFC 5890) as people write them. */
function isDomain(text: string, at: number): boolean {
	const unit = text.charCodeAt(at);
	return unit === 0x2e || unit === 0x2d || isWordClass(classAt(text, at));
}

const endsPath = (unit: number) =>
	unit <= 0x20 ||
	unit === 0xa0 ||
	unit === 0x2028 ||
	'<>"()[]{},;|`^\\'.includes(String.fromCharCode(unit)) ||
	unit >= 0x2000;

/** End of the run of domain characters from `start`, without trailing dots and hyphens. */
export function domainRunEnd(text: string, start: number): number {
	const limit = Math.min(text.length, start + LONGEST_DOMAIN);
	let end = start;
	while (end < limit && isDomain(text, end)) end++;
	while (end > start && !isWordClass(classAt(text, end - 1))) end--;
	return end;
}

/**
 * End of the e-mail address that begins at `start` and has its @ at `at`, or -1. Deliberately narrower than RFC 5321: no quoted
 * local parts, no address literals.
 */
export function emailEnd(text: string, start: number, at: number): number {
	if (at <= start || at - start > LONGEST_LOCAL) return -1;
	for (let i = start; i < at; i++) if (!isLocal(text.charCodeAt(i))) return -1;
	const end = domainRunEnd(text, at + 1);
	const domain = text.slice(at + 1, end);
	const dot = domain.lastIndexOf(".");
	return dot > 0 && domain.length - dot > 2 && !domain.includes("..") ? end : -1;
}

/** End of the address with a scheme or `www.` that begins at `start`, or -1. Its host must have a dot beside the one of `www.`: "https://skill:java" is none. */
export function urlEnd(text: string, start: number): number {
	const second = text.charCodeAt(start + 1) | 0x20;
	if (second !== 0x74 && second !== 0x77) return -1; // ht..., ww...
	const marker = /^(?:https?:\/\/(?:www\.)?|www\.)/i.exec(text.slice(start, start + 12))?.[0];
	if (marker === undefined) return -1;
	const host = start + marker.length;
	return domainRunEnd(text, host) > host && text.slice(host, domainRunEnd(text, host)).includes(".")
		? pathEnd(text, start)
		: -1;
}

/** End of the bare domain (with its path, if any) that begins at `start`; `runEnd` is {@link domainRunEnd}. Or -1. */
export function bareDomainEnd(text: string, start: number, runEnd: number): number {
	const domain = text.slice(start, runEnd);
	const last = domain.slice(domain.lastIndexOf(".") + 1);
	if (last.length === domain.length || !TOP_LEVEL.has(last) || /\.\.|-\.|\.-|--/.test(domain)) return -1;
	const next = classAt(text, runEnd);
	if (text[runEnd] === "/" && isWordClass(classAt(text, runEnd + 1))) return pathEnd(text, runEnd);
	return ALSO_WORDS.has(last) || isWordClass(next) || next === UNSPACED ? -1 : runEnd;
}

function pathEnd(text: string, start: number): number {
	let end = start;
	while (end < text.length && !endsPath(text.charCodeAt(end))) end++;
	while (end > start && ".:!?'*_-".includes(text[end - 1] as string)) end--;
	return end;
}

/** An address as one token: without scheme, `www.`, query, fragment and last slash. */
export function addressText(written: string): string {
	const bare = written
		.replace(/^https?:\/\//i, "")
		.replace(/^www\./i, "")
		.replace(/[?#].*$/s, "");
	return bare.endsWith("/") ? bare.slice(0, -1) : bare;
}
