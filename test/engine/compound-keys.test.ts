import { expect, test } from "vitest";
import { Dictionary } from "../../src/engine/elasticsearch/dictionary.ts";
import { StoreKeys } from "../../src/engine/elasticsearch/store-keys.ts";
import { openConnection } from "../../src/engine/embedded/connection.ts";
import { packChanges, unpackChanges } from "../../src/engine/embedded/pack.ts";
import { StoreWriter } from "../../src/engine/embedded/writing/store-writer.ts";
import { documentOf, person } from "../contract/people.ts";
import { KEY, placeIn, testFolder } from "./folder.ts";

test("words of a store of before are found by the parts of compounds once it is written to", async () => {
	const place = placeIn(testFolder());
	const open = (create: boolean) => openConnection(place, KEY, { create, readOnly: false });
	const writeInto = async (writer: StoreWriter, id: string, body: string) =>
		void writer.apply([unpackChanges(await packChanges([person(id, { body }, { language: "de" })]))]);
	const first = new StoreWriter(open(true), place);
	await writeInto(first, "one", "projektleiter");
	first.close();

	const connection = open(false);
	const keys = () => connection.prepare("SELECT stem FROM stem WHERE stem LIKE 'de-%' ORDER BY stem").pluck().all();
	const made = keys();
	expect(made).toEqual(["de-head:leiter", "de-part:projekt"]);
	// As an earlier version left it.
	connection.exec("DELETE FROM stem WHERE stem LIKE 'de-%' OR stem = '/parts'");
	const writer = new StoreWriter(connection, place);
	await writeInto(writer, "two", "anders");
	expect(keys()).toEqual(made);
	writer.close();
});

test("on the cluster they are made when the dictionary is read, so that nothing more is sealed", () => {
	const dictionary = new Dictionary(new StoreKeys(KEY));
	const addition = dictionary.missingOf([documentOf({ language: "de", fields: { body: ["projektleiter"] } })]);
	expect(addition?.words).toEqual([["projektleiter", "de", ["de:projektleit"]]]);
	if (addition !== null) dictionary.add(addition);
	expect(dictionary.pairsOf(["de-head:leiter"])).toEqual([{ word: "projektleiter", language: "de" }]);
	expect(dictionary.pairsOf(["de-part:leiter"])).toEqual([]);
});
