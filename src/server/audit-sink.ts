import type { Config } from "../config.ts";
import type { AuditSink } from "../tenancy/audit-sink/audit-sink.ts";
import { folderSink } from "../tenancy/audit-sink/folder-sink.ts";
import { programSink } from "../tenancy/audit-sink/program-sink.ts";

/** Where entries of the logs go as well. */
export function auditSinkOf({ auditSink }: Pick<Config, "auditSink">): AuditSink | undefined {
	if (auditSink === null) return undefined;
	return "folder" in auditSink ? folderSink(auditSink.folder) : programSink(auditSink.program);
}
