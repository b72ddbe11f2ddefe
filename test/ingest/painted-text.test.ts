import { expect, test } from "vitest";
import { form, MORE, type Painted, painted, stream } from "./fixtures-painted.ts";
import { parse, skills } from "./parser.ts";

const read = async (options: Painted): Promise<readonly [string[], boolean]> => {
	const parsed = await parse(painted(options));
	return [skills(parsed), parsed.meta.flags.includes("hidden-text")];
};
const HIDDEN = [["Python", "SQL"], true];
const SEEN = [["Python", "SQL", "Kubernetes", "Rust"], false];

const WHITE = `1 g ${MORE}`;
const BAR = "40 618 300 26 re";
const LAYER = "/OCProperties << /OCGs [10 0 R 11 0 R] /D << /OFF [10 0 R] >> >>";
const LAYERS = ["<< /Type /OCG /Name (off) >>", "<< /Type /OCG /Name (on) >>"];
const onLayer = (name: string): string => `/OC /${name} BDC ${MORE} EMC`;
const PICTURE = stream(
	"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
	"0",
);
const FONTS = "/Resources << /Font << /F1 5 0 R >> >>";
/** Paints another form far below, and where it is. */
const BARS = stream(
	"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /Y 11 0 R >> >>",
	"1 0 0 1 0 -80 cm /Y Do 1 0 0 1 0 80 cm /Y Do",
);
const IN_FORM = { resources: "/XObject << /X 10 0 R >>", behind: "/X Do" };

test.each<[string, Painted]>([
	["white on white", { behind: WHITE }],
	["nearly white on white", { behind: `0.98 g ${MORE}` }],
	["white of four inks", { behind: `0 0 0 0 k ${MORE}` }],
	[
		"white by a profile of colours",
		{
			resources: "/ColorSpace << /C [/ICCBased 10 0 R] >>",
			objects: [stream("/N 3", "")],
			behind: `/C cs 1 1 1 sc ${MORE}`,
		},
	],
	["white on a white page that is drawn", { before: "1 g 0 0 595 842 re f", behind: WHITE }],
	["black on black", { before: `${BAR} f`, behind: MORE }],
	[
		"of the colour of a round bar",
		{ before: ".2 .3 .6 rg 40 618 m 340 618 l 360 630 360 640 340 644 c 40 644 l f", behind: `.2 .3 .6 rg ${MORE}` },
	],
	["white in a frame", { before: "0 0 595 842 re 20 20 555 802 re f*", behind: WHITE }],
	["white in a thick line around the page", { before: "4 w 20 20 555 802 re S", behind: WHITE }],
	["white on white on black", { before: `${BAR} f 1 g ${BAR} f`, behind: WHITE }],
	["transparent", { resources: "/ExtGState << /G << /ca 0 >> >>", behind: `/G gs ${MORE}` }],
	["outlined in white", { behind: `1 G 1 Tr ${MORE}` }],
	["painted over", { behind: `${MORE} 1 g ${BAR} f` }],
	["clipped away", { behind: `300 300 50 50 re W n ${MORE}` }],
	["outside of the crop box", { page: "/CropBox [0 632 595 842]", behind: MORE }],
	["invisible, with no scan there", { behind: `3 Tr ${MORE}` }],
	[
		"on a layer that is off",
		{ catalog: LAYER, objects: LAYERS, resources: "/Properties << /L 10 0 R >>", behind: onLayer("L") },
	],
	[
		"on layers of which none is shown",
		{
			catalog: LAYER,
			objects: [...LAYERS, "<< /Type /OCMD /OCGs [10 0 R] >>"],
			resources: "/Properties << /L 12 0 R >>",
			behind: onLayer("L"),
		},
	],
	["white in a form", { ...IN_FORM, objects: [form(WHITE)] }],
	[
		"in a form on a layer that is off",
		{
			...IN_FORM,
			resources: "/XObject << /X 12 0 R >>",
			catalog: LAYER,
			objects: [...LAYERS, form(MORE, "/OC 10 0 R")],
		},
	],
	[
		"in a transparent group",
		{
			resources: "/XObject << /X 10 0 R >> /ExtGState << /G << /ca 0 >> >>",
			behind: "/G gs /X Do",
			objects: [form(MORE, "/Group << /S /Transparency >>")],
		},
	],
	[
		"beside the box of its form",
		{ ...IN_FORM, objects: [stream(`/Type /XObject /Subtype /Form /BBox [0 0 100 100] ${FONTS}`, MORE)] },
	],
])("text that nobody sees is no part of the resume, and flagged: %s", async (_, options) => {
	expect(await read(options)).toEqual(options.page === undefined ? HIDDEN : [HIDDEN[0], false]);
});

test.each<[string, Painted]>([
	["black on a white page that is drawn", { before: "1 g 0 0 595 842 re f", behind: MORE }],
	["grey", { behind: `.8 g ${MORE}` }],
	["white on a dark rectangle", { before: `.1 .2 .3 rg ${BAR} f`, behind: WHITE }],
	["white on a rectangle that is turned", { before: `q 0 1 -1 0 400 0 cm 618 40 26 340 re f Q`, behind: WHITE }],
	["white on a round bar", { before: "40 618 m 340 618 l 360 630 360 640 340 644 c 40 644 l f", behind: WHITE }],
	["white on a thick line", { before: "30 w 40 630 m 340 630 l S", behind: WHITE }],
	[
		"white on a picture",
		{
			before: "q 300 0 0 26 40 618 cm /X Do Q",
			behind: WHITE,
			resources: "/XObject << /X 10 0 R >>",
			objects: [PICTURE],
		},
	],
	[
		"white on a picture in the page",
		{ before: "q 300 0 0 26 40 618 cm BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI Q", behind: WHITE },
	],
	[
		"white on a shading",
		{
			before: `${BAR} W n /S sh`,
			behind: WHITE,
			resources: "/Shading << /S 10 0 R >>",
			objects: [
				"<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 1 1] /Function << /FunctionType 2 /Domain [0 1] /N 1 >> >>",
			],
		},
	],
	[
		"white on a pattern",
		{
			before: `/Pattern cs /P scn ${BAR} f`,
			behind: WHITE,
			resources: "/Pattern << /P 10 0 R >>",
			objects: [
				stream(
					"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 1 /YStep 1 /Resources << >>",
					"0 0 1 1 re f",
				),
			],
		},
	],
	["white on a bar in a form", { ...IN_FORM, before: "/X Do", behind: WHITE, objects: [form(`${BAR} f`)] }],
	[
		"white on a bar in a form that is there twice",
		{ ...IN_FORM, before: `/X Do 1 g ${BAR} f /X Do`, behind: WHITE, objects: [form(`0 g ${BAR} f`)] },
	],
	[
		"white on a bar in a form in a form, where it is put the second time",
		{
			...IN_FORM,
			before: "/X Do",
			behind: WHITE,
			objects: [BARS, form(`${BAR} f`)],
		},
	],
	[
		"white on a bar that is put elsewhere",
		{ ...IN_FORM, before: "/X Do", behind: WHITE, objects: [form("0 0 300 26 re f", "/Matrix [1 0 0 1 40 618]")] },
	],
	[
		"white on a bar that is half transparent",
		{ resources: "/ExtGState << /G << /ca .5 >> >>", before: `/G gs ${BAR} f`, behind: WHITE },
	],
	[
		"black, with a transparent bar over it",
		{ resources: "/ExtGState << /G << /ca .3 >> >>", behind: `${MORE} /G gs 1 1 0 rg ${BAR} f` },
	],
	[
		"black, with a bar over it that is multiplied",
		{ resources: "/ExtGState << /G << /BM /Multiply >> >>", behind: `${MORE} /G gs 1 1 0 rg ${BAR} f` },
	],
	[
		"white in a colour that takes from what lies under it",
		{ resources: "/ExtGState << /G << /BM /Difference >> >>", behind: `/G gs ${WHITE}` },
	],
	["black, with a bar over it that is clipped away", { behind: `${MORE} 300 300 50 50 re W n 1 g ${BAR} f` }],
	[
		"in a pattern",
		{
			resources: "/Pattern << /P 10 0 R >>",
			objects: [
				"<< /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 1 1] /Function << /FunctionType 2 /Domain [0 1] /N 1 >> >> >>",
			],
			behind: `/Pattern cs /P scn ${MORE}`,
		},
	],
	[
		"the text of a scan",
		{
			before: "q 595 0 0 842 0 0 cm /X Do Q",
			resources: "/XObject << /X 10 0 R >>",
			objects: [PICTURE],
			behind: `3 Tr ${MORE}`,
		},
	],
	[
		"under the picture of a scan",
		{ behind: `${MORE} q 595 0 0 842 0 0 cm /X Do Q`, resources: "/XObject << /X 10 0 R >>", objects: [PICTURE] },
	],
	[
		"on a layer that is on",
		{ catalog: LAYER, objects: LAYERS, resources: "/Properties << /L 11 0 R >>", behind: onLayer("L") },
	],
	["white, on a dark bar up to its last letters", { before: "40 618 80 26 re f", behind: WHITE }],
	["filled through its own letters", { behind: `4 Tr ${MORE} .1 .2 .3 rg ${BAR} f` }],
	["clipped by its own line", { behind: `50 625 200 12 re W n ${MORE}` }],
])("text that is seen stays: %s", async (_, options) => {
	expect(await read(options)).toEqual(SEEN);
});

test("what is left out of a form that is there twice takes no text with it", async () => {
	const shown = "BT /F1 10 Tf 50 616 Td (Haskell) Tj 0 -12 Td (Kafka) Tj ET";
	const behind = `/X Do /X Do ${shown}`;
	expect(await read({ ...IN_FORM, behind, objects: [form(WHITE)] })).toEqual([
		["Python", "SQL", "Haskell", "Kafka"],
		true,
	]);
});

test("a drawing and text without end are looked at up to a bound, and what comes later counts as seen", async () => {
	const corners = Array.from({ length: 30_000 }, (_, index) => `${40 + (index % 400)} ${600 + ((index * 7) % 40)} l`);
	const lines = `BT /F1 10 Tf ${`1 0 0 1 50 612 Tm (${"no words ".repeat(6)}) Tj `.repeat(40)} ET`;
	const [names] = await read({ behind: `1 g 40 600 m ${corners.join(" ")} f ${lines} ${MORE}` });
	expect(names).toContain("Kubernetes");
});

test("content on a layer that is on, around what is off, is shown again behind it", async () => {
	const resources = "/Properties << /L 10 0 R /M 11 0 R >>";
	const off = `/OC /L BDC /OC /M BDC ${MORE} EMC EMC`;
	const behind = `/OC /M BDC ${off} BT /F1 10 Tf 50 616 Td (Haskell) Tj ET EMC`;
	expect(await read({ catalog: LAYER, objects: LAYERS, resources, behind })).toEqual([
		["Python", "SQL", "Haskell"],
		true,
	]);
});

test("of one line, what is seen stays and the rest is left out", async () => {
	const behind = "BT /F1 10 Tf 50 628 Td (Kubernetes, ) Tj 1 g (Rust, Haskell, ) Tj 0 g (Kafka) Tj ET";
	expect(await read({ behind })).toEqual([["Python", "SQL", "Kubernetes", "Kafka"], true]);
});

test("of a line that begins on a dark bar, what goes on beside it is left out", async () => {
	const behind = "1 g BT /F1 10 Tf 50 628 Td (Kubernetes, Rust, Haskell, Kafka, Spark, Terraform) Tj ET";
	expect(await read({ before: "40 618 66 26 re f", behind })).toEqual([["Python", "SQL", "Kubernetes"], true]);
});

test("text on new lines is where it is shown", async () => {
	const behind = "1 g BT /F1 10 Tf 12 TL 50 640 Td (Kubernetes, Rust) ' ET";
	expect(await read({ before: `${BAR} f`, behind })).toEqual(SEEN);
});

test("a file of which nothing is seen is read as it is, and flagged", async () => {
	const { basics, meta } = await parse(painted({ behind: "1 g 0 0 595 842 re f" }));
	expect([basics?.name, meta.flags.includes("hidden-text")]).toEqual(["Jane Roe", true]);
});
