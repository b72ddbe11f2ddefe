import { setTimeout as pause } from "node:timers/promises";
import { parseTenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { exportBarrier } from "../export/integrations.ts";
import type { Platform } from "../server.ts";
import { patiently } from "./patience.ts";
import { keepSimulator, runSimulator } from "./simulate-ats.ts";
import { remark } from "./terminal.ts";

/** The simulated ATS of a demo tenant: what it sends when it is connected, and that it takes who is exported to it. */

type Access = Readonly<Record<string, string>>;

/** The tenant whose ATS sends something over the wire, as a real one would, and how much. */
const SENDS = { tenant: "demo-b", candidates: 40, jobs: 8, applications: 60 } as const;

const sizeOf = (tenant: string) =>
	Object.entries(tenant === SENDS.tenant ? SENDS : { candidates: 0, jobs: 0, applications: 0 }).flatMap(
		([name, count]) => (name === "tenant" ? [] : [`--${name}`, String(count)]),
	);

/** @returns ends it */
export async function connectAts(platform: Platform, tenant: string, access: Access): Promise<() => void> {
	try {
		if (tenant === SENDS.tenant) await send(access);
		return await takeExports(platform, tenant, access);
	} catch (error) {
		if (!(error instanceof TributaryError)) throw error;
		remark(`${tenant}: ${error.message}`);
		return () => {};
	}
}

async function send(access: Access): Promise<void> {
	const { tenant, candidates, jobs, applications } = SENDS;
	const isWell = await runSimulator(access, [...sizeOf(tenant), "--phases", "sync", "--quiet"], "ignore");
	const sent = `${candidates} candidates, ${jobs} jobs and ${applications} applications`;
	remark(`${tenant}: a simulated ATS ${isWell ? `has sent ${sent}` : "did not get all that it sent acknowledged"}`);
}

/** More, and longer, than any demo lasts. */
const EXPORTS = ["--exports", "1000000", "--export-seconds", "2000000"] as const;
/** Until it has said where it is told of exports, milliseconds. */
const PATIENCE = 15_000;

async function takeExports(platform: Platform, tenant: string, access: Access): Promise<() => void> {
	const scope = await platform.operatorScope(parseTenantId(tenant), "demo");
	await patiently(() => platform.integrations.switch(scope, "ONE_CLICK_EXPORT", true));
	const end = keepSimulator(access, [...sizeOf(tenant), "--phases", "export", ...EXPORTS, "--quiet"]);
	const until = Date.now() + PATIENCE;
	while ((await exportBarrier(scope)) !== null && Date.now() < until) await pause(100);
	remark(`${tenant}: its simulated ATS takes the people whom recruiters export to it`);
	return end;
}
