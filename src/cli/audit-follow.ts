import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Command } from "commander";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { writeSegment } from "../tenancy/audit-segments.ts";
import { lookedAtLog } from "./look.ts";
import { paint, print, printJson } from "./terminal.ts";
import { examples, wholeNumber } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `audit follow`: a log carried on into a store of the customer's own. */

interface FollowOptions {
	readonly tenant: string;
	readonly into: string;
	readonly every?: number;
	readonly json?: boolean;
}

const MOST_SECONDS = 86_400;

export function addFollow(audit: Command): void {
	examples(
		audit
			.command("follow")
			.description("write what came since the last time into a folder, with a signed head; files are never changed")
			.requiredOption("--tenant <id>", "whose log")
			.requiredOption("--into <folder>", "of this tenant alone; a mounted bucket for example")
			.option("--every <seconds>", "go on until it is stopped; else once", wholeNumber(1, MOST_SECONDS))
			.option("--json", "print JSON, a line for each segment")
			.action((options: FollowOptions, command: Command) => follow(command, options)),
		["audit follow --tenant acme --into /mnt/acme-log --every 60", "audit check /mnt/acme-log --trust FINGERPRINT"],
	);
}

async function follow(command: Command, { tenant, into, every, json }: FollowOptions): Promise<void> {
	if (!existsSync(into)) throw new TributaryError("file-not-found", { detail: `There is no ${into}.` });
	await withPlatform(command, {}, async (platform, _config, sealed) => {
		const { audit } = platform.tenancy;
		const stop = new AbortController();
		for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
		sealed.addEventListener("abort", () => stop.abort(), { once: true });
		const purpose = "audit follow";
		const id = parseTenantId(tenant);
		const write = (of: TenantId) => writeSegment(audit, of, into);
		// In the log once: an entry of each round would have something come in each. A grant has to last for all of them.
		for (let round = 0; ; round++) {
			if (round > 0) await platform.operatorScope(id, purpose, { evenDisabled: true });
			const written = round > 0 ? await write(id) : await lookedAtLog(platform, tenant, { purpose }, write);
			if (json === true && written !== null) printJson(written);
			else if (written !== null) print(`${paint("green", "✓")} entries ${written.from} to ${written.to}`);
			else if (every === undefined) print("nothing came since");
			if (every === undefined) return;
			await wait(every * 1000, null, { signal: stop.signal }).catch(() => {});
			if (stop.signal.aborted) return;
		}
	});
}
