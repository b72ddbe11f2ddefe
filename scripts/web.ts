/**
 * Builds the page of `src/web` into `dist/web`, unless what lies there was made of the same sources. `npm start`, `serve` from a checkout,
 * the tests and `npm run build` all come through here. `--force` builds in any case.
 */
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { InlineConfig, Plugin } from "vite";

const ROOT = path.resolve(import.meta.dirname, "..");
const SOURCE = path.join(ROOT, "src", "web");
const TARGET = path.join(ROOT, "dist", "web");
const STAMP = path.join(TARGET, ".sources");
const PDFJS = path.join(ROOT, "node_modules", "pdfjs-dist");

/** What pdf.js asks for while it draws: outlines of the 14 fonts that PDFs need not bring, and tables of Asian encodings. */
const PDF_DATA = ["standard_fonts", "cmaps"];

/** Builds the page when it is missing or stale. @returns whether it was built */
export async function buildPage({ force = false } = {}): Promise<boolean> {
	const digest = digestOfSources();
	if (!force && existsSync(STAMP) && readFileSync(STAMP, "utf8") === digest) return false;
	// Made beside the target and moved in one step: whoever serves it meanwhile sees the old page or the new one.
	// Loaded when it is needed: most times there is nothing to build.
	const { build } = await import("vite");
	const fresh = `${TARGET}.${process.pid}`;
	const environment = process.env.NODE_ENV;
	try {
		// The page of a test run is the page that is served: Vite would leave its service worker out of a build for "test".
		process.env.NODE_ENV = "production";
		await build(configOf(fresh));
		compress(fresh);
		writeFileSync(path.join(fresh, ".sources"), digest);
		putInPlace(fresh);
	} finally {
		if (environment === undefined) delete process.env.NODE_ENV;
		else process.env.NODE_ENV = environment;
		rmSync(fresh, { recursive: true, force: true });
	}
	return true;
}

/** Puts beside every text file what it is sent as: Brotli over TLS, gzip over plain HTTP, where browsers take no other. */
function compress(folder: string): void {
	for (const file of globSync("**/*.{js,mjs,css,html,svg}", { cwd: folder }).map((name) => path.join(folder, name))) {
		const text = readFileSync(file);
		// The best quality takes seconds more for 2% less.
		const quality = {
			params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
		};
		writeFileSync(`${file}.br`, brotliCompressSync(text, quality));
		writeFileSync(`${file}.gz`, gzipSync(text, { level: constants.Z_BEST_COMPRESSION }));
	}
}

/** Somebody else may have built the same meanwhile, and be a moment ahead. */
function putInPlace(fresh: string): void {
	mkdirSync(path.dirname(TARGET), { recursive: true });
	for (let left = 3; ; left -= 1) {
		rmSync(TARGET, { recursive: true, force: true });
		try {
			renameSync(fresh, TARGET);
			return;
		} catch (error) {
			if (left === 0 || (error as NodeJS.ErrnoException).code !== "ENOTEMPTY") throw error;
		}
	}
}

/** Of everything that the page is made of: its own files, the shapes it shares with the API, this script, and the versions installed. */
function digestOfSources(): string {
	const hash = createHash("sha256");
	const patterns = ["src/web/**/*", "src/domain/*.ts", "scripts/web.ts", "package-lock.json"];
	const files = globSync(patterns, { cwd: ROOT, withFileTypes: true }).filter((entry) => entry.isFile());
	for (const file of files.map(({ parentPath, name }) => path.join(parentPath, name)).toSorted()) {
		hash
			.update(`${path.relative(ROOT, file)}\0`)
			.update(readFileSync(file))
			.update("\0");
	}
	return hash.digest("hex");
}

const configOf = (outDir: string): InlineConfig => ({
	configFile: false,
	root: SOURCE,
	base: "/",
	logLevel: "error",
	publicDir: path.join(SOURCE, "public"),
	plugins: [pdfData(), serviceWorker()],
	oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
	build: {
		outDir,
		emptyOutDir: true,
		target: "es2022",
		// The policy of the page allows no inline code and no data: URL but of pictures.
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		reportCompressedSize: false,
		chunkSizeWarningLimit: 2000,
	},
	worker: { format: "es" },
});

function pdfData(): Plugin {
	return {
		name: "pdf-data",
		generateBundle() {
			for (const file of globSync(
				PDF_DATA.map((folder) => `${folder}/*`),
				{ cwd: PDFJS },
			)) {
				if (/LICENSE/.test(file)) continue;
				const fileName = `pdf/${file.split(path.sep).join("/")}`;
				this.emitFile({ type: "asset", fileName, source: readFileSync(path.join(PDFJS, file)) });
			}
		},
	};
}

/** Writes the list of what the page needs to begin into the service worker, which keeps just that for when there is no network. */
function serviceWorker(): Plugin {
	return {
		name: "service-worker",
		generateBundle(_options, bundle) {
			const files = Object.keys(bundle).filter(
				(name) => /^assets\/.*\.(js|css|svg|woff2)$/.test(name) && !/pdf|countries|people-map/.test(name),
			);
			const version = createHash("sha256").update(files.toSorted().join("\n")).digest("hex").slice(0, 16);
			const source = readFileSync(path.join(SOURCE, "service-worker.js"), "utf8")
				.replace("__VERSION__", version)
				.replace('"__FILES__"', files.map((name) => JSON.stringify(`/${name}`)).join(", "));
			this.emitFile({ type: "asset", fileName: "service-worker.js", source });
		},
	};
}

if (import.meta.main) {
	try {
		const started = Date.now();
		if (await buildPage({ force: process.argv.includes("--force") })) {
			process.stderr.write(`page built in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
		}
	} catch (error) {
		process.stderr.write(`The page could not be built: ${(error as Error).message}\n`);
		process.exitCode = 1;
	}
}
