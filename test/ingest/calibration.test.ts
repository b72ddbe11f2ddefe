import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FORMATS } from "../../corpora/generate/files.ts";
import { writeCorpus } from "../../corpora/generate/write.ts";
import {
	addCalibration,
	type Calibration,
	emptyCalibration,
	rightOfSure,
	sumOfGroups,
} from "../bench/parse-calibration.ts";
import { svgOf } from "../bench/parse-plot.ts";
import { generatedFiles } from "../bench/parse-truth.ts";
import { parse } from "./parser.ts";

const folder = mkdtempSync(path.join(tmpdir(), "tributary-calibration-"));
afterAll(() => rmSync(folder, { recursive: true }));

const calibration: Calibration = emptyCalibration();
beforeAll(async () => {
	await writeCorpus({ people: 30, seed: 23, out: folder, formats: FORMATS }, () => {});
	for (const { path: name, truth } of generatedFiles(folder))
		addCalibration(calibration, await parse(readFileSync(name), path.basename(name)), truth);
}, 120_000);

test("of the values that are given with 0.9 and more, nine in ten are right", () => {
	expect(sumOfGroups(calibration).reduce((sum, bin) => sum + bin.values, 0)).toBeGreaterThan(500);
	expect(rightOfSure(calibration)).toBeGreaterThanOrEqual(0.9);
});

test("the plot has a dot for each bin of each field that has values", () => {
	const filled = [...Object.values(calibration), sumOfGroups(calibration)].flat().filter(({ values }) => values > 0);
	const svg = svgOf(calibration, "Confidence");
	expect(svg.match(/<circle/g)).toHaveLength(filled.length);
	expect(svg).toContain("all: given 9");
});
