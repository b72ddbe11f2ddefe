import { grey, rgb } from "./colours.ts";
import { type Colour, withExtGState } from "./graphics.ts";
import type { PagePainting } from "./page-painting.ts";
import { type Dict, dictOfStream, type Evaluator, isDict, nameOf, resource } from "./pdfjs-objects.ts";

interface Context {
	readonly resources: Dict;
	readonly evaluator: Evaluator;
}

/** Operands: pdfjs has seen that they are as many as they must be; most are numbers. */
export type Operands = readonly [number, number, number, number, number, number];

/** What an operator does to what is painted. */
export type Handler = (page: PagePainting, args: Operands, context: Context) => void;

const GREY = "DeviceGray";
const RGB = "DeviceRGB";
const CMYK = "DeviceCMYK";

/** The colour of a space that the operator itself names. */
const cmyk = (page: PagePainting, args: Operands, { resources, evaluator }: Context): Colour =>
	page.colours.of(args, CMYK, resources, evaluator);

const setFill: Handler = (page, args, { resources, evaluator }) => {
	const { fillSpace } = page.stack.graphics;
	page.fill(page.colours.of(args, fillSpace, resources, evaluator), fillSpace);
};

const setStroke: Handler = (page, args, { resources, evaluator }) => {
	const { strokeSpace } = page.stack.graphics;
	page.stroke(page.colours.of(args, strokeSpace, resources, evaluator), strokeSpace);
};

const setFillSpace: Handler = (page, args, { resources, evaluator }) => {
	const space = nameOf(args[0]) ?? "";
	page.fill(page.colours.first(space, resources, evaluator), space);
};

const setStrokeSpace: Handler = (page, args, { resources, evaluator }) => {
	const space = nameOf(args[0]) ?? "";
	page.stroke(page.colours.first(space, resources, evaluator), space);
};

const paints =
	(options: { fill?: boolean; stroke?: boolean; evenOdd?: boolean; close?: boolean }): Handler =>
	(page) => {
		if (options.close === true) page.path.close();
		page.paint(options);
	};

const setsClip: Handler = (page) => page.path.clipNext();

const paintObject: Handler = (page, [name], { resources, evaluator }) => {
	const dict = dictOfStream(resource(resources, "XObject", nameOf(name) ?? ""));
	if (dict === null) return;
	const off = page.isOff(dict.getRaw("OC"), evaluator);
	if (nameOf(dict.get("Subtype")) === "Form") page.stack.name(dict, { off });
	else if (!off) page.picture(dict.get("ImageMask") === true ? page.stack.graphics.fill : null);
};

const setState: Handler = (page, [name], { resources }) => {
	const dict = resource(resources, "ExtGState", nameOf(name) ?? "");
	if (isDict(dict)) page.stack.graphics = withExtGState(page.stack.graphics, dict);
};

const markContent: Handler = (page, [tag, properties], { resources, evaluator }) => {
	const name = nameOf(properties);
	const list = name === null ? null : resources.get("Properties");
	page.stack.mark(nameOf(tag) === "OC" && name !== null && isDict(list) && page.isOff(list.getRaw(name), evaluator));
};

const HANDLERS: Readonly<Record<string, Handler>> = {
	save: (page) => page.stack.save(),
	restore: (page) => page.stack.restore(),
	setLineWidth: (page, args) => {
		if (page.stack.graphics.lineWidth !== args[0]) page.change({ lineWidth: args[0] });
	},
	setGState: setState,
	setTextRenderingMode: (page, args) => {
		if (page.stack.graphics.textMode !== args[0]) page.change({ textMode: args[0] });
	},
	setFillGray: (page, args) => page.fill(grey(args[0]), GREY),
	setStrokeGray: (page, args) => page.stroke(grey(args[0]), GREY),
	setFillRGBColor: (page, args) => page.fill(rgb(args[0], args[1], args[2]), RGB),
	setStrokeRGBColor: (page, args) => page.stroke(rgb(args[0], args[1], args[2]), RGB),
	setFillCMYKColor: (page, args, context) => page.fill(cmyk(page, args, context), CMYK),
	setStrokeCMYKColor: (page, args, context) => page.stroke(cmyk(page, args, context), CMYK),
	setFillColorSpace: setFillSpace,
	setStrokeColorSpace: setStrokeSpace,
	setFillColor: setFill,
	setFillColorN: setFill,
	setStrokeColor: setStroke,
	setStrokeColorN: setStroke,
	moveTo: (page, args) => page.path.moveTo(page.stack.ctm, args[0], args[1]),
	lineTo: (page, args) => page.path.lineTo(page.stack.ctm, args[0], args[1]),
	curveTo: (page, args) => page.path.curveTo(page.stack.ctm, args),
	curveTo2: (page, args) => page.path.curveTo(page.stack.ctm, [...page.path.at, args[0], args[1], args[2], args[3]]),
	curveTo3: (page, args) => page.path.curveTo(page.stack.ctm, [args[0], args[1], args[2], args[3], args[2], args[3]]),
	closePath: (page) => page.path.close(),
	rectangle: (page, args) => page.path.rectangle(page.stack.ctm, args),
	stroke: paints({ stroke: true }),
	closeStroke: paints({ stroke: true, close: true }),
	fill: paints({ fill: true }),
	eoFill: paints({ fill: true, evenOdd: true }),
	fillStroke: paints({ fill: true, stroke: true }),
	eoFillStroke: paints({ fill: true, stroke: true, evenOdd: true }),
	closeFillStroke: paints({ fill: true, stroke: true, close: true }),
	closeEOFillStroke: paints({ fill: true, stroke: true, evenOdd: true, close: true }),
	endPath: paints({}),
	clip: setsClip,
	eoClip: setsClip,
	shadingFill: (page) => page.shade(page.stack.graphics.clip),
	endInlineImage: (page) => page.picture(),
	paintXObject: paintObject,
	beginMarkedContent: (page) => page.stack.mark(false),
	beginMarkedContentProps: markContent,
	endMarkedContent: (page) => page.stack.unmark(),
	showText: (page, args) => page.show(args[0], { newLine: false }),
	showSpacedText: (page, args) => page.show(args[0], { newLine: false }),
	nextLineShowText: (page, args) => page.show(args[0], { newLine: true }),
	nextLineSetSpacingShowText: (page, args) => page.show(args[2], { newLine: true }),
};

const tables = new WeakMap<object, readonly (Handler | undefined)[]>();

/** Handlers by the number of their operator. @param operators numbers by name */
export function handlersOf(operators: Readonly<Record<string, number>>): readonly (Handler | undefined)[] {
	const known = tables.get(operators);
	if (known !== undefined) return known;
	const table: Handler[] = [];
	for (const [name, handler] of Object.entries(HANDLERS)) table[operators[name] as number] = handler;
	tables.set(operators, table);
	return table;
}
