import path from "node:path";
import type { FastifyBaseLogger } from "fastify";
import type { Config } from "../config.ts";
import { createExportJobs, type ExportJobs } from "../transfer/export-jobs.ts";
import type { Platform } from "./platform.ts";

/** Where archives wait to be fetched. */
export const exportFolder = ({ dataDir }: Pick<Config, "dataDir">): string => path.join(dataDir, "returns");

export const openExportJobs = ({ tenancy, ingest }: Platform, config: Config, log: FastifyBaseLogger): ExportJobs =>
	createExportJobs({
		folder: exportFolder(config),
		openScope: tenancy.openScope,
		audit: tenancy.audit,
		registry: tenancy,
		manifestKey: tenancy.certificateKey,
		clock: ingest.clock,
		onError: (err, tenant) => log.error({ event: "export", tenant, err }),
	});
