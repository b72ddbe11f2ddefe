import { readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { dataFolder } from "../../src/server/data-folder.ts";
import { temporaryFolder } from "../tenancy/rig.ts";

test("a data folder has an id of its own, which stays", () => {
	const dataDir = path.join(temporaryFolder(), "data");
	const first = dataFolder(dataDir);
	expect(dataFolder(dataDir)).toEqual(first);
	expect(first).toMatchObject({ path: dataDir, host: expect.any(String) });
	expect(readdirSync(dataDir)).toEqual(["data-folder.json"]);
	expect(dataFolder(temporaryFolder()).id).not.toBe(first.id);
});

test("one that does not say which it is has no other one made for it", () => {
	const dataDir = temporaryFolder();
	dataFolder(dataDir);
	const file = path.join(dataDir, "data-folder.json");
	rmSync(file);
	writeFileSync(file, "{}");
	expect(() => dataFolder(dataDir)).toThrow(expect.objectContaining({ code: "invalid-configuration" }));
});
