import { caller } from "./row.ts";

/** What can be wrong with what left a tenant and comes back: rows of the one table. */
export const ARCHIVE_ERRORS = {
	"archive-wrong-key": caller(
		422,
		"The archive does not open with this key.",
		"Give the private half of the key that it was encrypted to.",
	),
	"archive-damaged": caller(
		422,
		"The archive is cut or was changed.",
		"Fetch it again from where it was made; nothing was taken from it.",
	),
	"archive-version": caller(
		422,
		"The archive was made by a version that is not known here.",
		"Read it with that version, or a later one.",
	),
	"archive-untrusted": caller(
		403,
		"The archive is signed by another key than the trusted one.",
		"Compare the fingerprint in the detail with the one that you were given by another way.",
	),
	"tenant-not-empty": caller(
		409,
		"The tenant holds data already, or somebody can get in there.",
		"Import into a new tenant; the detail says what it holds, clients and accounts included.",
	),
	"import-unfinished": caller(
		409,
		"An import into this tenant is not finished, so it is not served.",
		"Run the import of the same archive again: it goes on.",
	),
} as const;
