import { expect, test } from "vitest";
import { JobAd } from "../../../src/domain/requirement.ts";
import { readAd } from "../../../src/search/ad/read-ad.ts";
import { recognizer } from "../world.ts";

const placeIn = async (description: string, title?: string) =>
	(await readAd(JobAd.parse({ description, ...(title === undefined ? {} : { title }) }), recognizer)).find(
		({ kind }) => kind === "place",
	);

test.each([
	["You will join our team in Berlin.", "Berlin", "a team is somewhere"],
	["A nurse for our new site in Leipzig.", "Leipzig", "so is a site"],
	["The job is in our Berlin office.", "Berlin", "its place before it"],
	["Für unsere Niederlassung in Görlitz suchen wir dich.", "Görlitz", "a smaller city, too"],
	["Die Stelle ist am Standort Karlsruhe zu besetzen.", "Karlsruhe", "called by its place"],
	["Notre cabinet recrute pour son bureau de Lyon.", "Lyon", "French"],
	["Te esperamos en nuestra sede en Madrid.", "Madrid", "Spanish"],
	["The position is based in Munich.", "Munich", "where it is based"],
	["Based in Munich or remote within Germany.", "Munich, Germany", "or from afar"],
	["Remote, from anywhere in Austria.", "Austria", "from afar within a country"],
	["Remote innerhalb Deutschlands.", "Germany", "a genitive"],
	["Für einen Auftrag suchen wir in Hamburg eine Kraft.", "Hamburg", "where somebody is looked for"],
	["Standort: Hamburg", "Hamburg", "a label"],
	["Standorte: Berlin, Leipzig", "Berlin, Leipzig", "two places of one label"],
	["Location: Amsterdam or remote within Germany", "Amsterdam, Germany", "a label with a way of work"],
	["Location\nLeeds", "Leeds", "a label in a line of its own"],
	["Dienstort Leipzig", "Leipzig", "a label without a colon"],
	["A nurse for our clinic in Hamburg, Leipzig or Berlin.", "Hamburg, Leipzig, Berlin", "any of several"],
])("%j: the job is in %s (%s)", async (description, label) => {
	for (const title of [undefined, "Nurse"]) {
		const place = await placeIn(description, title);
		expect(place?.label).toBe(label);
		for (const { start, end, text } of place?.evidence ?? []) expect(description.slice(start, end)).toBe(text);
	}
});

test.each([
	["About us\nOur team in Berlin is happy.", "the company speaks of itself"],
	["We are looking for somebody with experience in Europe.", "experience, not the job"],
	["Location: see the last page of this long document, please", "no name"],
	["Office work is part of the job.", "an office is no label here"],
	["Remote in parts.", "no place"],
])("%j names no place: %s", async (description) => {
	expect(await placeIn(description)).toBeUndefined();
});

test.each([
	["Nurse\nMercy Hospital, Phoenix, AZ\n\nText.", "Phoenix"],
	["Nurse\nHamburg, Leipzig, Berlin\n\nText.", "Hamburg, Leipzig, Berlin"],
	["Nurse\nBeautiful people, Reading\n\nText.", undefined],
])("beside or below a title: %j", async (description, label) => {
	expect((await placeIn(description))?.label).toBe(label);
});

test("what a label says is wanted, what a sentence says orders people", async () => {
	expect((await placeIn("Standorte: Berlin, Leipzig"))?.role).toBe("must");
	expect((await placeIn("Our team in Berlin."))?.role).toBe("wish");
	expect((await placeIn("Standorte: Berlin, Leipzig"))?.query).toBe(
		"location:Berlin OR near:Berlin~50km OR location:Leipzig OR near:Leipzig~50km",
	);
});
