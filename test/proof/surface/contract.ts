import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../../src/package-root.ts";
import { fillTenant } from "../boundary/fill.ts";
import { type Context, everyReason, fewer, notRun, type Outcome, type Proof } from "../frame/proof.ts";
import { jsonOf, type Served, serveProduct } from "../served/served.ts";
import { settings } from "./contract-settings.ts";

/**
 * Schemathesis reads the API document and asks what it allows and what it does not: each answer must be one that the document names, of the
 * form that it says, and what it does not allow must be refused.
 */

/** Where `.ci/run` puts it: `python3 -m venv .venv-contract`, `pip install schemathesis`. */
const SCHEMATHESIS = path.join(packageRoot(), ".venv-contract/bin/schemathesis");
const MOST_MINUTES = 60;

/** What `--report json` writes, of it what is read here. */
interface Report {
	readonly complete: boolean;
	readonly operations: { readonly total: number; readonly tested: number };
	readonly test_cases: { readonly generated: number };
	readonly failures: readonly { readonly title: string; readonly operations: readonly string[] }[];
	readonly errors: readonly { readonly title: string; readonly count: number }[];
}

async function prove(context: Context): Promise<Outcome> {
	const program = [SCHEMATHESIS, "schemathesis"].find((name) => spawnSync(name, ["--version"]).status === 0);
	if (program === undefined) return notRun("schemathesis");
	const served = await serveProduct(context, { config: { outbound: { allowLoopback: true } } });
	const { token } = await fillTenant(served, "acme", "own-", "Amelia");
	const examples = context.amount({ quick: 0, full: 120 });
	const paths = await pathsOf(served, context.amount({ quick: 0.25, full: 1, control: 0.1 }));
	const { report, text } = await ask(context, { program, served, token, paths, examples });
	const faults = report.failures.flatMap(({ title, operations }) => operations.map((one) => `${one}: ${title}`));
	const unable = report.errors.filter(({ title }) => UNABLE.has(title));
	const broken = report.errors.filter(({ title }) => !UNABLE.has(title));
	faults.push(...broken.map(({ title, count }) => `${title}, ${count} times: ${text.slice(0, 400)}`));
	if (!report.complete) faults.push("Schemathesis did not come to its end.");
	const { generated } = report.test_cases;
	return {
		figure: `${generated.toLocaleString("en")} requests of schemathesis to ${report.operations.tested} of ${report.operations.total} operations: ${faults.length} faults`,
		faults,
		short: everyReason(
			fewer(generated, 20_000, "requests"),
			unable.length === 0 ? null : `${sum(unable)} operations that schemathesis can make up nothing for`,
		),
	};
}

const documentOf = async (served: Served) =>
	jsonOf(await served.ask({ url: "/v1/openapi.json" })) as { paths: object; components: { securitySchemes: object } };

/**
 * Schemathesis leaves a token out, and makes one up, where the document names a bearer token; it does not know that OAuth 2.0 gives one.
 * Of \p{Cc} it knows the characters, and not the name.
 */
async function readableDocument(served: Served): Promise<string> {
	const { components, ...rest } = await documentOf(served);
	const schemes = Object.entries(components.securitySchemes).map(([name, scheme]) => [
		name,
		scheme.type === "oauth2" ? { type: "http", scheme: "bearer" } : scheme,
	]);
	const document = { ...rest, components: { ...components, securitySchemes: Object.fromEntries(schemes) } };
	return JSON.stringify(document).replaceAll("\\\\p{Cc}", "\\\\u0000-\\\\u001F\\\\u007F-\\\\u009F");
}

/** Lines of JSON are sent as the text that they are. */
const HOOKS = 'import schemathesis\n\nschemathesis.serializer.alias("application/x-ndjson", "text/plain")\n';

/** It can make no request: of a pattern that Python does not know, of a form that it cannot write. */
const UNABLE: ReadonlySet<string> = new Set(["Schema Error", "Serialization not possible"]);
const sum = (errors: Report["errors"]): number => errors.reduce((all, { count }) => all + count, 0);

/** Every fourth, every tenth of the document's paths, or all. */
async function pathsOf(served: Served, part: number): Promise<readonly string[]> {
	const { paths } = await documentOf(served);
	return Object.keys(paths).filter((_, at) => Math.floor(at * part) !== Math.floor((at + 1) * part));
}

interface Asking {
	readonly program: string;
	readonly served: Served;
	readonly token: string;
	readonly paths: readonly string[];
	/** Drawn at random for each operation; 0: only the fixed ones, which are the same each time. */
	readonly examples: number;
}

async function ask(context: Context, { program, served, token, paths, examples }: Asking) {
	const folder = context.folder();
	const file = path.join(folder, "report.json");
	writeFileSync(path.join(folder, "schemathesis.toml"), settings(examples));
	writeFileSync(path.join(folder, "hooks.py"), HOOKS);
	const document = path.join(folder, "openapi.json");
	writeFileSync(document, await readableDocument(served));
	const child = spawn(
		program,
		[
			...["--config-file", path.join(folder, "schemathesis.toml"), "run", document],
			// One at a time: its generators share what no two threads may.
			...["--url", served.url, "--phases", examples === 0 ? "examples,coverage" : "examples,coverage,fuzzing,stateful"],
			...["--seed", String(context.seed), "--continue-on-failure", "--no-shrink"],
			...paths.flatMap((one) => ["--include-path", one]),
			...["--warnings", "off", "--report", "json", "--report-json-path", file],
		],
		{
			cwd: folder,
			env: { ...process.env, CONTRACT_TOKEN: token, SCHEMATHESIS_HOOKS: "hooks" },
			timeout: MOST_MINUTES * 60_000,
		},
	);
	context.after(() => child.kill("SIGKILL"));
	let text = "";
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding("utf8").on("data", (part: string) => {
			text += part;
		});
	await once(child, "close");
	// Its own words on each failure, with the request that repeats it.
	context.say(text.slice(0, 20_000));
	return { report: JSON.parse(readFileSync(file, "utf8")) as Report, text };
}

export const contract: Proof = {
	name: "contract",
	claim: "The API answers as its document says, and refuses what the document does not allow",
	requirements: [35],
	target:
		"20,000 requests of schemathesis, all checks: 0 answers 5xx, 0 undocumented, 0 of another form, 0 without authentication, 0 that took what is not allowed",
	minutes: MOST_MINUTES,
	controls: [
		{
			name: "a field more than the document knows of",
			edits: [
				{
					file: "src/api/app.ts",
					find: "	app.setSerializerCompiler(serializerCompiler);",
					replace:
						"	app.setSerializerCompiler(() => (data) => JSON.stringify(Array.isArray(data) ? data : { ...(data as object), planted: 1 }));",
				},
			],
		},
		{
			name: "parameters of a query are not checked",
			edits: [
				{
					file: "src/api/validation.ts",
					find: "		const read = schema.safeParse(data);",
					replace:
						'		if (httpPart === "querystring") return { value: schema.safeParse({}).data ?? data };\n		const read = schema.safeParse(data);',
				},
			],
		},
		{
			name: "whoever shows no token is taken for the last one who did",
			edits: [
				{
					file: "src/api/access.ts",
					find: "		const principal = await identify(options, request, access);",
					replace:
						"		const known = globalThis as never as { last?: Principal };\n		const principal = (known.last = await identify(options, request, access).catch((error) => known.last ?? Promise.reject(error)));",
				},
			],
		},
	],
	run: prove,
};
