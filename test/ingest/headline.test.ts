import { describe, expect, test } from "vitest";
import { parse } from "./parser.ts";

const labelOf = async (...head: string[]) =>
	(await parse([...head, "", "EXPERIENCE", "Analyst, IBM, 2014 - 2018"].join("\n"))).basics?.label;
const CONTACTS = ["Chicago, IL 60614", "maria@example.com", "+1 (312) 555-0142", "linkedin.com/in/maria-lopez"];

describe("a headline below the contacts", () => {
	test.each([
		["PAYROLL ACCOUNTANT", "PAYROLL ACCOUNTANT"],
		["Payroll Accountant | Month-End Close | NetSuite", "Payroll Accountant | Month-End Close | NetSuite"],
		["Desired position: Payroll Accountant", "Payroll Accountant"],
		["Open to relocation", undefined],
	])("%s", async (line, label) => {
		expect(await labelOf("Maria Lopez", ...CONTACTS, "", line)).toBe(label);
	});
	test("求职意向 names it wherever it stands in the head", async () => {
		const head = ["姓名：李晓明", "手机：138-0013-8000", "邮箱：li@example.com", "现居：上海市", "求职意向：财务经理"];
		expect(await labelOf(...head)).toBe("财务经理");
		expect(await labelOf(head[0] as string, head[4] as string, ...head.slice(1, 4))).toBe("财务经理");
	});
});

test("letters set apart in HTML are words where blanks are kept between them", async () => {
	const page = (name: string) =>
		`<html><body><div>${name}</div><div>jane@example.com</div><h2>S K I L L S</h2><p>Excel, SAP</p><h2>Experience</h2><p>Analyst, IBM, 2014 - 2018</p></body></html>`;
	for (const name of [
		"J A N E &nbsp; D O E R T E",
		"J&nbsp;A&nbsp;N&nbsp;E&nbsp;&nbsp; D&nbsp;O&nbsp;E&nbsp;R&nbsp;T&nbsp;E",
	])
		expect((await parse(page(name))).basics?.name).toBe("JANE DOERTE");
	expect((await parse(page("Jane &nbsp; &nbsp; Doerte"))).basics?.name).toBe("Jane Doerte");
});
