import { describe, expect, test } from "vitest";
import { parse } from "./parser.ts";

const basicsOf = async (...head: readonly string[]) =>
	(await parse(`${head.join("\n")}\n\nExperience\n\nEngineer, Acme Ltd    2018 – 2020\n- Did things\n`)).basics ?? {};

describe("family and given name under labels of their own", () => {
	test.each([
		["Surname: Okafor", "First name(s): Ada Ngozi", "Ada Ngozi", "Okafor"],
		["Last Name: Okafor", "First Name: Ada", "Ada", "Okafor"],
		["Nachname: Lindner", "Vorname: Petra", "Petra", "Lindner"],
		["Vorname: Petra", "Name: Lindner", "Petra", "Lindner"],
		["Nom : MOREAU", "Prénom : Inès", "Inès", "MOREAU"],
		["Apellidos: Vidal Ortega", "Nombre: Rosa", "Rosa", "Vidal Ortega"],
		["Nome: Bianca", "Cognome: De Santis", "Bianca", "De Santis"],
		["Nome: Bianca", "Sobrenome: Moura Dias", "Bianca", "Moura Dias"],
		["Achternaam: de Wit", "Voornaam: Floor", "Floor", "de Wit"],
		["Nazwisko: Zielińska", "Imię: Ewa", "Ewa", "Zielińska"],
		["Soyadı: Kaplan", "Adı: Derya", "Derya", "Kaplan"],
		["Efternamn: Nyström", "Förnamn: Tove", "Tove", "Nyström"],
	])("%s / %s", async (first, second, givenName, familyName) => {
		const name = `${givenName} ${familyName}`;
		const basics = await basicsOf(first, second, "E-mail: office@example.org");
		expect(basics).toMatchObject({ name, givenName, familyName });
	});

	test("in Chinese the family name comes first, and the name in Latin letters second", async () => {
		expect(await basicsOf("姓：周", "名：文静", "office@example.org")).toMatchObject({ name: "周文静" });
		expect(await basicsOf("姓名：周文靜", "英文姓名：Wen-Ching Chou", "office@example.org")).toMatchObject({
			name: "周文靜",
		});
	});

	test("a label that is set apart is one label", async () => {
		expect(await basicsOf("姓 名    周文静", "office@example.org")).toMatchObject({ name: "周文静" });
		expect(await basicsOf("姓 名 周文静", "office@example.org")).toMatchObject({ name: "周文静" });
	});

	test("one label alone is a name as it stands", async () => {
		expect((await basicsOf("Name: Petra Lindner", "office@example.org")).name).toBe("Petra Lindner");
	});
});

test.each(["氏名　長谷川　直人", "氏　名：長谷川　直人", "　　　　　　　　　　　　氏名　長谷川　直人", "長谷川　直人"])(
	"a wide blank parts the name, not columns: %s",
	async (line) => {
		expect(await basicsOf("履歴書", line, "office@example.org")).toMatchObject({
			name: "長谷川 直人",
			familyName: "長谷川",
			givenName: "直人",
		});
	},
);

describe("what stands around a name is no part of it", () => {
	test.each([
		["Dr. Samir Haddad, Ph.D., P.Eng.", "Samir Haddad", "Haddad"],
		["Dr.-Ing. Karl-Heinz Brandt", "Karl-Heinz Brandt", "Brandt"],
		["Prof. Dr.-Ing. Karl-Heinz Brandt", "Karl-Heinz Brandt", "Brandt"],
	])("%s", async (line, name, familyName) => {
		expect(await basicsOf(line, "office@example.org")).toMatchObject({ name, familyName });
	});

	test("particles do not make a name too long, and numbers below it are no summary", async () => {
		const basics = await basicsOf(
			"Rosa del Carmen Otero Ruiz de Zárate",
			"Tfno.: 945 55 01 99 / Móvil: 655 501 99 0",
			"rosa.otero@correo.example",
		);
		expect(basics.name).toBe("Rosa del Carmen Otero Ruiz de Zárate");
		expect(basics.summary).toBeUndefined();
	});
});

test("a number of the page below the name is no headline", async () => {
	expect((await basicsOf("Jane Roe", "Page 1 of 2", "jane.roe@example.org")).label).toBeUndefined();
});
