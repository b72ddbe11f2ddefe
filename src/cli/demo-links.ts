import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import * as z from "zod";
import { createLoginLinks, type LoginLinks } from "../api/login-links.ts";
import { TributaryError } from "../errors.ts";
import { DEMO_DIR, DEMO_PEOPLE, demoLinks } from "./demo.ts";
import { isClaimed } from "./folder-claim.ts";
import { paint, print, printJson } from "./terminal.ts";
import { examples } from "./verbs.ts";

/** `demo links`: ways in for the people of the demo that runs. Of nobody else: `serve` honours no link (src/api/sign-in.ts). */

/** What `start` leaves in the demo's folder of its people. */
const DemoSite = z.strictObject({
	url: z.url(),
	people: z.array(z.strictObject({ tenant: z.string(), as: z.string(), account: z.string() })),
});
export type DemoSite = z.output<typeof DemoSite>;

const siteFile = (dir: string) => path.join(dir, "site.json");

export const writeSite = (dir: string, site: DemoSite): Promise<void> =>
	writeFile(siteFile(dir), JSON.stringify(site), { mode: 0o600 });

interface Options {
	readonly dir: string;
	readonly json?: boolean;
}

export function addDemo(program: Command): void {
	const demo = program.command("demo").description("the demo that start runs");
	examples(
		demo
			.command("links")
			.description("print new links that sign in once, for each of the demo's people, while start runs")
			.option("--dir <dir>", "where the demo lives", DEMO_DIR)
			.option("--json", "print JSON")
			.action(run),
		["demo links", "demo links --json"],
	);
}

async function run(options: Options, command: Command): Promise<void> {
	const { config } = command.optsWithGlobals() as { readonly config?: string };
	if (config !== undefined) command.error("error: demo links are for the demo of start, which has no --config");
	const dir = path.resolve(options.dir);
	const { url, people } = await siteOf(dir);
	const links = createLoginLinks(demoLinks(dir));
	const made = people.map((one) => ({ ...one, link: linkAt(url, links, one.account) }));
	if (options.json === true) return printJson(made);
	for (const tenant of new Set(made.map((one) => one.tenant))) {
		print(`${tenant}:`);
		for (const one of made.filter((other) => other.tenant === tenant)) printLink(one.as, one.link);
	}
}

async function siteOf(dir: string): Promise<DemoSite> {
	const text = (await isClaimed(dir)) ? textOf(siteFile(dir)) : null;
	if (text === null)
		throw new TributaryError("no-data", { detail: `No demo runs in ${dir}. Start one: tributary start.` });
	return DemoSite.parse(JSON.parse(text));
}

/** Null: not there yet. */
function textOf(file: string): string | null {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return null;
	}
}

export const linkAt = (url: string, links: LoginLinks, account: string): string =>
	`${url}/login/link/${links.issue(account)}`;

const COLUMN = Math.max(...DEMO_PEOPLE.map(({ as }) => as.length));

export const printLink = (as: string, link: string): void =>
	print(`  ${as.padEnd(COLUMN)} ${paint("underline", link)}`);
