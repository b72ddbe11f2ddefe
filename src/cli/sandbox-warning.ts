import { findSandbox, isolatesNetwork } from "../ingest/sandbox/layers.ts";
import { paint, remark } from "./terminal.ts";

/** Says it when nothing but Node's own guards keeps parser processes off the network. `serve` refuses to run then. */
export function warnOfWeakSandbox(): void {
	if (isolatesNetwork(findSandbox().layers)) return;
	remark(
		paint(
			"yellow",
			"warning: this system gives the parser no network namespace; do not read files of strangers here (see docs/configuration.md)",
		),
	);
}
