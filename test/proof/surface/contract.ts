import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../../src/package-root.ts";
import { type Context, fewer, firstOf, type Outcome, type Proof } from "../frame/proof.ts";
import { jsonOf, serveProduct } from "../served/served.ts";

/** Schemathesis against the served API and its own document: right and wrong data of every schema. */

/** Where CI puts it: `python3 -m venv .venv-trec && .venv-trec/bin/pip install schemathesis`. */
const PROGRAM = path.join(packageRoot(), ".venv-trec/bin/schemathesis");
const CHECKS =
	"not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,negative_data_rejection,ignored_auth";

async function prove(context: Context): Promise<Outcome> {
	const program = [process.env.SCHEMATHESIS, PROGRAM].find((file) => file !== undefined && existsSync(file));
	if (program === undefined)
		return { figure: "schemathesis is not here", faults: [], short: "schemathesis is not here", absent: true };
	const served = await serveProduct(context);
	await served.order("tenant", "acme");
	const token = await served.order("token", "acme");
	const examples = context.amount({ quick: 4, full: 180 });
	// Pages are read, not written; bulk uploads and streams have attacks of their own.
	const skipped = ["--exclude-path-regex", "tasks/resumes|tenant/|/clients"];
	const ran = spawnSync(
		program,
		[
			"run",
			`${served.url}/v1/openapi.json`,
			...["--header", `Authorization: Bearer ${token}`, "--checks", CHECKS, "--max-examples", String(examples)],
			...[
				"--phases",
				"examples,coverage,fuzzing",
				"--seed",
				String(context.seed),
				"--continue-on-failure",
				"--no-color",
				"--mode",
				"all",
			],
			...["--workers", "1", "--exclude-deprecated", ...skipped],
		],
		{ encoding: "utf8", maxBuffer: 2 ** 28, env: { ...process.env, PYTHONWARNINGS: "ignore" } },
	);
	const text = `${ran.stdout}${ran.stderr}`;
	context.say(text.slice(-6000));
	const cases = Number(/(\d+) generated/.exec(text)?.[1] ?? 0);
	const failures = [...text.matchAll(/^ *- (?!\[)(.+)$/gm)].map(([, name = ""]) => name);
	const kinds = [...Map.groupBy(failures, (name) => name)].map(([name, all]) => `${name} (${all.length})`);
	const alive =
		(await served.ask({ url: "/v1/health" })).status === 200 &&
		jsonOf(await served.ask({ url: "/v1/health" })) !== null;
	const faults = [...(alive ? [] : ["the server is gone"]), ...kinds];
	if (cases === 0) faults.push(`no case was made: ${text.slice(-300)}`);
	return {
		figure: `${cases.toLocaleString("en")} cases of schemathesis: ${faults.length} kinds of faults`,
		faults,
		short: firstOf(fewer(cases, 20_000, "cases")),
	};
}

export const contract: Proof = {
	name: "contract",
	claim: "The API answers as its document says, whatever is sent",
	requirements: [35],
	target:
		"20,000 cases of schemathesis: 0 answers of 500 and above, 0 undocumented statuses, 0 violations of schemas, 0 accepted wrong data",
	controls: [
		{
			name: "a field that the document does not know",
			edits: [
				{
					file: "src/api/headers.ts",
					find: '		"x-request-id": request.id,',
					replace:
						'		"x-request-id": request.id, ...(request.url.startsWith("/v1/jobs") ? { "content-type": "text/plain" } : {}),',
				},
			],
		},
	],
	run: prove,
};
