import { describe, expect, test } from "vitest";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { recognizer } from "../world.ts";

/** Sentences end in full stops. */

const read = (text: string) => interpret(text, recognizer).interpretation.query;

describe.each([
	"java developer in Berlin",
	"java developer no agencies",
	"worked in ICU and is not a manager",
	"nurse 3 to 5 years",
	"nurse with 5+ years",
	"worked at Google",
	"nurse with a bachelor",
	"open to work",
	"must have kubernetes",
	"speaks German",
	"java within 50 km of Munich",
	"Krankenschwester in Hamburg ohne Zeitarbeit",
	"mindestens 5 Jahre Erfahrung",
	"développeur java à Paris",
	"anglais courant exigé",
	"enfermera en Madrid",
	"sviluppatore a Milano",
])("%s", (request) => {
	test.each([".", "!", "?", "…", " .", "...", "?!", "。"])("with %s behind it is the same request", (sign) => {
		expect(read(`${request}${sign}`)).toBe(read(request));
	});
});

test.each([
	["java developer in Berlin. Must speak German.", ["(location:Berlin OR near:Berlin~20km)", "+language:de"]],
	["Nous recherchons un développeur java à Paris. Anglais courant exigé.", ["near:Paris", "language:en"]],
	["Java developer, no agencies. 5+ years. Remote?", ["NOT", "years:>=5"]],
])("%s: each sentence is read", (text, parts) => {
	for (const part of parts) expect(read(text)).toContain(part);
});
