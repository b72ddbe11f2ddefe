import { expect, test } from "vitest";
import { parse } from "./parser.ts";

const certificates = async (...lines: string[]): Promise<string[]> => {
	const head = ["Jane Roe", "jane.roe@example.org", "", "Experience", "", "Engineer, Acme Ltd, 2018 – 2020", ""];
	const resume = await parse([...head, "Certifications", "", ...lines].join("\n"), "resume.txt");
	return (resume.certificates ?? []).map(({ name, issuer, date }) => `${name} | ${issuer ?? "-"} | ${date ?? "-"}`);
};

test.each([
	["AWS Solutions Architect, Amazon, valid until 05/2026", "AWS Solutions Architect | Amazon | -"],
	["First Aid, Red Cross, 2021, expires 2024", "First Aid | Red Cross | 2021"],
	["PMP, PMI, issued 03/2021, expires 03/2024", "PMP | PMI | 2021-03"],
	["Registered Nurse, State of Idaho, License #N-00000, exp. 08/2027", "Registered Nurse | State of Idaho | -"],
	["Scrum Master (valid until 05/2026)", "Scrum Master | - | -"],
	["Staplerschein, DEKRA, gültig bis 05/2026", "Staplerschein | DEKRA | -"],
	["Ersthelfer, DRK, 2022 (gültig bis 2024)", "Ersthelfer | DRK | 2022"],
	["ITIL Foundation, Axelos, Ablaufdatum: 03/2025", "ITIL Foundation | Axelos | -"],
	["SST, INRS, 2022, valable jusqu’en 2024", "SST | INRS | 2022"],
	["CACES R489, valable jusqu'au 05/2026", "CACES R489 | - | -"],
	["Carné de carretillero, válido hasta 05/2026", "Carné de carretillero | - | -"],
	["NR-10, SENAI, 2021, válido até 2023", "NR-10 | SENAI | 2021"],
	["BLSD, IRC, 2022, scadenza 2024", "BLSD | IRC | 2022"],
	["VCA, SSVV, geldig tot 05/2026", "VCA | SSVV | -"],
	["ISTQB, 2021, ważny do 05/2026", "ISTQB | - | 2021"],
	["PMP, PMI, 2021, 2026'ya kadar geçerli", "PMP | PMI | 2021"],
	["救急救命士、有効期限：2026年5月", "救急救命士 | - | -"],
])("%s", async (line, certificate) => {
	expect(await certificates(line)).toEqual([certificate]);
});

test("in the line below the name", async () => {
	expect(await certificates("AWS Solutions Architect, Amazon", "Issued Jan 2022 · Expires Jan 2025")).toEqual([
		"AWS Solutions Architect | Amazon | 2022-01",
	]);
	expect(await certificates("Certified Welder, TWI, 03/2022", "Valid until 05/2026")).toEqual([
		"Certified Welder | TWI | 2022-03",
	]);
});

test("in a column of a table", async () => {
	const table = [
		"Certificate      Issuer         Issued    Valid until",
		"First Aid        Red Cross      2021      2024",
		"Crane licence    BG Bau         2019      2029",
	];
	expect(await certificates(...table)).toEqual(["First Aid | Red Cross | 2021", "Crane licence | BG Bau | 2019"]);
});
