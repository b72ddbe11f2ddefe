import { spawnSync } from "node:child_process";
import path from "node:path";
import { type Context, everyReason, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { type Served, serveProduct } from "../served/served.ts";
import { filesWith, formsOf, lookThrough, STORING_CALLS } from "./forms.ts";

/** Names, mails, skills, notes and files go in; no byte that the process writes into a file holds one of them, nor any file that is left. */

const CANARY = "Xanthippa";

async function prove(context: Context): Promise<Outcome> {
	const folder = context.diskFolder();
	const trace = path.join(context.folder(), "trace");
	const isTraced = spawnSync("strace", ["-V"]).status === 0;
	const under = [
		"strace",
		"-f",
		"--seccomp-bpf",
		"-y",
		"-xx",
		"-s",
		"70000",
		"-e",
		`trace=${STORING_CALLS}`,
		"-o",
		trace,
	] as const;
	const people = context.amount({ quick: 40, full: 10_000 });
	const served = await serveProduct(context, { folder, ...(isTraced ? { under } : {}) });
	await fill(served, people);
	await served.stop();
	const forms = formsOf(CANARY);
	const traced = isTraced ? await lookThrough(trace, forms) : { writes: 0, names: 0, found: new Set<string>() };
	const faults = [...traced.found].map((what) => `in plain in ${what}`);
	if (isTraced && (traced.writes === 0 || traced.names === 0))
		faults.push("No write, or no name, was traced: nothing was looked at.");
	faults.push(...filesWith(folder, forms).map((file) => `in plain in ${path.relative(folder, file)}`));
	return {
		figure: `${(people * 6).toLocaleString("en")} canaries; ${traced.writes.toLocaleString("en")} traced writes, ${traced.names.toLocaleString("en")} names and all files left, in UTF-8, UTF-16, hex and base64, as sent, in small and in capital letters: ${faults.length} hits`,
		faults,
		short: everyReason(isTraced ? null : "strace is not here", fewer(people * 6, 10_000, "canaries")),
	};
}

async function fill(served: Served, people: number): Promise<void> {
	await served.order("tenant", "acme");
	const token = await served.order("token", "acme");
	const ask = async (request: Parameters<Served["ask"]>[0]) => {
		const answer = await served.ask({ ...request, token });
		if (answer.status >= 300) throw new Error(`${request.url}: ${answer.status} ${answer.body}`);
	};
	const line = (at: number, round: number) => ({
		id: `p${at}`,
		resume: {
			basics: {
				name: `${CANARY} ${at} ${round}`,
				email: `${CANARY}${at}@example.com`,
				summary: `${CANARY} was here ${at}`,
			},
			skills: [{ name: `${CANARY} skill ${at % 50}` }],
		},
		notes: [{ id: `n${at}`, text: `${CANARY} called` }],
		tags: [`${CANARY} tag`],
	});
	const headers = { "content-type": "application/x-ndjson" };
	// The second time so many pages are changed at once that SQLite would put down those of before in a temporary file.
	for (const round of [1, 2])
		for (let at = 0; at < people; at += 500) {
			const lines = Array.from(
				{ length: Math.min(500, people - at) },
				(_, each) => `${JSON.stringify(line(at + each, round))}\n`,
			);
			await ask({ method: "POST", url: "/v1/candidates/import", headers, body: lines.join("") });
		}
	for (let at = 0; at < 3; at++)
		await ask({
			method: "PUT",
			url: `/v1/candidates/f${at}/resume`,
			headers: { "content-type": "text/plain", "x-file-name": `${CANARY}-${at}.txt` },
			body: `${CANARY} Roe\nJava\n`,
		});
	// What a search sorts and counts must not be put down either.
	for (const query of ["", CANARY, `${CANARY.slice(0, 5)}*`])
		await ask({ method: "POST", url: "/v1/search", body: { query, facets: ["skill", "tag"], facetSize: 50 } });
	await ask({ method: "POST", url: "/v1/people/export", body: { query: CANARY } });
	await ask({ method: "POST", url: "/v1/erasures", body: { candidateId: "p0" } });
}

export const atRest: Proof = {
	name: "at-rest",
	claim: "Nothing of a person is written in plain, into no file and at no time",
	requirements: [16],
	target:
		"10,000 canaries; every write and every name of a file of the process and its children (strace) and all files left, in UTF-8, UTF-16, hex and base64, also in small letters: 0 hits",
	controls: [
		{
			name: "a store that is not encrypted",
			edits: [
				{
					file: "src/engine/embedded/connection.ts",
					find: "	connection.key(raw);\n	raw.fill(0);\n	return connection;",
					replace: "	raw.fill(0);\n	return connection;",
				},
			],
		},
		{
			name: "original files lie beside the store for a moment",
			edits: [
				{
					file: "src/tenancy/sealed-originals.ts",
					find: "	const fileKey = randomBytes(KEY_BYTES);\n",
					replace:
						'	const fileKey = randomBytes(KEY_BYTES);\n	const fs = process.getBuiltinModule("node:fs");\n	const file = "/tmp/upload.tmp";\n	fs.writeFileSync(file, Buffer.from(change.blob).toString("base64"));\n	fs.rmSync(file);\n',
				},
			],
		},
		{
			name: "SQLite puts what it changes at once into temporary files",
			found: /in a write to etilqs_/,
			edits: [
				{
					file: "src/engine/embedded/connection.ts",
					find: '["temp_store", "MEMORY", 2]',
					replace: '["temp_store", "FILE", 1]',
				},
			],
		},
		{
			name: "the words of a file lie beside the store for a moment, in small letters",
			edits: [
				{
					file: "src/tenancy/sealed-originals.ts",
					find: "	const fileKey = randomBytes(KEY_BYTES);\n",
					replace:
						'	const fileKey = randomBytes(KEY_BYTES);\n	const fs = process.getBuiltinModule("node:fs");\n	const file = "/tmp/upload.tmp";\n	fs.writeFileSync(file, Buffer.from(change.blob).toString("utf8").toLowerCase());\n	fs.rmSync(file);\n',
				},
			],
		},
		{
			name: "a folder is called as the person is, for a moment",
			found: /in a name/,
			edits: [
				{
					file: "src/tenancy/sealed-originals.ts",
					find: "	const fileKey = randomBytes(KEY_BYTES);\n",
					replace:
						'	const fileKey = randomBytes(KEY_BYTES);\n	const fs = process.getBuiltinModule("node:fs");\n	const folder = "/tmp/upload-" + Buffer.from(change.blob).toString("utf8").split(" ")[0];\n	fs.mkdirSync(folder, { recursive: true });\n	fs.rmdirSync(folder);\n',
				},
			],
		},
	],
	run: prove,
};
