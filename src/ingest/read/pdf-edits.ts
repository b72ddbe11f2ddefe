import { registerHooks } from "node:module";

/** A place in the code of pdfjs's worker, and what stands there instead. pdfjs has no option for any of them. */
interface Edit {
	readonly place: string;
	readonly instead: string;
}

/**
 * In the constructor of pdfjs's Font, before a font program is taken apart and built anew as one that a browser draws with. Where the file
 * itself says which letters the codes of a font stand for, pdfjs then takes nothing else of the program than what it
 * draws with. Nothing is drawn here, so the program, which may be hostile and is most of the work of a page, is not read.
 */
const FONT_PROGRAM: Edit = {
	place: "    [type, subtype] = getFontFileType(file, properties);\n",
	instead: `    if (properties.hasIncludedToUnicodeMap) return void amendFallbackToUnicode(properties);
    [type, subtype] = getFontFileType(file, properties);
`,
};

/**
 * Where a glyph stands, which is asked twice for each: the product of three matrices of which one is nearly empty. Worked out at once it
 * is the same numbers, and two matrices less that are made and thrown away.
 */
const GLYPH_PLACE: Edit = {
	place: "      return Util.transform(textState.ctm, Util.transform(textState.textMatrix, tsm));\n",
	instead: `      const c = textState.ctm, m = textState.textMatrix, w = tsm[0], h = tsm[3], rise = tsm[5];
      const m0 = m[0] * w, m1 = m[1] * w, m2 = m[2] * h, m3 = m[3] * h, m4 = m[2] * rise + m[4], m5 = m[3] * rise + m[5];
      return [c[0] * m0 + c[2] * m1, c[1] * m0 + c[3] * m1, c[0] * m2 + c[2] * m3, c[1] * m2 + c[3] * m3, c[0] * m4 + c[2] * m5 + c[4], c[1] * m4 + c[3] * m5 + c[5]];
`,
};

/**
 * The state of the text after "q". An object that inherits from the state before makes each document's states a shape of their own, which
 * no code is ever compiled for; a copy reads the same, since nobody changes a state while the one after it is in use.
 */
const SAVED_STATE: Edit = {
	place: "    const clone = Object.create(this);\n    clone.textMatrix",
	instead: "    const clone = Object.assign(new TextState(), this);\n    clone.textMatrix",
};

/**
 * The text of a page comes without what it is painted in and what else is painted there. Whoever asks for it may look on while its operators
 * are read (`Onlooker`), and leave letters out.
 */
const ONLOOKER: readonly Edit[] = [
	{
		place: "\nexport { WorkerMessageHandler };\n",
		instead: `
const watch = {
  onlooker: null,
  findSpace: (evaluator, name, resources) => ColorSpaceUtils.parse({
    cs: Name.get(name),
    xref: evaluator.xref,
    resources,
    pdfFunctionFactory: evaluator._pdfFunctionFactory,
    globalColorSpaceCache: evaluator.globalColorSpaceCache,
    localColorSpaceCache: new LocalColorSpaceCache()
  })
};
export { WorkerMessageHandler, watch };
`,
	},
	{
		place: "    stateManager ||= new StateManager(new TextState());\n",
		instead: `    stateManager ||= new StateManager(new TextState());
    const onlooker = watch.onlooker;
`,
	},
	{
		place: `        const previousState = textState;
        textState = stateManager.state;
        const fn = operation.fn;
        args = operation.args;
`,
		instead: `        const previousState = textState;
        textState = stateManager.state;
        const fn = operation.fn;
        args = operation.args;
        onlooker?.operator(fn, args, stateManager, resources, self);
`,
	},
	{
		place: "        if (!category.isZeroWidthDiacritic && !compareWithLastPosition(scaledDim)) {\n",
		instead: `        if (onlooker?.hiding === true && onlooker.hides(getCurrentTextTransform())) {
          if (!font.vertical) {
            textState.translateTextMatrix((scaledDim + charSpacing) * textState.textHScale, 0);
          } else {
            textState.translateTextMatrix(0, scaledDim - charSpacing);
          }
          continue;
        }
        if (!category.isZeroWidthDiacritic && !compareWithLastPosition(scaledDim)) {
`,
	},
	// A form in which no text was found is not gone into again: what it paints would be missed, and runs would have other numbers once their letters are left out.
	{
		place: "                if (!sinkWrapper.enqueueInvoked) {\n",
		instead: "                if (!sinkWrapper.enqueueInvoked && onlooker === null) {\n",
	},
];

export const EDITS: readonly Edit[] = [FONT_PROGRAM, GLYPH_PLACE, SAVED_STATE, ...ONLOOKER];

/** The few letters of the code that are not in Latin-1 stand in texts and patterns: one is enough for V8 to keep all of it in two bytes a letter. */
const WIDE = /[\u0100-\uFFFF]/g;
const inAscii = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
/** What a text is made of by pieces stays as wide as the widest of them was. */
const narrow = (code: string): string => Buffer.from(code.replace(WIDE, inAscii), "latin1").toString("latin1");

/** The code of one half of pdfjs with {@link EDITS}, as it was where a place is not in it. */
export const edited = (code: string): string =>
	narrow(EDITS.reduce((text, { place, instead }) => text.replace(place, () => instead), code));

/** Imports one half of pdfjs, {@link edited}. */
export async function importEdited(address: string): Promise<unknown> {
	const hooks = registerHooks({
		load(url, context, next) {
			const loaded = next(url, context);
			return url === address ? { ...loaded, source: edited(String(loaded.source)) } : loaded;
		},
	});
	try {
		return await import(address);
	} finally {
		hooks.deregister();
	}
}
