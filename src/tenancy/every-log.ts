import type { Journals } from "./journals.ts";
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
