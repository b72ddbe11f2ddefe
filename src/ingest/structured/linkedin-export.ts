import { TributaryError } from "../../errors.ts";
import { readAddress } from "../fields/location.ts";
import { bareName } from "../fields/name.ts";
import type { FileLimits } from "../limits.ts";
import { decodeText } from "../read/encoding.ts";
import { readPackage } from "../read/zip-package.ts";
import type { Stated } from "./explain.ts";

/**
 * The archive that LinkedIn gives a member of his own data: one table (CSV) for each section. Only the tables that speak
 * of the member are unpacked; messages and contacts speak of others.
 */

const TABLES = {
	profile: "Profile.csv",
	positions: "Positions.csv",
	education: "Education.csv",
	skills: "Skills.csv",
	languages: "Languages.csv",
	certifications: "Certifications.csv",
	emails: "Email Addresses.csv",
	phones: "PhoneNumbers.csv",
	projects: "Projects.csv",
	publications: "Publications.csv",
	honors: "Honors.csv",
	volunteering: "Volunteering.csv",
} as const;
type Table = keyof typeof TABLES;
/** Names in other exports: with a blank, or with another word. */
const OTHER_NAMES: Readonly<Record<string, Table>> = {
	"Phone Numbers.csv": "phones",
	"Email_Addresses.csv": "emails",
	"Volunteering Experiences.csv": "volunteering",
};
const TABLE_OF = new Map<string, Table>([
	...Object.entries(TABLES).map(([table, name]) => [name, table as Table] as const),
	...Object.entries(OTHER_NAMES),
]);

/** A line of a table: names of columns in lower case. */
type Row = Readonly<Record<string, string>>;

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

async function readTable(bytes: Buffer, limits: FileLimits): Promise<Row[]> {
	const { parse } = await import("csv-parse/sync");
	const text = decodeText(bytes);
	if (text.length > limits.characters)
		throw new TributaryError("file-too-complex", { detail: "The file has too much text." });
	try {
		return parse(text, {
			bom: true,
			columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
			relax_column_count: true,
			skip_empty_lines: true,
			trim: true,
			to: 2000,
			max_record_size: 200_000,
		}) as Row[];
	} catch (cause) {
		throw new TributaryError("file-corrupt", { detail: "A table of the archive cannot be read.", cause });
	}
}

/** Values that are there, under the names that they have in a resume. */
function entry(row: Row, columns: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(columns)
			.map(([name, column]) => [name, row[column] ?? ""] as const)
			.filter(([, value]) => value !== ""),
	);
}

function role(row: Row): Record<string, unknown> {
	const stated = entry(row, {
		name: "company name",
		position: "title",
		location: "location",
		summary: "description",
		startDate: "started on",
		endDate: "finished on",
	});
	// LinkedIn leaves the end empty while a position is held.
	return stated.startDate !== undefined && stated.endDate === undefined ? { ...stated, current: true } : stated;
}

/** Degree and field of study stand in one column, in this order. */
function study(row: Row): Record<string, unknown> {
	const { degree, ...stated } = entry(row, {
		institution: "school name",
		startDate: "start date",
		endDate: "end date",
		degree: "degree name",
		summary: "notes",
	});
	const [, studyType = degree, area] = /^(.*?),\s+(.+)$/.exec(degree ?? "") ?? [];
	return {
		...stated,
		...(studyType === undefined ? {} : { studyType }),
		...(area === undefined ? {} : { area }),
	};
}

/** "[PORTFOLIO:https://example.org,BLOG:https://example.com]" and "[janeroe]". */
function links(row: Row): { url?: string; profiles?: Record<string, string>[] } {
	const [url] = (row.websites ?? "").match(/https?:\/\/[^\s,\]]+/g) ?? [];
	const handles = (row["twitter handles"] ?? "").match(/\w{2,30}/g) ?? [];
	return {
		...(url === undefined ? {} : { url }),
		...(handles.length === 0 ? {} : { profiles: handles.map((username) => ({ network: "X", username })) }),
	};
}

function basics(tables: ReadonlyMap<Table, readonly Row[]>): Record<string, unknown> {
	const [row = {}] = tables.get("profile") ?? [];
	const written = entry(row, { givenName: "first name", familyName: "last name" });
	// "Núñez, PhD": people add what they are.
	const names = Object.fromEntries(Object.entries(written).map(([part, text]) => [part, bareName(text) || text]));
	const name = [names.givenName, names.familyName].filter((part) => part !== undefined).join(" ");
	const place = readAddress(row["geo location"] ?? "");
	const postal = entry(row, { postalCode: "zip code" });
	const emails = (tables.get("emails") ?? [])
		.toSorted((a, b) => Number(/^yes$/i.test(b.primary ?? "")) - Number(/^yes$/i.test(a.primary ?? "")))
		.map((email) => email["email address"] ?? "")
		.filter((email) => email !== "");
	const phones = (tables.get("phones") ?? []).map((phone) => phone.number ?? "").filter((phone) => phone !== "");
	const location = { ...place, ...postal };
	return {
		...(name === "" ? {} : { name }),
		...names,
		...entry(row, { label: "headline", summary: "summary" }),
		...(Object.keys(location).length === 0 ? {} : { location }),
		...(emails.length === 0 ? {} : { email: emails[0], ...(emails.length > 1 ? { emails } : {}) }),
		...(phones.length === 0 ? {} : { phone: phones[0], ...(phones.length > 1 ? { phones } : {}) }),
		...links(row),
	};
}

const SECTIONS: readonly {
	readonly section: string;
	readonly table: Table;
	readonly read: (row: Row) => Record<string, unknown>;
}[] = [
	{ section: "work", table: "positions", read: role },
	{ section: "education", table: "education", read: study },
	{ section: "skills", table: "skills", read: (row) => entry(row, { name: "name" }) },
	{
		section: "languages",
		table: "languages",
		read: (row) => entry(row, { language: "name", fluency: "proficiency" }),
	},
	{
		section: "certificates",
		table: "certifications",
		read: (row) => entry(row, { name: "name", issuer: "authority", url: "url", date: "started on" }),
	},
	{
		section: "projects",
		table: "projects",
		read: (row) =>
			entry(row, {
				name: "title",
				description: "description",
				url: "url",
				startDate: "started on",
				endDate: "finished on",
			}),
	},
	{
		section: "publications",
		table: "publications",
		read: (row) =>
			entry(row, {
				name: "name",
				releaseDate: "published on",
				summary: "description",
				publisher: "publisher",
				url: "url",
			}),
	},
	{
		section: "awards",
		table: "honors",
		read: (row) => entry(row, { title: "title", summary: "description", date: "issued on" }),
	},
	{
		section: "volunteer",
		table: "volunteering",
		read: (row) =>
			entry(row, {
				organization: "company name",
				position: "role",
				startDate: "started on",
				endDate: "finished on",
				summary: "description",
			}),
	},
];

const TABLE_OF_SECTION: Readonly<Record<string, string>> = Object.fromEntries([
	["basics", TABLES.profile],
	...SECTIONS.map(({ section, table }) => [section, TABLES[table]]),
]);

/**
 * @throws TributaryError file-corrupt, file-encrypted, file-too-complex, file-type-unsupported (no table of a member)
 */
export async function readLinkedInExport(bytes: Uint8Array, limits: FileLimits): Promise<Stated> {
	const parts = await readPackage(bytes, (name) => TABLE_OF.has(baseName(name)), limits);
	const tables = new Map<Table, readonly Row[]>();
	let characters = 0;
	for (const [name, content] of parts) {
		const table = TABLE_OF.get(baseName(name)) as Table;
		if (tables.has(table)) continue;
		characters += content.length;
		tables.set(table, await readTable(content, limits));
	}
	if (!["profile", "positions", "education"].some((table) => tables.has(table as Table)))
		throw new TributaryError("file-type-unsupported", { detail: "This is a ZIP archive." });
	const sections = SECTIONS.map(({ section, table, read }) => [section, (tables.get(table) ?? []).map(read)] as const);
	return {
		resume: { basics: basics(tables), ...Object.fromEntries(sections.filter(([, list]) => list.length > 0)) },
		rule: (pointer) => `stated in ${TABLE_OF_SECTION[pointer.split("/")[1] ?? ""] ?? "the archive"}`,
		characters,
	};
}
