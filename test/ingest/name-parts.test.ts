import { expect, test } from "vitest";
import { nameParts } from "../../src/ingest/fields/name-parts.ts";

test.each([
	["María del Pilar | García López", "es"],
	["María del Pilar | García López", "en"],
	["María de los Ángeles | Pérez Soto", "es"],
	["Maria do Carmo | Ferreira", "pt"],
	["José Luis | Rodríguez", "es"],
	["José Luis | Rodríguez Prieto", "es"],
	["Ana María | Núñez Gil", "es"],
	["María José | de la Fuente Ruiz", "es"],
	["Carmen | Fuentes Ferrer", "es"],
	["José | Ortega y Gasset", "es"],
	["João | da Silva Santos", "pt"],
	["João | Silva Santos", "pt"],
	["Ana Paula | Souza", "pt"],
	["Pedro | Santos da Silva", "pt"],
	["Ludwig | van Beethoven", "de"],
	["Anna-Lena | von der Heide", "de"],
	["Marie Luise | Schulz", "de"],
	["Jean Pierre | de la Tour", "fr"],
	["Miguel | de la Cruz", "es"],
	["Khalid | bin Walid", "en"],
	["Mohammed bin Salman | Al-Saud", "en"],
	["Ahmed | Al Rashid", "en"],
	["Omar | El-Sayed", "en"],
	["Abd al Rahman | Khalil", "en"],
	["Minh | Nguyen", "en"],
	["Mary Anne | Smith", "en"],
	["Han | Solo", "en"],
	["Kim | Wilde", "en"],
	["Lee-Ann | Park", "en"],
	["Xiaoming | Wang", "en"],
	["Anna | Nagy", "en"],
])("%s in a resume in %s", (written, language) => {
	const [givenName, familyName] = written.split(" | ");
	expect(nameParts(written.replace(" | ", " "), language)).toEqual({ givenName, familyName });
});

test.each([
	"Wang | Xiaoming",
	"Zhang | Wei-Qiang",
	"Kim | Min-jun",
	"Park | Ji-hoon",
	"Nguyễn | Văn An",
	"Nguyen | Van An",
	"Nagy | Gábor",
])("%s: the family name stands first", (written) => {
	const [familyName, givenName] = written.split(" | ");
	expect(nameParts(written.replace(" | ", " "), "en")).toEqual({ givenName, familyName });
});
