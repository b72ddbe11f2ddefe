import { caller, ours } from "./row.ts";

/** What can be wrong with a backup: rows of the one table. */
export const BACKUP_ERRORS = {
	"backup-unsupported": caller(
		409,
		"This engine is not backed up from here.",
		"Take snapshots of the cluster: see docs/cluster.md.",
	),
	"backup-damaged": caller(422, "The backup is cut or was changed.", "Use another one; nothing was restored."),
	"backup-version": caller(
		422,
		"The backup was made by a version that is not known here.",
		"Restore it with that version, or a later one.",
	),
	"backup-untrusted": caller(
		403,
		"The backup is signed by another key than the trusted one.",
		"Use a backup that this deployment made; `tributary certificate key` shows its fingerprint.",
	),
	"place-occupied": caller(
		409,
		"There is something in the place that is to be restored.",
		"Stop the server and move it away first; the detail names it.",
	),
	"restore-running": caller(
		409,
		"Another restore of the same is at work.",
		"Wait until it has ended, and look whether this one is still wanted.",
	),
	"erasures-missing": caller(
		409,
		"It is not known who was erased since the backup was made.",
		"Put the file that the detail names back beside the data. Without it people who were erased would come back.",
	),
	"store-rolled-back": ours(
		503,
		"The data are older than they were: a state of before was put in their place.",
		"Put the newest state back, or a backup by `tributary restore`. Where you know why: tributary anchor accept (docs/backup.md).",
	),
	"store-missing": ours(
		503,
		"A store is not there that was.",
		"Put its newest state back, or a backup by `tributary restore`, of one tenant with --tenant. Where you took it away yourself: tributary anchor accept (docs/backup.md).",
	),
	"anchor-missing": ours(
		503,
		"It is not known how new the data have to be.",
		"Put back the folder that lies beside the data, or where `anchor` says. Where it is lost: tributary anchor accept (docs/backup.md).",
	),
} as const;
