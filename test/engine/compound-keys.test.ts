import { expect, test } from "vitest";
import { openConnection } from "../../src/engine/embedded/connection.ts";
import { packChanges, unpackChanges } from "../../src/engine/embedded/pack.ts";
import { StoreWriter } from "../../src/engine/embedded/writing/store-writer.ts";
import { person } from "../contract/people.ts";
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
