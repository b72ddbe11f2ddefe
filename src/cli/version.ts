import { readFileSync } from "node:fs";
import { packageRoot } from "../package-root.ts";

/** Version of the package, from its package.json. */
export function version(): string {
	const manifest: unknown = JSON.parse(readFileSync(`${packageRoot()}/package.json`, "utf8"));
	return (manifest as { version: string }).version;
}
