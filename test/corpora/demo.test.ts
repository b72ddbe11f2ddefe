import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { makeDemo } from "../../corpora/generate/demo.ts";
import type { TruthLine } from "../../corpora/generate/files.ts";
import type { NetworkProfile } from "../../corpora/generate/network.ts";
import { compare } from "../../src/identity/compare.ts";
import { Traits } from "../../src/identity/traits.ts";
import { THRESHOLDS } from "../../src/identity/weights.ts";

const DEMO = fileURLToPath(new URL("../../corpora/demo/", import.meta.url));

async function lines<T>(file: string): Promise<T[]> {
	const text = await readFile(join(DEMO, file), "utf8");
	return text
		.trimEnd()
		.split("\n")
		.map((line) => JSON.parse(line) as T);
}

const truth = await lines<TruthLine>("truth.ndjson");
const unreadable = await lines<{ file: string; reason: string }>("unreadable.ndjson");
const network = await lines<NetworkProfile>("network.ndjson");
const byHand = await lines<NetworkProfile>("network-by-hand.ndjson");
const links = await lines<{ profileId: string; personId: string }>("links.ndjson");
const jobs = await lines<{ id: string; title: string; description: string; skills: string[]; location: string }>(
	"tenant-a/jobs.ndjson",
);

const tenantOf = (line: TruthLine): string => line.file.split("/")[0] as string;
const distinct = (values: readonly string[]): number => new Set(values).size;

describe("the committed demo corpus", () => {
	test("is what the generator makes: text byte by byte, packed formats by their truth", async () => {
		const demo = await makeDemo();
		expect(demo.files.map((file) => file.truth)).toEqual(truth);
		expect(demo.profiles).toEqual(network);
		expect(demo.links).toEqual(links);
		for (const { bytes, truth: line } of demo.files) {
			// The bytes of deflate differ between builds of zlib, so PDF and DOCX are compared by truth only.
			if (line.format === "pdf" || line.format === "docx") continue;
			expect(await readFile(join(DEMO, line.file), "utf8")).toBe(bytes.toString("utf8"));
		}
	});

	test("has exactly the files it lists, all of them small", async () => {
		const listed = [...truth.map((line) => line.file), ...unreadable.map((line) => line.file)];
		const found = (
			await Promise.all(
				["tenant-a", "tenant-b"].map(async (tenant) =>
					(await readdir(join(DEMO, tenant, "resumes"))).map((name) => `${tenant}/resumes/${name}`),
				),
			)
		).flat();
		expect(found.toSorted()).toEqual(listed.toSorted());
		const sizes = await Promise.all(found.map(async (file) => (await stat(join(DEMO, file))).size));
		expect(Math.max(...sizes)).toBeLessThan(60_000);
		expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_000_000);
	});

	test("files are what their names say", async () => {
		const magic: Record<string, string> = { pdf: "%PDF-", docx: "PK\u0003\u0004", html: "<!DOCTYPE html>" };
		for (const { file, format } of truth) {
			const start = (await readFile(join(DEMO, file))).toString("latin1");
			if (magic[format] !== undefined) expect(start.startsWith(magic[format])).toBe(true);
		}
	});

	test("is as mixed as the people of a company", () => {
		expect(truth).toHaveLength(60);
		expect(distinct(truth.map((line) => `${line.format} ${line.layout}`))).toBe(20);
		expect(distinct(truth.map((line) => line.language))).toBe(4);
		expect(distinct(truth.map((line) => line.country))).toBeGreaterThanOrEqual(10);
		expect(distinct(truth.map((line) => line.profession))).toBe(14);
		expect(distinct(truth.map((line) => line.seniority))).toBe(7);
	});

	test("two tenants share four people, who sent each a resume of its own", () => {
		const a = truth.filter((line) => tenantOf(line) === "tenant-a");
		const b = truth.filter((line) => tenantOf(line) === "tenant-b");
		expect([a.length, b.length]).toEqual([30, 30]);
		const inBoth = a.filter((line) => b.some((other) => other.personId === line.personId));
		expect(inBoth).toHaveLength(4);
		expect(distinct(truth.map((line) => line.personId))).toBe(56);
	});

	test("namesakes are other people with other addresses", () => {
		const byName = Map.groupBy(truth, (line) => line.resume.basics.name.toLowerCase());
		const shared = [...byName.values()].filter((group) => distinct(group.map((line) => line.personId)) > 1);
		expect(shared.length).toBeGreaterThan(0);
		for (const group of shared) {
			expect(distinct(group.map((line) => line.resume.basics.email ?? ""))).toBe(
				distinct(group.map((l) => l.personId)),
			);
		}
	});

	test("fifteen profiles share an address with a candidate, and no other does", () => {
		const candidates = new Map(truth.map((line) => [line.resume.basics.email ?? "", line.personId]));
		const found = network.flatMap(({ id, emails }) => {
			const matched = emails.map((email) => candidates.get(email.toLowerCase())).find((id) => id !== undefined);
			return matched === undefined ? [] : [{ profileId: id, personId: matched }];
		});
		expect(found).toEqual(links);
		expect(network).toHaveLength(40);
		expect(links).toHaveLength(15);
		expect(network.filter((profile) => profile.openToWork).length).toBeGreaterThan(5);
	});

	test("profiles written by hand are nobody else's", () => {
		const all = [...network, ...byHand];
		expect(distinct(all.map(({ id }) => id))).toBe(47);
		const addresses = new Set(truth.map((line) => (line.resume.basics.email ?? "").toLowerCase()));
		expect(byHand.flatMap(({ emails }) => emails).filter((email) => addresses.has(email))).toEqual([]);
	});

	test("three of them may be somebody of a tenant: an admin has to say so", () => {
		const alone = { isShared: () => false, nameSakes: 1 };
		const isDoubtful = ({ id, emails, resume }: NetworkProfile) =>
			truth.some((line) => {
				const { score } = compare(
					new Traits(id, resume, { emails }),
					new Traits("c", line.resume, { emails: [] }),
					alone,
				);
				return score >= THRESHOLDS.suggest && score < THRESHOLDS.link;
			});
		expect(byHand.filter(isDoubtful).map(({ id }) => id)).toEqual(["net-0105", "net-0106", "net-0107"]);
	});

	test("a profile is not older than the newest job it names", () => {
		for (const { updatedAt, resume } of [...network, ...byHand]) {
			for (const { startDate = "", endDate = "" } of resume.work) {
				expect(startDate <= updatedAt.slice(0, 7)).toBe(true);
				expect(endDate <= updatedAt.slice(0, 7)).toBe(true);
			}
		}
	});

	test("the unreadable files really are", async () => {
		const [scan, locked] = await Promise.all(unreadable.map(({ file }) => readFile(join(DEMO, file), "latin1")));
		expect(scan).toContain("/Subtype /Image");
		expect(scan).not.toContain("/Font <<");
		expect(locked).toContain("/Encrypt");
	});

	test("jobs are complete", () => {
		expect(jobs.length).toBeGreaterThanOrEqual(4);
		expect(distinct(jobs.map((job) => job.id))).toBe(jobs.length);
		for (const job of jobs) {
			expect(Object.keys(job)).toEqual(["id", "title", "description", "skills", "location"]);
			expect(job.skills.length).toBeGreaterThan(2);
		}
	});
});
