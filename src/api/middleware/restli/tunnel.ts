import { TributaryError } from "../../../errors.ts";

/**
 * Query tunneling: a request whose URL would be too long comes as POST with its query in the body.
 * Source: Rest.li protocol, "Query tunneling"; both forms are used by ATS clients, whose batches of 100 keys pass any URL limit.
 */
export interface Untunneled {
	readonly query: string;
	/** Null where the request has no body of its own. */
	readonly body: string | null;
}

/**
 * - no body of its own: `Content-Type: application/x-www-form-urlencoded`, the body is the query
 * - with a body: `multipart/mixed` of two parts, first the query (form), then the body (JSON)
 * @throws TributaryError `invalid-request`
 */
export function untunnel(contentType: string | undefined, body: string): Untunneled {
	const [type = ""] = (contentType ?? "").split(";");
	if (!/^\s*multipart\/mixed\s*$/i.test(type)) return { query: body.trim(), body: null };
	const boundary = boundaryOf(contentType ?? "");
	const parts = partsOf(body, boundary);
	const query = parts.find(({ type: part }) => /x-www-form-urlencoded/i.test(part))?.content;
	if (query === undefined || parts.length > 2) {
		throw fault("A tunneled request has two parts: the query as application/x-www-form-urlencoded, then the body.");
	}
	const own = parts.find(({ type: part }) => !/x-www-form-urlencoded/i.test(part));
	return { query: query.trim(), body: own?.content ?? null };
}

function boundaryOf(contentType: string): string {
	const found = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
	const boundary = found?.[1] ?? found?.[2];
	if (boundary === undefined) throw fault("The multipart body names no boundary.");
	return boundary;
}

interface Part {
	readonly type: string;
	readonly content: string;
}

/** Longest header line of a part, and most lines before its content: a part says what it is, and nothing else. */
const LONGEST_LINE = 1024;
const MOST_LINES = 16;
const CONTENT_TYPE = "content-type:";

/** RFC 2046, 5.1. Neither a query nor JSON has line ends of its own that matter. */
function partsOf(body: string, boundary: string): Part[] {
	const pieces = `\n${body.replaceAll("\r\n", "\n")}`.split(`\n--${boundary}`);
	if (pieces.length < 3 || !pieces.at(-1)?.startsWith("--")) throw fault("The multipart body is cut off.");
	return pieces.slice(1, -1).map(partOf);
}

/** Line by line, without patterns over the whole: what a stranger sends is looked at once. */
function partOf(piece: string): Part {
	let type = "";
	let from = piece.indexOf("\n") + 1;
	if (from === 0 || piece.slice(0, Math.min(from, LONGEST_LINE)).trim() !== "") throw noHeaders();
	for (let lines = 0; lines < MOST_LINES; lines++) {
		const end = piece.indexOf("\n", from);
		if (end < 0) throw noHeaders();
		if (end === from) return { type, content: piece.slice(end + 1) };
		if (end - from > LONGEST_LINE) throw fault(`A header line of a part has more than ${LONGEST_LINE} characters.`);
		const line = piece.slice(from, end);
		if (line.toLowerCase().startsWith(CONTENT_TYPE)) type ||= line.slice(CONTENT_TYPE.length).trim();
		from = end + 1;
	}
	throw fault(`A part of the multipart body has more than ${MOST_LINES - 1} header lines.`);
}

const noHeaders = () => fault("A part of the multipart body has no headers.");
const fault = (detail: string) => new TributaryError("invalid-request", { detail });
