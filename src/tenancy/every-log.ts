import type { TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import type { Administration, Journals } from "./journals.ts";
import type { Access } from "./recording.ts";
import type { Tenants } from "./tenants.ts";

interface Logs {
	readonly tenants: Pick<Tenants, "list">;
	readonly journals: Pick<Journals, "administer" | "recordOf">;
}

/** Does what concerns every tenant: begun in the log of each before it is done, and concluded in each afterwards. */
export async function inEveryLog<T>(
	{ tenants, journals }: Logs,
	access: Omit<Access, "purpose">,
	run: () => Promise<T>,
): Promise<T> {
	let written = run;
	for (const { id } of await tenants.list()) {
		const owner = await journals.recordOf(id);
		const inner = written;
		written = () => journals.administer(owner, access, inner);
	}
	return written();
}

/**
 * Writes what is done to the whole service into the log of each tenant. One whose log is gone keeps nobody from it: it could not be brought back
 * either. @returns those
 * @throws TributaryError `audit-unavailable` a log could not be written now
 */
export async function noteInEveryLog(
	{ tenants, journals }: Logs,
	access: Administration,
): Promise<readonly TenantId[]> {
	const gone: TenantId[] = [];
	for (const { id } of await tenants.list())
		await journals
			.administer(await journals.recordOf(id), access, async () => {})
			.catch((error: unknown) => {
				const isGone =
					error instanceof TributaryError && error.code === "audit-unavailable" && error.detail !== undefined;
				if (!isGone) throw error;
				gone.push(id);
			});
	return gone;
}
