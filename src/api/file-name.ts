import { TributaryError } from "../errors.ts";

/**
 * The name an uploader gives to a file: from Content-Disposition (RFC 6266) or X-File-Name (UTF-8, percent-encoded). Never
 * from the URL: names of resumes are names of people, and URLs end in logs.
 * @returns the empty string when none is given; how it may be shown is decided where it is stored
 * @throws TributaryError `invalid-field` for a name that cannot be decoded
 */
export function fileNameOf(headers: {
	readonly "content-disposition"?: string | undefined;
	readonly "x-file-name"?: string | undefined;
}): string {
	const plain = headers["x-file-name"];
	if (plain !== undefined) return decode(plain, "header x-file-name");
	const disposition = headers["content-disposition"] ?? "";
	const extended = /;\s*filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(disposition)?.[1];
	if (extended !== undefined) return decode(extended, "header content-disposition");
	const quoted = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]+))/i.exec(disposition);
	const name = quoted?.[1]?.replaceAll(/\\(.)/g, "$1") ?? quoted?.[2] ?? "";
	// Node reads header bytes as Latin-1; what programs send there is UTF-8.
	return Buffer.from(name, "latin1").toString("utf8");
}

function decode(text: string, pointer: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		throw new TributaryError("invalid-field", { errors: [{ pointer, detail: "This is not percent-encoded UTF-8." }] });
	}
}

/** Value of Content-Disposition that makes a browser save the file under its name and never show it. */
export function attachment(name: string): string {
	const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, "_");
	const encoded = encodeURIComponent(name).replaceAll(
		/['()*]/g,
		(mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
	);
	return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
