import { TributaryError } from "../../errors.ts";
import { joinParts, layOutBlocks, type TextBlock } from "../layout/blocks.ts";
import { numberLines, type ReadDocument } from "../layout/line.ts";
import type { FileLimits } from "../limits.ts";
import { readBody } from "./docx-body.ts";
import { shownParts } from "./docx-hidden.ts";
import { readPart } from "./docx-parts.ts";
import { additions, flowFlags, seenIn } from "./flow-document.ts";
import { type Package, readPackage, writePackage } from "./zip-package.ts";

/** Only XML parts: no pictures, no embedded files, no fonts. */
const WANTED = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:theme\/)?[^/]+\.xml|word\/_rels\/[^/]+\.rels)$/;
const HEADER = /^word\/header\d*\.xml$/;
const FOOTER = /^word\/footer\d*\.xml$/;
const STYLES = "word/styles.xml";
const THEME = /^word\/theme\/theme\d*\.xml$/;
const DOCUMENT = /^word\/document\d*\.xml$/;
const NOTES = /^word\/(?:comments|glossary|people|settings|webSettings|fontTable|theme)/;

/** Relations may point at files and addresses; only links that a person could click are kept. */
function withoutReach(parts: Package): Package {
	const safe = new Map<string, Buffer>();
	for (const [name, content] of parts) {
		if (HEADER.test(name) || FOOTER.test(name) || NOTES.test(name)) continue;
		if (!name.endsWith(".rels")) {
			safe.set(name, content);
			continue;
		}
		const kept = content.toString("utf8").replace(/<Relationship\b[^>]*\/?>/g, (relation) => {
			const external = /TargetMode\s*=\s*["']External/i.test(relation);
			const link =
				/Type\s*=\s*["'][^"']*\/hyperlink["']/i.test(relation) &&
				/Target\s*=\s*["'](?:https?:|mailto:|tel:)/i.test(relation);
			// The relation stays, since the body speaks of it, but it points at a part that is not there.
			return external && !link
				? relation
						.replace(/Target\s*=\s*(["']).*?\1/i, 'Target="none"')
						.replace(/TargetMode\s*=\s*["']External["']/i, "")
				: relation;
		});
		safe.set(name, Buffer.from(kept));
	}
	return safe;
}

interface Parts {
	readonly headers: TextBlock[][];
	readonly footers: TextBlock[][];
	readonly boxes: TextBlock[][];
}

function outsideBody(parts: Package, limits: FileLimits): Parts {
	const result: Parts = { headers: [], footers: [], boxes: [] };
	for (const [name, content] of parts) {
		if (!name.endsWith(".xml") || THEME.test(name)) continue;
		const text = readPart(content, limits);
		if (HEADER.test(name)) result.headers.push(text.body);
		else if (FOOTER.test(name)) result.footers.push(text.body);
		else if (!DOCUMENT.test(name)) continue;
		result.boxes.push(...text.boxes);
	}
	return result;
}

/** The package without text that nobody sees. */
function withoutHidden(packed: Package, limits: FileLimits): { readonly parts: Package; readonly hidden: boolean } {
	const texts = [...packed].filter(([name]) => DOCUMENT.test(name) || HEADER.test(name) || FOOTER.test(name));
	const xml = new Map(texts.map(([name, content]) => [name, content.toString("utf8")]));
	const [theme] = [...packed].filter(([name]) => THEME.test(name)).map(([, content]) => content.toString("utf8"));
	const { shown, hidden } = shownParts(xml, { styles: packed.get(STYLES)?.toString("utf8"), theme, limits });
	const changed = [...shown].map(([name, text]) => [name, Buffer.from(text)] as const);
	return { parts: new Map([...packed, ...changed]), hidden };
}

/**
 * Text of a DOCX in reading order: headers, text boxes, body, footers.
 * @throws TributaryError file-corrupt, file-encrypted, file-too-complex, no-text-layer
 */
export async function readDocx(bytes: Uint8Array, limits: FileLimits): Promise<ReadDocument> {
	const packed = await readPackage(bytes, (name) => WANTED.test(name), limits);
	const { parts, hidden } = withoutHidden(packed, limits);
	const outside = outsideBody(parts, limits);
	const body = layOutBlocks(await readBody(writePackage(withoutReach(parts))), { stream: "page", region: "body" });
	// mammoth reads some text boxes, and no headers: only what is not in the body already is added.
	const seen = { text: seenIn(body.lines) };
	const headers = additions(outside.headers, seen).map((group) =>
		layOutBlocks(group, { stream: "header", region: "header" }),
	);
	const boxes = additions(outside.boxes, seen).map((group, index) =>
		layOutBlocks(group, { stream: `box/${index}`, region: "text-box" }),
	);
	const footers = additions(outside.footers, seen).map((group) =>
		layOutBlocks(group, { stream: "footer", region: "footer" }),
	);
	const joined = joinParts([...headers, ...boxes, body, ...footers]);
	const lines = numberLines(joined.lines);
	if (lines.length === 0) throw new TributaryError("no-text-layer");
	return {
		lines,
		links: joined.links,
		pageCount: 1,
		flags: new Set([...flowFlags(joined.lines, outside.boxes), ...(hidden ? ["hidden-text"] : [])]),
	};
}
