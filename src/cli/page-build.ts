import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../package-root.ts";
import { paint, remark } from "./terminal.ts";

/**
 * In a checkout, builds the page when it is missing or older than its sources; the published package brings it built. What fails is told, and
 * the API is served all the same.
 */
export async function ensurePage(): Promise<void> {
	const script = path.join(packageRoot(), "scripts", "web.ts");
	if (!existsSync(script)) return;
	const child = spawn(process.execPath, [script], { stdio: ["ignore", "ignore", "inherit"] });
	const failed = await new Promise<boolean>((resolve) => {
		child.once("error", () => resolve(true));
		child.once("exit", (code) => resolve(code !== 0));
	});
	if (failed)
		remark(paint("yellow", "warning: the page is not served as it should be; the API is not touched by that"));
}
