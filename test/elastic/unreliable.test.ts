import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { certificateIn, weather } from "../proof/faults/engine.ts";
import { MISHAPS } from "../proof/faults/unreliable-way.ts";
import { clusterSettings, freshPrefix, removeIndices } from "./test-cluster.ts";

/** A small part of `npm run proof -- engine`, which also stops and kills the server. */

test("R34: answers that are lost, held, cut or spoilt lose nothing, and are never taken for an answer", {
	timeout: 120_000,
}, async () => {
	const prefix = freshPrefix();
	const { prefix: _, ca = "", ...settings } = clusterSettings(prefix);
	const way = certificateIn(mkdtempSync(path.join(os.tmpdir(), "tributary-way-")));
	try {
		const victim = { settings: { ...settings, ca: ca + way.ca }, certificate: { ...way, ca } };
		const { faults, report, mishaps } = await weather(victim, { schedules: 5, seed: 3, prefix });
		expect(faults).toEqual([]);
		expect(report.acknowledged).toBeGreaterThan(0);
		expect(report.answered).toBeGreaterThan(0);
		expect(Object.keys(mishaps)).toEqual([...MISHAPS]);
		expect(Object.values(mishaps).filter((count) => count > 0).length).toBeGreaterThan(3);
	} finally {
		await removeIndices(prefix);
	}
});
