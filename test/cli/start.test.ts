import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLoginLinks } from "../../src/api/login-links.ts";
import { claimFolder } from "../../src/cli/folder-claim.ts";
import { run, runProcess, runProcessIn } from "./run.ts";

let folder = "";
const at = (...names: string[]) => path.join(folder, ...names);
/** What a demo leaves behind. */
function leaveDemo(): void {
	mkdirSync(at("data"), { mode: 0o700 });
	writeFileSync(at("data", "people.db"), "people");
	writeFileSync(at("master.key"), "key", { mode: 0o600 });
}
const isUntouched = () => existsSync(at("data", "people.db")) && existsSync(at("master.key"));
const marks = () => readdirSync(folder).filter((name) => name.startsWith("in-use-"));

const children: ChildProcess[] = [];
beforeEach(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-start-"));
});
afterEach(() => {
	for (const child of children.splice(0)) child.kill("SIGKILL");
	rmSync(folder, { recursive: true });
});

/** A process that has claimed the folder and lives until it is killed. */
async function claimant(): Promise<ChildProcess> {
	const file = path.resolve(import.meta.dirname, "../../src/cli/folder-claim.ts");
	const script = `import(${JSON.stringify(file)}).then(async (m) => { await m.claimFolder(${JSON.stringify(folder)}); console.log("claimed"); setInterval(() => {}, 1000); })`;
	const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
	children.push(child);
	await once(child.stdout, "data");
	return child;
}

describe("start", () => {
	test("deletes nothing of a demo that runs, and says what to do", async () => {
		leaveDemo();
		const { pid } = await claimant();
		const { code, err } = await runProcess("start", "--no-serve", "--dir", folder);
		expect([code, isUntouched()]).toEqual([1, true]);
		expect(err).toContain(`folder-in-use`);
		expect(err).toContain(`${folder} is used by process ${pid}.`);
		expect(err).toContain("--dir");
	});

	test("deletes no data that a demo did not make", async () => {
		leaveDemo();
		rmSync(at("master.key"));
		const { code, err } = await runProcess("start", "--no-serve", "--dir", folder);
		expect([code, existsSync(at("data", "people.db"))]).toEqual([1, true]);
		expect(err).toContain("folder-in-use");
		expect(marks()).toEqual([]);
	});

	test("with a port that is taken fails before it deletes or reads anything", async () => {
		leaveDemo();
		const listener = net.createServer().listen(0, "127.0.0.1");
		await once(listener, "listening");
		const { port } = listener.address() as AddressInfo;
		const { code, err } = await runProcess("start", "--port", String(port), "--dir", folder);
		listener.close();
		expect([code, isUntouched()]).toEqual([1, true]);
		expect(err).toContain("address-unavailable");
		expect(err).not.toContain("candidates searchable");
	});
});

describe("a claim on a folder", () => {
	test("ends with the process, however it ends", async () => {
		const child = await claimant();
		await expect(claimFolder(folder)).rejects.toMatchObject({ code: "folder-in-use" });
		child.kill("SIGKILL");
		await once(child, "exit");
		const claim = await claimFolder(folder);
		expect(marks()).toHaveLength(1);
		await claim.release();
		expect(marks()).toEqual([]);
	});

	test("of a process that is suspended holds", async () => {
		const child = await claimant();
		child.kill("SIGSTOP");
		await expect(claimFolder(folder)).rejects.toMatchObject({ code: "folder-in-use" });
	});

	test("is not taken from a mark whose port somebody else has by now", async () => {
		const stranger = net.createServer((socket) => socket.end("220 mail.example.com ESMTP, at your service")).listen(0);
		await once(stranger, "listening");
		const { port } = stranger.address() as AddressInfo;
		writeFileSync(at(`in-use-${process.pid}-${port}-${"0".repeat(32)}`), "");
		await (await claimFolder(folder)).release();
		expect(marks()).toEqual([]);
		stranger.close();
	});

	test("of many that come at once at most one gets it", async () => {
		const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => claimFolder(folder)));
		const claims = outcomes.filter((outcome) => outcome.status === "fulfilled");
		expect(claims.length).toBeLessThanOrEqual(1);
		expect(marks()).toHaveLength(claims.length);
		for (const { value } of claims) await value.release();
	});

	test("of a folder that cannot be made says so", async () => {
		writeFileSync(at("file"), "");
		await expect(claimFolder(at("file", "folder"))).rejects.toMatchObject({ code: "file-unreadable" });
	});
});

test("new links are made for the people of a demo that runs, and of nothing else", async () => {
	const links = (...args: readonly string[]) => run("demo", "links", "--dir", folder, ...args);
	const person = { tenant: "demo-a", as: "a recruiter", account: "account-1" };
	writeFileSync(at("site.json"), JSON.stringify({ url: "http://127.0.0.1:8080", people: [person] }));
	expect(await links()).toMatchObject({ code: 1, err: expect.stringContaining("no-data") });
	await claimant();
	expect((await links("--config", at("tributary.json"))).code).toBe(2);
	const [made] = JSON.parse((await links("--json")).out);
	expect(made).toMatchObject(person);
	const token = made.link.replace("http://127.0.0.1:8080/login/link/", "");
	expect(await createLoginLinks(at("links")).redeem(token, async (account) => account === "account-1")).toBe(true);
	expect((await links()).out).toContain("a recruiter");
});

describe("the tenants of a demo", () => {
	test("are found by other verbs where start keeps them, unless --data names another folder", async () => {
		const inFolder = (...args: readonly string[]) => runProcessIn(folder, ...args);
		mkdirSync(at(".tributary"));
		const made = await inFolder("tenant", "create", "demo-a", "--data", ".tributary/data");
		expect(made.code).toBe(0);
		renameSync(at(".tributary", "data.key"), at(".tributary", "master.key"));
		expect(await inFolder("search", "--tenant", "demo-a", "java", "--json")).toMatchObject({ code: 0 });
		for (const args of [["demo-a", "--data", "elsewhere"], ["acme"]]) {
			const { code, err } = await inFolder("search", "java", "--tenant", ...args);
			expect([code, err]).toEqual([1, expect.stringContaining("no-data")]);
		}
	}, 60_000);
});
