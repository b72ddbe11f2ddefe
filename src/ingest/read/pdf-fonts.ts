import { registerHooks } from "node:module";

/** In the constructor of pdfjs's Font, before a font program is taken apart and built anew as one that a browser draws with. */
const BEFORE_FONT_PROGRAM = "    [type, subtype] = getFontFileType(file, properties);\n";
/**
 * Where the file itself says which letters the codes of a font stand for, and pdfjs then takes nothing else of the program than what it
 * draws with. Nothing is drawn here, so the program, which may be hostile and is most of the work of a page, is not read.
 */
const WITHOUT_IT = "    if (properties.hasIncludedToUnicodeMap) return void amendFallbackToUnicode(properties);\n";

/** The code of pdfjs's worker, reading no font program that text does not need; as it was where the place is not in it. */
export const withoutFontPrograms = (code: string): string =>
	code.replace(BEFORE_FONT_PROGRAM, (before) => WITHOUT_IT + before);

/** Imports pdfjs's worker {@link withoutFontPrograms}. pdfjs has no option for it. */
export async function importWorker(address: string): Promise<unknown> {
	const hooks = registerHooks({
		load(url, context, next) {
			const loaded = next(url, context);
			return url === address ? { ...loaded, source: withoutFontPrograms(String(loaded.source)) } : loaded;
		},
	});
	try {
		return await import(address);
	} finally {
		hooks.deregister();
	}
}
