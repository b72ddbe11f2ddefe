import type { FastifyInstance } from "fastify";
import type { Config } from "../../config.ts";
import type { Engine } from "../../engine/port.ts";
import { packageVersion } from "../../package-root.ts";
import { engineName } from "../deployment.ts";
import { createMetrics, type MetricsListener } from "./metrics.ts";
import { observedEngine, type Watch } from "./observed-engine.ts";
import { openTraces } from "./traces.ts";

/** What an operator's own tools are told of a process: numbers and traces, each where the configuration asks for it. */
export interface Telemetry {
	observe(app: FastifyInstance): void;
	observed(engine: Engine): Engine;
	/** null where no metrics are wanted. @throws TributaryError `address-unavailable` */
	listen(ready: () => Promise<void>): Promise<MetricsListener | null>;
	close(): Promise<void>;
}

export function openTelemetry(config: Config): Telemetry {
	const version = packageVersion();
	const metrics =
		config.metrics === null ? null : createMetrics(config.metrics, { version, engine: engineName(config.engine) });
	const traces = config.traces === null ? null : openTraces(config.traces, { version });
	const watches = [metrics?.watch, traces?.watch].filter((watch): watch is Watch => watch !== undefined);
	return {
		observe: (app) => {
			metrics?.observe(app);
			traces?.observe(app);
		},
		observed: (engine) => watches.reduce(observedEngine, engine),
		listen: async (ready) => (metrics === null ? null : metrics.listen(ready)),
		close: async () => traces?.close(),
	};
}
