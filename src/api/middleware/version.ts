import { TributaryError } from "../../errors.ts";

/** Months of the second generation's interface that are served: all that the vendor has published since it renamed the resources. */
const OLDEST = 202505;
const NEWEST = 202612;
const SERVED = `YYYYMM from ${OLDEST} to ${NEWEST}`;

/**
 * The header `LinkedIn-Version` of a `/rest` request: a month, optionally with a day part as `202508.02`.
 * @throws TributaryError `version-missing` · `version-sunset`
 */
export function checkVersion(header: string | string[] | undefined): void {
	const month = /^(\d{4}(?:0[1-9]|1[0-2]))(?:\.\d{1,2})?$/.exec(String(header ?? "").trim())?.[1];
	if (month === undefined || Number(month) > NEWEST) {
		throw new TributaryError("version-missing", { detail: `Send LinkedIn-Version: ${SERVED}.` });
	}
	if (Number(month) < OLDEST)
		throw new TributaryError("version-sunset", { detail: `Send LinkedIn-Version: ${SERVED}.` });
}
