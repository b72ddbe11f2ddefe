import { describe, expect, test } from "vitest";
import { contactInHeader } from "./fixtures-docx.ts";
import { EXPECTED_ROLES, PERSON } from "./fixtures-person.ts";
import { parse, refusal, roles } from "./parser.ts";

interface Part {
	readonly type: string;
	readonly name?: string;
	readonly content: string | Uint8Array;
	readonly inline?: boolean;
}

const encoded = (content: string | Uint8Array): string =>
	Buffer.from(content as Uint8Array)
		.toString("base64")
		.replace(/.{76}/g, "$&\r\n");

function part({ type, name, content, inline }: Part): string {
	const disposition = name === undefined ? "" : `\r\nContent-Disposition: attachment; filename="${name}"`;
	const id = inline === true ? "\r\nContent-ID: <pic>" : "";
	return `Content-Type: ${type}\r\nContent-Transfer-Encoding: base64${disposition}${id}\r\n\r\n${encoded(content)}`;
}

const mail = (parts: readonly Part[], from = "Agency <recruiter@agency.example>"): string =>
	[
		`From: ${from}`,
		"To: jobs@example.com",
		"Subject: Application",
		"Date: Mon, 05 Jan 2026 10:00:00 +0000",
		"Message-ID: <1@agency.example>",
		"MIME-Version: 1.0",
		'Content-Type: multipart/mixed; boundary="b"',
		"",
		...parts.map((one) => `--b\r\n${part(one)}`),
		"--b--",
		"",
	].join("\r\n");

const COVER = {
	type: "text/plain; charset=utf-8",
	content: "Dear team,\n\nplease find attached my resume.\n\nKind regards\nSam Recruiter\nrecruiter@agency.example\n",
};
const TEXT_RESUME =
	"Nadia Testova\nnadia@example.org\n\nExperience\n\nWelder, Ironbark Works Ltd, Jan 2019 - Mar 2022\n- Welded hulls\n\nSkills\nTIG welding, MIG welding\n";
const LETTER = "Marlene Okafor-Winter\nmarlene.okafor@example.org\n\nDear Ms Example,\n\nI apply for the post.\n";
const docx = async (name = "file.docx"): Promise<Part> => ({
	type: "application/octet-stream",
	name,
	content: await contactInHeader(),
});

describe("a message with a resume", () => {
	test("the attachment is read, and the sender is not the candidate", async () => {
		const resume = await parse(mail([COVER, await docx()]));
		expect(resume.basics?.name).toBe(PERSON.name);
		expect(roles(resume)).toEqual(EXPECTED_ROLES);
		expect(resume.meta.format).toBe("eml");
		expect(resume.meta.warnings.map((warning) => warning.code)).toContain("from-attachment");
		expect(JSON.stringify(resume)).not.toContain("recruiter@agency.example");
	});

	test("the resume is chosen among other papers", async () => {
		const resume = await parse(
			mail([
				COVER,
				{ type: "text/plain", name: "cover-letter.txt", content: LETTER },
				{ type: "image/png", name: "logo.png", content: Buffer.from("89504e470d0a1a0a", "hex") },
				{ type: "text/plain", name: "terms.txt", content: "Terms of use of the agency" },
				await docx("Lebenslauf.docx"),
			]),
		);
		expect(roles(resume)).toEqual(EXPECTED_ROLES);
	});

	test("a second resume is told of, and papers of other kinds are not", async () => {
		const paper = { type: "text/plain", name: "cover-letter.txt", content: LETTER };
		const { meta } = await parse(mail([COVER, await docx("cv-one.docx"), paper, await docx("cv-two.docx")]));
		expect(meta.warnings.filter(({ code }) => code === "attachment-left-out")).toEqual([
			{ code: "attachment-left-out", message: "Not read: the attachment cv-two.docx." },
		]);
		const alone = await parse(mail([COVER, await docx("cv-one.docx"), paper]));
		expect(alone.meta.warnings.map(({ code }) => code)).not.toContain("attachment-left-out");
	});

	test("the resume of somebody else is flagged, another paper of the same person is not", async () => {
		const text = (content: string): Part => ({ type: "text/plain", name: "cv.txt", content });
		const flags = async (...contents: string[]) => (await parse(mail([COVER, ...contents.map(text)]))).meta.flags;
		const other = TEXT_RESUME.replace("Nadia Testova", "Kemal Probe").replace("nadia@", "kemal@");
		expect(await flags(TEXT_RESUME, other)).toContain("several-people");
		const same = [
			TEXT_RESUME.replace("Nadia Testova", "Nadia B. Testova").replace("nadia@", "testova@"),
			TEXT_RESUME.replace("Nadia Testova", "Nadia Winter"),
			TEXT_RESUME,
		];
		for (const content of same) expect(await flags(TEXT_RESUME, content)).not.toContain("several-people");
		expect((await parse(mail([COVER, text(TEXT_RESUME), await docx("portfolio.docx")]))).meta.flags).toContain(
			"several-people",
		);
		expect(await flags(TEXT_RESUME, LETTER)).not.toContain("several-people");
	});

	test("of two papers that could be one, the one that is named a resume is taken", async () => {
		const notes = { type: "text/plain", name: "notes.txt", content: TEXT_RESUME };
		expect(roles(await parse(mail([COVER, notes, await docx("CV_Okafor.docx")])))).toEqual(EXPECTED_ROLES);
		const named = { ...notes, name: "Lebenslauf.txt" };
		expect((await parse(mail([COVER, await docx("Zeugnis.docx"), named]))).basics?.email).toBe("nadia@example.org");
	});

	test("a letter that comes first does not hide the resume behind it", async () => {
		const letter = {
			type: "text/html",
			name: "cv.html",
			content: `<html><body><p>${LETTER.replaceAll("\n", "</p><p>")}</p></body></html>`,
		};
		expect(roles(await parse(mail([letter, { ...(await docx()), name: "paper.docx" }])))).toEqual(EXPECTED_ROLES);
	});

	test("a resume in the text itself", async () => {
		const resume = await parse(mail([{ ...COVER, content: TEXT_RESUME }]));
		expect(resume.basics?.email).toBe("nadia@example.org");
		expect(resume.meta.warnings.map((warning) => warning.code)).toContain("from-message-text");
	});

	test("a forwarded application, and one forwarded twice", async () => {
		const inner = mail([COVER, await docx()]);
		const once = mail([COVER, { type: "message/rfc822", name: "fwd.eml", content: inner }]);
		const twice = mail([COVER, { type: "message/rfc822", name: "fwd.eml", content: once }]);
		const thrice = mail([COVER, { type: "message/rfc822", name: "fwd.eml", content: twice }]);
		expect(roles(await parse(once))).toEqual(EXPECTED_ROLES);
		expect((await parse(twice)).meta.format).toBe("eml");
		expect(await refusal(thrice)).toBe("file-too-complex");
	});
});

describe("refused", () => {
	test("a message without any resume", async () => {
		expect(await refusal(mail([COVER]))).toBe("not-a-resume");
	});
	test("an attachment that cannot be read is the reason, not the sender's signature", async () => {
		const locked = { type: "application/pdf", name: "cv.pdf", content: "%PDF-1.4 broken" };
		expect(await refusal(mail([COVER, locked]))).toBe("file-corrupt");
	});
	test("parts in parts without end", async () => {
		let body = "text";
		for (let depth = 0; depth < 60; depth += 1)
			body = `Content-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n--b${depth}\r\n${body}\r\n--b${depth}--\r\n`;
		expect(await refusal(`From: a@example.org\r\nMIME-Version: 1.0\r\n${body}`)).toBe("file-too-complex");
	});
});

test("a web page in one file", async () => {
	const html = `<html><body><h1>Nadia Testova</h1><p>nadia@example.org</p><h2>Experience</h2><p>Welder, Ironbark Works Ltd, Jan 2019 =E2=80=93 Mar 2022</p></body></html>`;
	const page = `From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/cv\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${html}\r\n--x--\r\n`;
	const resume = await parse(page);
	expect(resume.basics?.name).toBe("Nadia Testova");
	expect(resume.meta.format).toBe("html");
	expect(roles(resume)).toEqual(["Welder @ Ironbark Works Ltd 2019-01..2022-03"]);
});
