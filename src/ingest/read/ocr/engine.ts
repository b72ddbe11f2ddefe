import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { TributaryError } from "../../../errors.ts";

/**
 * Text recognition by Tesseract, compiled to WebAssembly. It runs in the process that calls it: the process is the
 * sandbox, and no thread is started. Engine and language data are optional packages; nothing is fetched.
 */

/** Left, top, right, bottom in pixels. */
export interface Box {
	readonly x0: number;
	readonly y0: number;
	readonly x1: number;
	readonly y1: number;
}

export interface RecognizedLine {
	readonly baseline: Box;
	readonly words: readonly { readonly text: string /** 0 to 100. */; readonly confidence: number; readonly box: Box }[];
}

export interface Ocr {
	/**
	 * Recognises one page.
	 * @param image an image file: PNG, JPEG, TIFF, WebP, BMP, PNM
	 * @param orientation 1 to 8 as in Exif
	 * @throws TributaryError file-corrupt
	 */
	recognize(image: Uint8Array, orientation: number): Promise<RecognizedLine[]>;
}

/** The part of the compiled engine that is used here. */
interface TessBaseApi {
	Init(folder: string | null, languages: string, engine: number): number;
	SetImageFile(orientation: number, angle: number): number;
	Recognize(monitor: null): number;
	GetJSONText(page: number): string;
	Clear(): void;
}
interface Core {
	readonly FS: { writeFile(name: string, content: Uint8Array): void; unlink(name: string): void };
	readonly TessBaseAPI: new () => TessBaseApi;
}
type CoreFactory = (options: Record<string, unknown>) => Promise<Core>;

interface Page {
	readonly blocks?: readonly {
		readonly paragraphs?: readonly {
			readonly lines?: readonly {
				readonly baseline: Box;
				readonly words?: readonly { readonly text: string; readonly confidence: number; readonly bbox: Box }[];
			}[];
		}[];
	}[];
}

const ENGINE = "tesseract.js-core/tesseract-core-simd-lstm";
/** The neural engine without the older one: the only kind that the data files hold. */
const NEURAL = 1;
const INPUT = "/input";

const require = createRequire(import.meta.url);

function languageFile(language: string): string {
	return path.join(
		path.dirname(require.resolve(`@tesseract.js-data/${language}/package.json`)),
		"4.0.0_best_int",
		`${language}.traineddata.gz`,
	);
}

/** Packages that recognition in these languages needs and that are not installed. */
export function missingOcrPackages(languages: readonly string[]): string[] {
	const wanted: (readonly [string, string])[] = [
		["tesseract.js-core", `${ENGINE}.js`],
		...languages.map((name) => [`@tesseract.js-data/${name}`, `@tesseract.js-data/${name}/package.json`] as const),
	];
	return wanted.filter(([, file]) => !isInstalled(file)).map(([name]) => name);
}

function isInstalled(file: string): boolean {
	try {
		require.resolve(file);
		return true;
	} catch {
		return false;
	}
}

async function start(languages: readonly string[]): Promise<{ core: Core; api: TessBaseApi }> {
	const factory = require(`${ENGINE}.js`) as CoreFactory;
	const core = await factory({
		wasmBinary: readFileSync(require.resolve(`${ENGINE}.wasm`)),
		print: () => {},
		printErr: () => {},
	});
	for (const language of languages)
		core.FS.writeFile(`${language}.traineddata`, gunzipSync(readFileSync(languageFile(language))));
	const api = new core.TessBaseAPI();
	if (api.Init(null, languages.join("+"), NEURAL) !== 0) throw new Error("The languages cannot be loaded.");
	return { core, api };
}

const linesOf = (page: Page): RecognizedLine[] =>
	(page.blocks ?? [])
		.flatMap((block) => block.paragraphs ?? [])
		.flatMap((paragraph) => paragraph.lines ?? [])
		.map((line) => ({
			baseline: line.baseline,
			words: (line.words ?? []).map(({ text, confidence, bbox }) => ({ text, confidence, box: bbox })),
		}));

/** Recognition in these languages (ISO 639-2 as Tesseract names them). The engine starts with the first page. */
export function createOcr(languages: readonly string[], onStart: () => void = () => {}): Ocr {
	let starting: ReturnType<typeof start> | undefined;
	return {
		async recognize(image, orientation) {
			onStart();
			starting ??= start(languages);
			const { core, api } = await starting;
			core.FS.writeFile(INPUT, image);
			try {
				if (api.SetImageFile(orientation, 0) !== 0) throw new TributaryError("file-corrupt");
				api.Recognize(null);
				return linesOf(JSON.parse(api.GetJSONText(0)) as Page);
			} finally {
				api.Clear();
				core.FS.unlink(INPUT);
			}
		},
	};
}
