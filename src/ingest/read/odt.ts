import { TributaryError } from "../../errors.ts";
import type { ReadDocument } from "../layout/line.ts";
import type { FileLimits } from "../limits.ts";
import { WHITE } from "./contrast.ts";
import { decodeText } from "./encoding.ts";
import { emptyParts, layOutFlow } from "./flow-document.ts";
import { readOdtPart } from "./odt-body.ts";
import { OdtStyles } from "./odt-styles.ts";
import { readSeen } from "./unseen-text.ts";
import { readPackage } from "./zip-package.ts";

const MANIFEST = "META-INF/manifest.xml";
const WANTED = new Set(["content.xml", "styles.xml", MANIFEST]);

/**
 * Shapes (filled unless they say otherwise), what lies behind text, and a page that is not white or has a picture: which text stands on them
 * is not worked out.
 */
const BEHIND =
	/<draw:(?:custom-shape|rect|ellipse|circle|polygon|path)\b|style:run-through="background"|<style:(?:page-layout|header-footer|drawing-page)-properties[^>]* (?:fo:background-color="#(?!ffffff)|draw:fill="(?!none))/i;
const FRAME = "<draw:frame";
const FILLED = /<style:graphic-properties[^>]* draw:fill="(?!none)/;
const PAGE_PICTURE = /<style:page-layout-properties\b[^>]*[^/]>\s*<style:background-image[^>]* xlink:href=/i;

function layOut(parts: readonly string[], limits: FileLimits): ReadDocument {
	const styles = new OdtStyles();
	for (const xml of parts) styles.read(xml, limits);
	const hasFilledFrames = parts.some((xml) => xml.includes(FRAME)) && parts.some((xml) => FILLED.test(xml));
	const isCovered = hasFilledFrames || parts.some((xml) => BEHIND.test(xml) || PAGE_PICTURE.test(xml));
	const ground = isCovered ? null : WHITE;
	return readSeen((unseen) => {
		const flow = emptyParts();
		for (const xml of parts) readOdtPart(xml, flow, { styles, unseen, ground, limits });
		return layOutFlow(flow, limits);
	});
}

/**
 * Text of an OpenDocument text (ODT): headers and footers stand in its styles, the rest in its content.
 * @throws TributaryError file-corrupt, file-encrypted, file-too-complex, no-text-layer
 */
export async function readOdt(bytes: Uint8Array, limits: FileLimits): Promise<ReadDocument> {
	const parts = await readPackage(bytes, (name) => WANTED.has(name), limits);
	// ODF 1.3 part 2, 4.8.4: the manifest names the key of each part that is encrypted.
	if (parts.get(MANIFEST)?.includes("encryption-data") === true) throw new TributaryError("file-encrypted");
	const content = parts.get("content.xml");
	if (content === undefined) throw new TributaryError("file-corrupt");
	const styles = parts.get("styles.xml");
	return layOut([...(styles === undefined ? [] : [styles]), content].map(decodeText), limits);
}

/** The same document in one XML file (FODT). */
export const readFlatOdt = (bytes: Uint8Array, limits: FileLimits): ReadDocument => layOut([decodeText(bytes)], limits);
